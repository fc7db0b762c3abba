"""Which counts are proved."""

from __future__ import annotations

from enum import StrEnum


class Summary(StrEnum):
    """bảng số đếm: all are read instead of the answers."""

    DAY = "day"  # survey_day: kept in the answers' own transaction
    MONTH = "month"  # survey_month: what the public was told
    PART = "part"  # survey_month_part: what stood beside it; its question is the part's name
