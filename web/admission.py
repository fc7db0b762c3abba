"""Whether a sending is let through, asked for a proof of work, or taken and looked at by a clerk first."""

from __future__ import annotations

from enum import Enum

from flask import request

from casework.budgets import SUBMISSIONS, Spent
from casework.errors import ProofAsked
from casework.proofs import Challenge, challenge, is_proof
from core.context import Context
from web.budgets import next_spent

FIELD = "proof"


class Admission(Enum):
    """What becomes of it."""

    THROUGH = "through"
    REVIEW = "review"


def admit(ctx: Context, spent: Spent | None, subject: bytes) -> Admission:
    """Decide by what the form brought. `subject`: the draft, which can be sent once. Raises ProofAsked.

    A form without the field was opened before the network became busy: its page is shown again, with the puzzle. An
    empty field is a browser that runs no script: what it sends is taken all the same, and looked at first.
    """
    if spent is None or not spent.over:
        return Admission.THROUGH
    typed = request.form.get(FIELD)
    if typed is not None and not typed.strip():
        return Admission.REVIEW
    if typed is None or not is_proof(ctx, subject, typed):
        raise ProofAsked
    return Admission.THROUGH


def offered(ctx: Context, subject: bytes) -> Challenge | None:
    """The puzzle for a form to this caller; None while the network is not busy."""
    spent = next_spent(ctx, SUBMISSIONS)
    return challenge(ctx, subject, times=spent.times) if spent and spent.over else None
