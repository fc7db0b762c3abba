"""Broken rules of hot spots."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class LimitOutOfRange(DomainError):
    """No such number of people, days or weeks makes sense."""

    text = N_("Ghi một số từ 1 đến 9.999.")
    field = "number"


class LimitInThePast(DomainError):
    """What was flagged yesterday stays explained by the number of yesterday."""

    text = N_("Số mới áp dụng từ hôm nay trở đi, không lùi ngày.")
    field = "valid_from"


class LimitUnexplained(DomainError):
    """Whoever reads the flag later wants to know why this number."""

    text = N_("Ghi một câu vì sao chọn số này.")
    field = "reason"
