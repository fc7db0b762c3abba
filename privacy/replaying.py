"""What was erased is erased again in a database that came back from a backup."""

from __future__ import annotations

from uuid import UUID

from casework.erasures import ledger
from casework.erasures.ledger import Entry
from casework.erasures.shredding import shred_case
from casework.erasures.states import Erased
from casework.identity import erase_identity
from core.context import Context
from core.errors import NotFound
from dialogues.erasing import lock_question, withdraw_unread
from feedback.deleting.destroying import destroy_again
from feedback.services.erasing import erase_again
from feedback.services.shredding import shred_again

_PETITION, _QUESTION = "petition", "question"


def replay(ctx: Context, entry: Entry) -> bool:
    """Do again what a line of the ledger says, and keep the line; gives whether the backup had brought anything back.

    A case that the backup does not know (it came in later) needs nothing. The system alone calls it.
    """
    if ledger.known_among(ctx, [entry.id]):
        return False
    ledger.keep(ctx, entry)
    try:
        return _again(ctx, entry)
    except NotFound:
        return False


def _again(ctx: Context, entry: Entry) -> bool:
    subject: UUID = entry.subject_id
    if entry.what is Erased.PIECE:
        return destroy_again(ctx, entry.subject_type, subject)
    if entry.subject_type == _PETITION:
        return erase_again(ctx, subject) if entry.what is Erased.IDENTITY else shred_again(ctx, subject)
    if entry.what is Erased.IDENTITY:
        return erase_identity(ctx, subject, case_type=entry.subject_type, again=True)
    done = shred_case(ctx, subject, case_type=entry.subject_type, noted=False)
    if entry.subject_type == _QUESTION:
        withdraw_unread(ctx, lock_question(ctx, subject))
    return done
