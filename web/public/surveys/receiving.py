"""Taking in one rating: decide, save, and say where to go on. Used by the view and by the lane in front of Flask."""

from __future__ import annotations

from bootstrap.runtime import Runtime
from surveys import tickets
from surveys.ratings import OpenPoint, Posted, accept

# What the lane leaves for the view when an answer could not be saved: the view explains, it does not wait once more.
NOT_SAVED = "rating.not_saved"


def receive(runtime: Runtime, posted: Posted, point: OpenPoint | None, *, language: str) -> str:
    """Save the rating; when it is durable, the query of the page of thanks.

    Raises TicketInvalid, ScoreMissing, AnswerNotSaved.
    """
    now, keys = runtime.clock(), runtime.keys
    answer, ticket = accept(keys, posted, point, language=language, now=now)
    is_new = runtime.survey_writer.save(answer)
    receipt = tickets.sign_receipt(keys, tickets.receipt_for(ticket, overall=answer.overall, now=now))
    return thanks_query(receipt, "" if is_new else "lai")


def thanks_query(receipt: str, step: str = "") -> str:
    """What follows the address of the page of thanks."""
    # Receipts are made of address-safe characters and steps are ours: no need to quote, on the hottest path of all.
    return f"?p={receipt}" + (f"&buoc={step}" if step else "")
