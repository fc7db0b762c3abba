"""Rules of deleting by two people that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class DeletionWaits(DomainError):
    """One proposal of a petition at a time."""

    text = N_("Đơn này đã có một đề nghị xoá đang chờ người thứ hai.")


class DeletionOver(DomainError):
    """Nobody answered in time."""

    text = N_("Đề nghị xoá này đã hết hạn trả lời. Nếu còn cần thì đề nghị lại.")


class NoSuchPiece(DomainError):
    """What was chosen is not there (any more)."""

    text = N_("Không còn mục này trong đơn. Mở lại trang để chọn lại.")
    field = "what"


class WholeStillOpen(DomainError):
    """The whole of a petition goes only after it was closed: until then somebody has to answer it."""

    text = N_("Đơn chưa đóng thì chưa xoá được cả đơn. Lúc này chỉ xoá được từng ảnh, tệp, lời ghi.")
    field = "what"


class StillProtected(DomainError):
    """The record of a protection that is asked for or in force is needed."""

    text = N_("Chưa xoá được: đề nghị hoặc biện pháp bảo vệ người gửi còn đang chạy. Xoá sau khi việc bảo vệ kết thúc.")


class MaterialChanged(DomainError):
    """Something came to the petition after it was proposed: nobody has agreed to that."""

    text = N_("Đơn có thêm hoặc bớt nội dung sau lúc đề nghị, nên người đề nghị phải đề nghị lại.")


class DeletionWordsMissing(DomainError):
    """The second person decides by what is written."""

    text = N_("Ghi rõ vì sao phải xoá, ít nhất một câu.")
    field = "words"


class NumberMissing(DomainError):
    """Whoever agrees says by which decision, so that its sender can be told."""

    text = N_("Ghi số quyết định hoặc văn bản cho phép xoá.")
    field = "number"
