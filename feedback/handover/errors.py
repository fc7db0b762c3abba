"""Broken rules of handing over."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class SamePerson(DomainError):
    """Nobody hands over to themselves."""

    text = N_("Người nhận phải khác người giao.")
    field = "receiver"


class NothingToHandOver(DomainError):
    """What was on the list has moved on meanwhile."""

    text = N_("Không còn đơn nào giao được lúc này. Xem lại danh sách.")


class NobodyTookIt(DomainError):
    """Each was refused: the receiver may be the one it speaks of, or cannot work here any more."""

    text = N_("Không đơn nào giao được cho người này: có thể đơn nói về họ, hoặc họ đã xin thôi. Chọn người khác.")
    field = "receiver"


class SignedAlready(DomainError):
    """It is signed for once."""

    text = N_("Danh sách này đã được ký nhận.")
