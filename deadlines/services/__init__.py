"""Writes of deadlines."""

from deadlines.services.clocks import (
    extend_clock,
    meet_clock,
    meet_row,
    move_clocks,
    pause_clock,
    resume_clock,
    start_clock,
    stop_all,
    stop_clock,
)
from deadlines.services.recomputing import ClockChange, OnChange, Recomputation, change_days, preview_days, recompute
from deadlines.services.reminders import set_address, take_due, write_reminders
from deadlines.services.rules import set_province_rule
from deadlines.services.variants import change_variant

__all__ = [
    "ClockChange",
    "OnChange",
    "Recomputation",
    "change_days",
    "change_variant",
    "extend_clock",
    "meet_clock",
    "meet_row",
    "move_clocks",
    "pause_clock",
    "preview_days",
    "recompute",
    "resume_clock",
    "set_address",
    "set_province_rule",
    "start_clock",
    "stop_all",
    "stop_clock",
    "take_due",
    "write_reminders",
]
