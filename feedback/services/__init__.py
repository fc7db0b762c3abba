"""Writes of feedback."""

from feedback.services.handling import approve, ask, propose, resume, return_answer, save_answer, start
from feedback.services.receiving import Desk, choose_desk, receive_petition, submit_draft
from feedback.services.releasing import release, release_unheld_of
from feedback.services.sender import rate, supplement, withdraw
from feedback.services.triaging import assign, leave, note_opening, triage
from feedback.services.upkeep import close, close_settled, copy_due_dates

__all__ = [
    "Desk",
    "approve",
    "ask",
    "assign",
    "choose_desk",
    "close",
    "close_settled",
    "copy_due_dates",
    "leave",
    "note_opening",
    "propose",
    "rate",
    "receive_petition",
    "release",
    "release_unheld_of",
    "resume",
    "return_answer",
    "save_answer",
    "start",
    "submit_draft",
    "supplement",
    "triage",
    "withdraw",
]
