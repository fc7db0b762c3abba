"""Reads of covered copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from accounts.queries import names_of
from agencies.queries import get_card
from casework.locks.closing import is_locked
from casework.redaction import Piece, load
from casework.sealing import find_case_key, open_case_key
from core.context import Context
from core.errors import NotFound
from feedback.issuing.facts import is_concerned
from feedback.policies import PetitionFacts
from feedback.queries.cases import find_case_view
from feedback.redacting.models import RedactedCopy, RedactedReader
from feedback.redacting.policies import CopyFacts, can_act_on_copy
from feedback.redacting.states import CopyAct, CopyState
from feedback.seconding.people import is_one_person
from feedback.seconding.policies import SECOND_ABOVE, SECOND_HERE, is_second
from feedback.seconding.requests import stands_near

TEXT = "redacted"
SHOWN = 50


@dataclass(frozen=True, slots=True)
class CopyLine:
    """A covered copy, for whoever may do something with it. Its words are read apart, in the log."""

    id: UUID
    petition_id: UUID
    number: str
    agency_name: str
    state: CopyState
    maker: str
    second: str
    made_at: datetime
    mine: bool
    acts: frozenset[CopyAct]
    readers: Sequence[tuple[UUID, str]]


@dataclass(frozen=True, slots=True)
class CopyText:
    """What a reader of the copy sees."""

    pieces: Sequence[Piece]
    photos: Sequence[dict[str, Any]]


def list_copies(ctx: Context) -> Sequence[CopyLine]:
    """What waits for the actor's eye, what they may read, what they made; newest first."""
    c, r, who = RedactedCopy, RedactedReader, ctx.actor.account_id
    if who is None:
        return []
    named = select(r.copy_id).where(r.account_id == who)
    seconds = ctx.actor.agencies(*SECOND_HERE, *SECOND_ABOVE)
    waiting = (c.state == CopyState.PROPOSED) if seconds else c.id.in_(named)
    statement = select(c).where(or_(c.made_by == who, c.id.in_(named), waiting))
    rows = ctx.session.execute(statement.order_by(c.made_at.desc()).limit(SHOWN)).scalars().all()
    return [one for one in (_line(ctx, row) for row in rows) if one is not None]


def copies_of(ctx: Context, petition_id: UUID) -> Sequence[CopyLine]:
    """The copies of one petition the actor may do something with, newest first."""
    c = RedactedCopy
    statement = select(c).where(c.petition_id == petition_id).order_by(c.made_at.desc()).limit(10)
    lines = (_line(ctx, row) for row in ctx.session.execute(statement).scalars().all())
    return [one for one in lines if one is not None]


def get_copy(ctx: Context, copy_id: UUID) -> CopyLine:
    """Raises NotFound, also to whom it is closed."""
    row = ctx.session.execute(select(RedactedCopy).where(RedactedCopy.id == copy_id)).scalar_one_or_none()
    found = _line(ctx, row) if row else None
    if found is None:
        raise NotFound
    return found


def open_text(ctx: Context, copy_id: UUID) -> CopyText:
    """The words of a copy; the caller has decided that the reader may, and audits it."""
    sealed = ctx.session.execute(select(RedactedCopy.sealed_text).where(RedactedCopy.id == copy_id)).scalar_one()
    kept = open_case_key(ctx, copy_id).open_json(sealed, part=TEXT)
    return CopyText(load(kept["pieces"]), kept["photos"])


def copy_facts(ctx: Context, row: Any, petition: PetitionFacts) -> CopyFacts:
    """What the decisions need. Whom a locked petition may speak of got no box of the copy."""
    card, who = get_card(ctx, petition.agency_id), ctx.actor.account_id
    r = RedactedReader
    named = ctx.session.execute(select(r.copy_id).where(r.copy_id == row.id, r.account_id == who)).first() is not None
    near = named or is_second(ctx.actor, agency_id=card.id, province_id=card.province_id)
    locked = is_locked(ctx, row.petition_id)
    concerned = near and not locked and who is not None and is_concerned(ctx, row.petition_id, who)
    return CopyFacts(
        petition, card.province_id, row.state, row.made_by, named=named, concerned=concerned or petition.shut,
        in_hand=find_case_key(ctx, row.id) is not None and not _is_maker_again(ctx, row.made_by),
    )  # fmt: skip


def _is_maker_again(ctx: Context, made_by: UUID) -> bool:
    """Whether whoever made it has a second account, and is signed in with that."""
    who = ctx.actor.account_id
    return who is not None and who != made_by and is_one_person(ctx, who, made_by)


def _line(ctx: Context, row: Any) -> CopyLine | None:
    case = find_case_view(ctx, row.petition_id)
    if case is None:
        return None
    facts = copy_facts(ctx, row, case.facts())
    acts = frozenset(act for act in CopyAct if can_act_on_copy(ctx.actor, act, facts))
    near = stands_near(ctx, row.agency_id)
    mine = near and row.made_by == ctx.actor.account_id
    if not (acts or (mine and not facts.concerned) or (near and row.decided_by == ctx.actor.account_id)):
        return None
    r = RedactedReader
    readers = list(ctx.session.execute(select(r.account_id).where(r.copy_id == row.id)).scalars()) if mine else []
    names = names_of(ctx, [row.made_by, row.decided_by, *readers])
    return CopyLine(
        row.id, row.petition_id, case.number, get_card(ctx, case.agency_id).name, row.state,
        names.get(row.made_by, ""), names.get(row.decided_by, "") if row.decided_by else "", row.made_at, mine, acts,
        [(one, names.get(one, "")) for one in readers],
    )  # fmt: skip
