"""Broken rules of the numbers by which odd answers are told."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class LimitOutOfRange(DomainError):
    """No such number can be meant."""

    text = N_("Số này phải từ %(least)s đến %(most)s.")
    field = "number"


class LimitInThePast(DomainError):
    """What was marked yesterday stays explained by the number of yesterday."""

    text = N_("Số mới áp dụng từ hôm nay trở đi, không lùi ngày.")
    field = "valid_from"


class LimitUnexplained(DomainError):
    """Whoever sees a mark later wants to know why this number."""

    text = N_("Ghi một câu vì sao chọn số này.")
    field = "reason"
