"""Writes of issued papers."""

from feedback.issuing.services.approving import approve_paper, return_paper, send_back
from feedback.issuing.services.delegating import delegate, hold_post, revoke
from feedback.issuing.services.drafting import begin_paper, comment, drop, recall, save, submit
from feedback.issuing.services.numbering import give_number, open_book, reserve, use_elsewhere, void_entry, void_paper
from feedback.issuing.services.sending_out import attach, issue
from feedback.issuing.services.ways import set_way

__all__ = [
    "approve_paper", "attach", "begin_paper", "comment", "delegate", "drop", "give_number", "hold_post", "issue",
    "open_book", "recall", "reserve", "return_paper", "revoke", "save", "send_back", "set_way", "submit",
    "use_elsewhere", "void_entry", "void_paper",
]  # fmt: skip
