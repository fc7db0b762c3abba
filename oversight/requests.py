"""What the People's Inspection Board goes to look at: requests from senders, and work that officials claim was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, false, or_, select

from accounts.roles import Role
from agencies.models import Agency
from agencies.queries import get_card, under
from casework.masking import masker
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from feedback.aftermath.machine import OPEN_ASKS
from feedback.aftermath.models import BoardRecusal, BoardRequest
from feedback.aftermath.queries import Ask, get_ask
from feedback.aftermath.recusals import recused_from
from feedback.aftermath.states import AskState
from feedback.claims.machine import UNSEEN
from feedback.claims.models import ClaimFinding, GroundClaim
from feedback.claims.policies import can_look_for_board
from feedback.claims.queries import Claim, get_claim
from feedback.claims.shots import metres_between
from feedback.claims.states import ClaimState, Eye
from feedback.commands import Spot
from feedback.models import Petition
from feedback.queries import CaseView, approved_answer, find_case_view
from feedback.states import Field

# So many claims wait at most for one round of a commune; the nearest of them are found among these.
_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class AskLine:
    """A request in the Board's list; what was written is opened on its own page."""

    id: UUID
    number: str
    title: str
    field: Field | None
    place: str
    state: AskState
    asked_at: datetime
    due_at: datetime
    mine: bool


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim that nobody of the Board has looked at. `metres`: from where the member stands, when they said so."""

    id: UUID
    number: str
    title: str
    place: str
    hamlet_id: UUID | None
    state: ClaimState
    claimed_at: datetime
    confirm_by: datetime
    metres: int | None = None


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A claim the Board has looked at: what it found then, and how the claim stands now."""

    id: UUID
    number: str
    title: str
    place: str
    state: ClaimState
    at: datetime
    done: bool


@dataclass(frozen=True, slots=True)
class Readable:
    """A petition as a member of the Board may read it who was asked to look: never who sent it."""

    case: CaseView
    body: str
    answer: str


def list_asks(ctx: Context, page: PageRequest, *, done: bool = False) -> Page[AskLine]:
    """The requests to the member's Board, the oldest first; those it answered, the newest first."""
    r, p = BoardRequest, Petition
    states = (AskState.FOUND,) if done else OPEN_ASKS
    statement = _open_to_me(
        ctx,
        select(r.id, p.number, p.title, p.field, p.place, r.state, r.asked_at, r.due_at, r.taken_by)
        .join(p, p.id == r.petition_id)
        .where(r.state.in_(states)),
        r.agency_id,
    )
    rows = ctx.session.execute(keyset(statement, (r.asked_at, r.id), page, descending=done)).all()
    found = take(rows, page, lambda row: (row.asked_at, row.id))
    return found.map(lambda row: _ask_line(row, ctx.actor.account_id))


def list_unseen(ctx: Context, *, hamlet_id: UUID | None = None, near: Spot | None = None) -> Sequence[ClaimLine]:
    """Claims nobody of the Board has looked at: the oldest first, or the nearest to where the member stands."""
    c, p, f = GroundClaim, Petition, ClaimFinding
    looked = exists().where(f.claim_id == c.id, f.eye == Eye.BOARD)
    statement = _open_to_me(
        ctx,
        select(c.id, p.number, p.title, p.place, c.hamlet_id, c.state, c.claimed_at, c.confirm_by, c.lat, c.lon)
        .join(p, p.id == c.petition_id)
        .where(c.state.in_((*UNSEEN, ClaimState.CONFIRMED)), ~looked),
        c.agency_id,
    )
    if hamlet_id is not None:
        statement = statement.where(c.hamlet_id == hamlet_id)
    rows = ctx.session.execute(statement.order_by(c.claimed_at, c.id).limit(_AT_ONCE)).all()
    lines = [_claim_line(row, near) for row in rows]
    if near is None:
        return lines
    return sorted(lines, key=lambda line: (line.metres is None, line.metres or 0, line.claimed_at))


def list_seen(ctx: Context, page: PageRequest) -> Page[SeenLine]:
    """Claims the Board has looked at, the newest first."""
    c, p, f = GroundClaim, Petition, ClaimFinding
    statement = _open_to_me(
        ctx,
        select(c.id, p.number, p.title, p.place, c.state, f.at, f.done, f.id.label("finding_id"))
        .join(p, p.id == c.petition_id)
        .join(f, f.claim_id == c.id)
        .where(f.eye == Eye.BOARD),
        c.agency_id,
    )
    rows = ctx.session.execute(keyset(statement, (f.at, f.id), page, descending=True)).all()
    found = take(rows, page, lambda row: (row.at, row.finding_id))
    return found.map(lambda row: SeenLine(row.id, row.number, row.title, row.place, row.state, row.at, row.done))


def read_ask(ctx: Context, request_id: UUID) -> tuple[Ask, Readable]:
    """A request with the petition it is about. Raises NotFound to whoever may not look for the Board."""
    ask = get_ask(ctx, request_id)
    case = demand_look(ctx, ask.petition_id)
    desk = get_card(ctx, case.agency_id)
    mask = masker(ctx, case.id, tells_nothing=(desk.name, desk.short_name))
    answer = approved_answer(ctx, case.id)
    return ask, Readable(case, mask(case.body), mask(answer.text) if answer else "")


def read_claim(ctx: Context, claim_id: UUID) -> tuple[Claim, CaseView]:
    """A claim to look at. Raises NotFound to whoever may not look for the Board."""
    claim = get_claim(ctx, claim_id)
    return claim, demand_look(ctx, claim.petition_id)


def demand_look(ctx: Context, petition_id: UUID) -> CaseView:
    """The petition, for a member of its Board who is not close to it. Raises NotFound."""
    case = find_case_view(ctx, petition_id)
    if case is None or case.protected:
        raise NotFound
    path = get_card(ctx, case.agency_id).path
    if not can_look_for_board(ctx.actor, case.facts(), path, recused_from(ctx, petition_id)):
        raise NotFound
    return case


def _open_to_me(ctx: Context, statement: Select[*tuple[Any, ...]], agency_id: Any) -> Select[*tuple[Any, ...]]:
    """Of the member's places, readable, and not one they are close to."""
    p, a, k = Petition, Agency, BoardRecusal
    mine = select(a.id).where(or_(false(), *(under(a.path, path) for path in ctx.actor.paths(Role.BOARD_MEMBER))))
    close = exists().where(k.petition_id == p.id, k.account_id == ctx.actor.account_id)
    return statement.where(agency_id.in_(mine), p.sealed.is_(False), p.protected.is_(False), ~close)


def _ask_line(row: Any, me: UUID | None) -> AskLine:
    return AskLine(
        row.id, row.number, row.title, row.field, row.place, row.state, row.asked_at, row.due_at, row.taken_by == me
    )


def _claim_line(row: Any, near: Spot | None) -> ClaimLine:
    return ClaimLine(
        row.id, row.number, row.title, row.place, row.hamlet_id, row.state, row.claimed_at, row.confirm_by,
        _far(near, row.lat, row.lon),
    )  # fmt: skip


def _far(near: Spot | None, lat: float | None, lon: float | None) -> int | None:
    return metres_between(near, Spot(lat, lon)) if near and lat is not None and lon is not None else None
