"""What the person who sent it may do. The web layer has checked that they hold the access code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from casework.adding import add_to_case
from casework.attachments import StoredImage
from casework.enclosures import StoredFile
from core.context import Context
from core.text import N_
from deadlines.services import stop_all
from feedback.aftermath.commands import Disagree
from feedback.aftermath.services import disputing
from feedback.aftermath.states import Way
from feedback.commands import Rating, Target
from feedback.errors import AlreadyReopened, RatingOutOfRange
from feedback.services.handling import run_again
from feedback.services.moving import SUBJECT, begin, lock_petition, move, told, write_note
from feedback.services.releasing import release_if_unheld
from feedback.states import Act, Happened, NoteKind

LOW = 2
_WITHDRAWN = N_("Người gửi rút đơn")


@dataclass(frozen=True, slots=True)
class Added:
    """Photos and files that come with an answer, sealed under the case key and in the file store already."""

    photos: Sequence[StoredImage] = ()
    files: Sequence[StoredFile] = ()


NOTHING_ADDED = Added()


def supplement(ctx: Context, petition_id: UUID, text: str, added: Added = NOTHING_ADDED) -> None:
    """Answer what the handler asked; the clock runs again.

    Raises what `begin` raises, TextMissing, CaseFull.
    """
    words = told(text)
    locked = begin(ctx, Target(petition_id, None), Act.SUPPLEMENT)
    add_to_case(ctx, locked.id, photos=added.photos, files=added.files)
    write_note(ctx, locked.id, NoteKind.ADDITION, words, public=True)
    due_at = run_again(ctx, locked)
    move(ctx, locked, Act.SUPPLEMENT, Happened.SUPPLEMENTED, changes={"due_at": due_at}, due_at=due_at)
    release_if_unheld(ctx, locked.id)


def rate(ctx: Context, petition_id: UUID, rating: Rating) -> None:
    """Say how the answer is. One or two stars, or a dispute, reopens the petition once; otherwise it is closed.

    Raises what `begin` raises, RatingOutOfRange, DisputeReasonMissing, AlreadyReopened. Law sheet §9.1.
    """
    if not 1 <= rating.stars <= 5:
        raise RatingOutOfRange
    reopened = lock_petition(ctx, petition_id).reopened_at is not None
    if rating.dispute and reopened:
        raise AlreadyReopened
    if rating.dispute or (rating.stars <= LOW and not reopened):
        disputing.dispute(ctx, petition_id, Disagree(Way.REOPEN, rating.stars, rating.comment))
        return
    locked = begin(ctx, Target(petition_id, None), Act.ACCEPT)
    move(ctx, locked, Act.ACCEPT, Happened.ACCEPTED, changes={"rating": rating.stars}, rating=rating.stars)
    if rating.comment.strip():
        write_note(ctx, locked.id, NoteKind.RATING, rating.comment.strip(), public=True)


def withdraw(ctx: Context, petition_id: UUID, *, reason: str = "") -> None:
    """Take it back. Raises what `begin` raises."""
    locked = begin(ctx, Target(petition_id, None), Act.WITHDRAW)
    stop_all(ctx, subject_type=SUBJECT, subject_id=locked.id, reason=_WITHDRAWN)
    move(ctx, locked, Act.WITHDRAW, Happened.WITHDRAWN)
    if reason.strip():
        write_note(ctx, locked.id, NoteKind.WITHDRAWAL, reason.strip(), public=True)
