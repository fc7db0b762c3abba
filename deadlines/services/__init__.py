"""Writes of deadlines."""

from deadlines.services.clocks import (
    extend_clock,
    meet_clock,
    meet_row,
    pause_clock,
    resume_clock,
    start_clock,
    stop_all,
    stop_clock,
)
from deadlines.services.recomputing import ClockChange, OnChange, Recomputation, change_days, preview_days, recompute
from deadlines.services.rules import set_province_rule

__all__ = [
    "ClockChange",
    "OnChange",
    "Recomputation",
    "change_days",
    "extend_clock",
    "meet_clock",
    "meet_row",
    "pause_clock",
    "preview_days",
    "recompute",
    "resume_clock",
    "set_province_rule",
    "start_clock",
    "stop_all",
    "stop_clock",
]
