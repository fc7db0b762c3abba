"""Writes of protection."""

from feedback.protection.services.acting import ask, ask_change, step, take_back
from feedback.protection.services.alarming import Carried, answer_alarm, goes_to, note_alarm_opened, report_retaliation
from feedback.protection.services.talking import mark_seen, note_opened, write
from feedback.protection.services.watching import tell_readers

__all__ = [
    "Carried", "answer_alarm", "ask", "ask_change", "goes_to", "mark_seen", "note_alarm_opened", "note_opened",
    "report_retaliation", "step", "take_back", "tell_readers", "write",
]  # fmt: skip
