"""Rules of letters to many that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NoCases(DomainError):
    """No case is there for such a letter."""

    text = N_("Không có đơn nào hợp với loại văn bản và khoảng ngày này.")
    field = "first"


class DaysTurned(DomainError):
    """The last day comes before the first."""

    text = N_("Ngày cuối phải từ ngày đầu trở đi.")
    field = "last"
