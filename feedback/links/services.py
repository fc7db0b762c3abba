"""Making a link to the question a petition waits on, opening it, answering by it.

A link lives as long as its question: once that is answered, given up or followed by another, or the petition withdrawn
or sealed, it opens nothing. That is read from the petition each time, so no other act has to think of links.
Of a sealed petition there is none: whoever sees a telephone must not learn of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from accounts.roles import Role
from casework.sealing import open_case_key
from core.actor import Actor, ActorKind
from core.clock import end_of_day, local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import normalize_access_code, random_id, random_symbols
from feedback.errors import LinkGone
from feedback.links.models import QuestionLink
from feedback.models import Petition, PetitionNote
from feedback.policies import PetitionFacts, can_open, is_assignee
from feedback.services.moving import lock_petition, record
from feedback.services.sender import NOTHING_ADDED, Added, supplement
from feedback.states import NoteKind, PetitionState

PURPOSE = "question-link"
# 24 symbols of 31: 118 bits. Nobody guesses one, so nothing has to be counted or slowed.
SYMBOLS = 24
# Kept so long after its end that sending an answer again still finds it answered.
SWEPT_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class IssuedLink:
    """A fresh link. The secret exists nowhere else."""

    secret: str = field(repr=False)
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link opens: the question, and nothing else of the case."""

    petition_id: UUID
    agency_id: UUID
    question: str
    expires_at: datetime


def can_hand(actor: Actor, facts: PetitionFacts) -> bool:
    """Whether the official may hand a link over on paper: who works the case or its desk, of what is not sealed."""
    if facts.sealed or facts.state is not PetitionState.AWAITING_INFO or not can_open(actor, facts):
        return False
    desk = any(actor.holds_at(role, facts.agency_id) for role in (Role.INTAKE_CLERK, Role.LEADER))
    return desk or bool(is_assignee(actor, facts))


def issue_link(ctx: Context, petition_id: UUID, *, days: int) -> IssuedLink | None:
    """A link to the question the petition waits on, good to the end of that day; None when there must be none."""
    locked = lock_petition(ctx, petition_id)
    note_id = _newest_question(ctx, petition_id)
    if locked.sealed or locked.state is not PetitionState.AWAITING_INFO or note_id is None:
        return None
    link = IssuedLink(random_symbols(SYMBOLS), end_of_day(local_date(ctx.now) + timedelta(days=days)))
    ctx.session.execute(
        insert(QuestionLink).values(
            id=random_id(), petition_id=petition_id, note_id=note_id, tag=_tag(ctx, link.secret),
            expires_at=link.expires_at, answered_at=None,
        )
    )  # fmt: skip
    return link


def hand_link(ctx: Context, petition_id: UUID, *, days: int) -> IssuedLink:
    """The same for an official who gives it to the sender on paper; audited. Raises NotFound, Forbidden."""
    locked = lock_petition(ctx, petition_id)
    if not can_hand(ctx.actor, locked.facts()):
        raise Forbidden
    link = issue_link(ctx, petition_id, days=days)
    if link is None:
        raise NotFound
    record(ctx, locked, "hand_link")
    return link


def find_asked(ctx: Context, secret: str) -> Asked | None:
    """What the link opens now; None when it is wrong, too old or its question is settled: all look the same."""
    row = _find(ctx, secret)
    if row is None or not _opens(ctx, row):
        return None
    text = open_case_key(ctx, row.petition_id).open_text(row.sealed_text, part=f"note:{row.note_id.hex}")
    return Asked(row.petition_id, row.agency_id, text, row.expires_at)


def answer_by_link(ctx: Context, secret: str, text: str, added: Added = NOTHING_ADDED) -> bool:
    """Answer the question; False when this link had brought its answer before, and nothing changes.

    Raises LinkGone, TextMissing, CaseFull.
    """
    if ctx.actor.kind is not ActorKind.CITIZEN:
        raise Forbidden
    row = _find(ctx, secret)
    if row is None:
        raise LinkGone
    lock_petition(ctx, row.petition_id)
    row = _find(ctx, secret)  # read again: somebody may just have answered
    if row is not None and row.answered_at is not None:
        return False
    if row is None or not _opens(ctx, row):
        raise LinkGone
    supplement(ctx, row.petition_id, text, added)
    ctx.session.execute(update(QuestionLink).where(QuestionLink.id == row.id).values(answered_at=ctx.now))
    return True


def was_answered(ctx: Context, secret: str) -> bool:
    """Whether this link has brought its answer: a form sent twice is thanked twice."""
    row = _find(ctx, secret)
    return row is not None and row.answered_at is not None


def sweep_links(ctx: Context, *, most: int = 500) -> int:
    """Delete what ended a week ago, some at a time; gives how many."""
    link = QuestionLink
    old = select(link.id).where(link.expires_at < ctx.now - SWEPT_AFTER).order_by(link.expires_at).limit(most)
    ids = list(ctx.session.execute(old).scalars())
    ctx.session.execute(delete(link).where(link.id.in_(ids)))
    return len(ids)


def _tag(ctx: Context, secret: str) -> bytes:
    return ctx.keys.tag(PURPOSE, normalize_access_code(secret).encode())


def _find(ctx: Context, secret: str) -> Any:
    link, p, note = QuestionLink, Petition, PetitionNote
    return ctx.session.execute(
        select(
            link.id, link.petition_id, link.note_id, link.expires_at, link.answered_at, p.state, p.sealed, p.agency_id,
            note.sealed_text,
        )
        .join(p, p.id == link.petition_id)
        .join(note, note.id == link.note_id)
        .where(link.tag == _tag(ctx, secret))
    ).one_or_none()  # fmt: skip


def _opens(ctx: Context, row: Any) -> bool:
    waits: bool = row.state is PetitionState.AWAITING_INFO and not row.sealed and row.answered_at is None
    return waits and row.expires_at > ctx.now and _newest_question(ctx, row.petition_id) == row.note_id


def _newest_question(ctx: Context, petition_id: UUID) -> UUID | None:
    n = PetitionNote
    asked = select(n.id).where(n.petition_id == petition_id, n.kind == NoteKind.QUESTION)
    return ctx.session.execute(asked.order_by(n.at.desc(), n.id.desc()).limit(1)).scalar_one_or_none()
