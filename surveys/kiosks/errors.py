"""Broken rules of tablets."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class PinWrongLength(DomainError):
    """A PIN is four to eight digits."""

    text = N_("Mã PIN có từ 4 đến 8 chữ số.")
    field = "pin"


class PairingUnknown(DomainError):
    """No tablet waits for this code, or its quarter of an hour is over."""

    text = N_("Mã ghép không đúng hoặc đã quá 15 phút. Xem lại mã, hoặc lấy mã mới ở trang Khảo sát tại quầy.")
    field = "ma"


class PinWrong(DomainError):
    """Not the PIN that was set when the tablet was prepared."""

    text = N_("Mã PIN chưa đúng.")
    field = "pin"


class PinTriedTooOften(DomainError):
    """Five tries within the hour: no more before it is over, not even with the right PIN."""

    text = N_("Đã thử mã PIN năm lần. Một giờ nữa mới thử lại được.")
    field = "pin"
