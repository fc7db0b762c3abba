"""Reads of openings: what the actor asked, what waits for them as the second person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from accounts.queries import names_of
from agencies.queries import get_card
from casework.identities.models import IdentityOpening
from casework.identities.states import OpeningAct, OpeningState
from casework.sealing import find_case_key
from casework.states import IdentityReason
from core.context import Context
from core.errors import NotFound
from feedback.opening.policies import OpeningFacts, can_act_on
from feedback.policies import PetitionFacts
from feedback.queries.cases import find_case_view
from feedback.seconding.requests import all_shown, list_requests, request_facts, row_of, stands_near

WORDS = "opening-words"


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
    found = _shown(ctx, row_of(ctx, IdentityOpening, opening_id))
    if found is None:
        raise NotFound
    return found


def list_openings(ctx: Context) -> Sequence[Opening]:
    """What waits for the actor's answer, then what they asked for, newest first."""
    return list_requests(ctx, IdentityOpening, IdentityOpening.state == OpeningState.ASKED, _shown)


def openings_of(ctx: Context, petition_id: UUID) -> Sequence[Opening]:
    """The actor's own requests of one petition, newest first."""
    o = IdentityOpening
    mine = (o.case_id == petition_id, o.asked_by == ctx.actor.account_id)
    rows = ctx.session.execute(select(o).where(*mine).order_by(o.asked_at.desc()).limit(5)).scalars()
    return all_shown(ctx, rows.all(), _shown)


def facts_of(ctx: Context, row: IdentityOpening, petition: PetitionFacts) -> OpeningFacts:
    """What the decisions need: until it is answered its time is that for an answer, then that for looking."""
    waits = row.state is OpeningState.ASKED
    return request_facts(
        ctx, row, petition, petition_id=row.case_id, state=row.state, waits=waits,
        ends=row.lapses_at if waits else row.open_until, reads=lambda: _words(ctx, row) is not None,
    )  # fmt: skip


def _shown(ctx: Context, row: IdentityOpening) -> Opening | None:
    case = find_case_view(ctx, row.case_id)
    if case is None:
        return None
    facts = facts_of(ctx, row, case.facts())
    acts = frozenset(act for act in OpeningAct if can_act_on(ctx.actor, act, facts))
    near = stands_near(ctx, row.agency_id)
    mine = near and row.asked_by == ctx.actor.account_id
    answered = near and row.decided_by == ctx.actor.account_id
    if not (mine or answered or OpeningAct.APPROVE in acts):
        return None
    names = names_of(ctx, [row.asked_by, row.decided_by])
    return Opening(
        row.id, row.case_id, case.number, get_card(ctx, case.agency_id).name, row.reason, row.state,
        names.get(row.asked_by, ""), names.get(row.decided_by, "") if row.decided_by else "", row.asked_at,
        row.lapses_at, row.decided_at, row.open_until, _words(ctx, row) or "", mine, facts.over, acts,
    )  # fmt: skip


def _words(ctx: Context, row: IdentityOpening) -> str | None:
    """The motive in words; None to whom it is closed."""
    key = find_case_key(ctx, row.id)
    return key.open_text(row.sealed_words, part=WORDS) if key else None
