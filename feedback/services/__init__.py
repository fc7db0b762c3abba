"""Writes of feedback."""

from feedback.services.batches import BatchResult, claim, run_batch, run_link_batch, undo_batch
from feedback.services.erasing import ask_erasure, erase_contact, grant_erasure, refuse_erasure
from feedback.services.filters import drop_filter, save_filter
from feedback.services.handling import approve, ask, propose, resume, return_answer, save_answer, start
from feedback.services.linking import link, unlink
from feedback.services.receiving import Desk, choose_desk, receive_petition, submit_draft
from feedback.services.releasing import release, release_unheld_of
from feedback.services.remarks import (
    list_colleagues,
    note_gone,
    note_present,
    note_seen,
    retire_canned,
    save_canned,
    write_remark,
)
from feedback.services.sender import rate, supplement, withdraw
from feedback.services.splitting import split
from feedback.services.transferring import recall, transfer
from feedback.services.triaging import assign, leave, note_opening, triage
from feedback.services.upkeep import close, close_settled, copy_due_dates

__all__ = [
    "BatchResult",
    "Desk",
    "approve",
    "ask",
    "ask_erasure",
    "assign",
    "choose_desk",
    "claim",
    "close",
    "close_settled",
    "copy_due_dates",
    "drop_filter",
    "erase_contact",
    "grant_erasure",
    "leave",
    "link",
    "list_colleagues",
    "note_gone",
    "note_opening",
    "note_present",
    "note_seen",
    "propose",
    "rate",
    "recall",
    "receive_petition",
    "refuse_erasure",
    "release",
    "release_unheld_of",
    "resume",
    "retire_canned",
    "return_answer",
    "run_batch",
    "run_link_batch",
    "save_answer",
    "save_canned",
    "save_filter",
    "split",
    "start",
    "submit_draft",
    "supplement",
    "transfer",
    "triage",
    "undo_batch",
    "unlink",
    "withdraw",
    "write_remark",
]
