"""Broken rules of reports."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class PeriodBackwards(DomainError):
    """The last day lies before the first."""

    text = N_("Ngày cuối phải từ ngày đầu trở đi.")
    field = "last"


class PeriodTooLong(DomainError):
    """Longer than the years a report may look over."""

    text = N_("Chọn khoảng thời gian tối đa 5 năm.")
    field = "last"


class PeriodNotBegun(DomainError):
    """It lies ahead: there is nothing to report yet."""

    text = N_("Kỳ này chưa bắt đầu. Chọn kỳ khác.")
    field = "first"


class DayMissing(DomainError):
    """A free period without one of its days."""

    text = N_("Ghi ngày đầu và ngày cuối của khoảng thời gian.")
    field = "first"


class NoSuchDay(DomainError):
    """A day of the year that does not exist in every year."""

    text = N_("Ghi ngày và tháng có thật trong năm, tháng 2 tối đa ngày 28.")
    field = "first_day"


class CutOffBackwards(DomainError):
    """A period that would end before it begins."""

    text = N_("Ngày chốt phải sau ngày bắt đầu kỳ.")
    field = "last_day"


class RecordsNotValid(DomainError):
    """A record does not fit the schema: nothing is handed out, the installation has to be looked at."""

    text = N_("Có bản ghi không đúng lược đồ nên chưa xuất. Báo người quản trị hệ thống.")
