"""The numbers by which odd answers are told from many answers."""

from __future__ import annotations

from enum import StrEnum


class PatternLimit(StrEnum):
    """ngưỡng nhận ra đánh giá bất thường: shipped with a reason; a province may let its own hold from a day on."""

    FEWEST = "fewest"  # fewer in an hour are never looked at
    RARE_HOUR = "rare_hour"  # so many come in one honest hour of so many at most
    RARE_MIX = "rare_mix"  # so one-sided is one honest hour of so many at most
    BUSY_SPREAD = "busy_spread"  # percent by which a counter's honest days differ at least
    MOOD_SPREAD = "mood_spread"  # percent by which people's mood hangs together within a day at least
    WEEKS = "weeks"  # how far back "usual" reaches
    KEPT_HOUR = "kept_hour"  # of one kept page in one hour
    KEPT_DAY = "kept_day"  # of one kept page on one day
    KEPT_PAGE = "kept_page"  # of one kept page within the days for which its tag is known
    KIOSK_HOUR = "kiosk_hour"  # of one page of a paired tablet in one hour
