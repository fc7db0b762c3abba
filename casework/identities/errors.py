"""Rules of openings that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class TwoPersonsNeeded(DomainError):
    """Who sent a sealed case is seen after two people said so, and not longer than the term."""

    text = N_("Đơn giữ kín: phải có người thứ hai đồng ý mới xem được người gửi. Gửi đề nghị mở danh tính trước.")


class OpeningWaits(DomainError):
    """One request at a time."""

    text = N_("Anh chị đã có một đề nghị đang chờ hoặc đang được xem ở đơn này.")


class OpeningOver(DomainError):
    """The request, or the hours it was granted for, ran out."""

    text = N_("Đề nghị này đã hết giờ. Nếu còn cần thì đề nghị lại.")


class NoSecondPerson(DomainError):
    """Nobody is left who may agree."""

    text = N_("Chưa có ai làm người thứ hai được: họ có thể liên quan tới đơn, hoặc chưa có khóa. Nhờ tỉnh cử người.")


class WordsMissing(DomainError):
    """The second person decides by what is written."""

    text = N_("Ghi rõ vì sao phải biết người gửi, ít nhất một câu.")
    field = "words"
