"""Reads of openings: what the actor asked, what waits for them as the second person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from accounts.queries import names_of
from agencies.queries import get_card
from casework.errors import CaseShredded
from casework.identities.models import IdentityOpening
from casework.identities.states import OpeningAct, OpeningState
from casework.locks.closing import is_locked
from casework.locks.errors import CaseLocked
from casework.sealing import open_case_key
from casework.states import IdentityReason
from core.context import Context
from core.errors import NotFound
from feedback.issuing.facts import is_concerned
from feedback.opening.policies import SECOND_ABOVE, SECOND_HERE, OpeningFacts, can_act_on, is_second
from feedback.policies import PetitionFacts
from feedback.queries.cases import find_case_view

WORDS = "opening-words"
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Opening:
    """A request, for whoever asked or may answer it. Who sent the petition is nowhere in it."""

    id: UUID
    petition_id: UUID
    number: str
    agency_name: str
    reason: IdentityReason
    state: OpeningState
    asker: str
    second: str
    asked_at: datetime
    lapses_at: datetime
    decided_at: datetime | None
    open_until: datetime | None
    words: str
    mine: bool
    over: bool
    acts: frozenset[OpeningAct]


def get_opening(ctx: Context, opening_id: UUID) -> Opening:
    """A request, for the asker and those who may answer. Raises NotFound for anybody else."""
    found = _shown(ctx, row_of(ctx, opening_id))
    if found is None:
        raise NotFound
    return found


def list_openings(ctx: Context) -> Sequence[Opening]:
    """What waits for the actor's answer, then what they asked for, newest first."""
    o, who = IdentityOpening, ctx.actor.account_id
    if who is None:
        return []
    near = ctx.actor.agencies(*SECOND_HERE, *SECOND_ABOVE)
    waiting = (o.state == OpeningState.ASKED) & (o.lapses_at > ctx.now)
    statement = select(o).where(or_(o.asked_by == who, waiting)) if near else select(o).where(o.asked_by == who)
    rows = ctx.session.execute(statement.order_by(o.asked_at.desc()).limit(SHOWN)).scalars().all()
    found = [one for one in (_shown(ctx, row) for row in rows) if one is not None]
    return sorted(found, key=lambda one: one.mine)


def openings_of(ctx: Context, petition_id: UUID) -> Sequence[Opening]:
    """The actor's own requests of one petition, newest first."""
    o = IdentityOpening
    mine = (o.case_id == petition_id, o.asked_by == ctx.actor.account_id)
    rows = ctx.session.execute(select(o).where(*mine).order_by(o.asked_at.desc()).limit(5)).scalars()
    return [one for one in (_shown(ctx, row) for row in rows.all()) if one is not None]


def row_of(ctx: Context, opening_id: UUID) -> IdentityOpening:
    """Raises NotFound."""
    o = IdentityOpening
    row = ctx.session.execute(select(o).where(o.id == opening_id)).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def facts_of(ctx: Context, row: Any, petition: PetitionFacts) -> OpeningFacts:
    """What the decisions need. In a locked case those the petition may speak of got no box when it was asked."""
    card, who = get_card(ctx, petition.agency_id), ctx.actor.account_id
    asker = who == row.asked_by
    seconds = who is not None and is_second(ctx.actor, agency_id=card.id, province_id=card.province_id)
    in_hand = asker or (seconds and _words(ctx, row) is not None)
    locked = is_locked(ctx, row.case_id)
    concerned = seconds and not locked and not asker and who is not None and is_concerned(ctx, row.case_id, who)
    ends = row.lapses_at if row.state is OpeningState.ASKED else row.open_until
    over = ends is not None and ends <= ctx.now
    return OpeningFacts(
        petition, card.path, card.province_id, row.state, row.asked_by, concerned=concerned, over=over, in_hand=in_hand
    )  # fmt: skip


def _shown(ctx: Context, row: Any) -> Opening | None:
    case = find_case_view(ctx, row.case_id)
    if case is None:
        return None
    facts = facts_of(ctx, row, case.facts())
    acts = frozenset(act for act in OpeningAct if can_act_on(ctx.actor, act, facts))
    mine = row.asked_by == ctx.actor.account_id
    answered = row.decided_by == ctx.actor.account_id
    if not (mine or answered or OpeningAct.APPROVE in acts):
        return None
    names = names_of(ctx, [row.asked_by, row.decided_by])
    return Opening(
        row.id, row.case_id, case.number, get_card(ctx, case.agency_id).name, row.reason, row.state,
        names.get(row.asked_by, ""), names.get(row.decided_by, "") if row.decided_by else "", row.asked_at,
        row.lapses_at, row.decided_at, row.open_until, _words(ctx, row) or "", mine, facts.over, acts,
    )  # fmt: skip


def _words(ctx: Context, row: Any) -> str | None:
    """The motive in words; None to whom it is closed."""
    try:
        return open_case_key(ctx, row.id).open_text(row.sealed_words, part=WORDS)
    except (CaseLocked, CaseShredded):
        return None
