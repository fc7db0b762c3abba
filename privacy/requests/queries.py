"""Requests, for the officer who answers them and for the person who sent one."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, false, or_, select

from agencies.models import Agency
from agencies.queries import under
from casework.sealing import open_case_key
from core import audit
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from deadlines.queries import ClockView, clocks_of, list_clocks
from deadlines.states import CLOCK
from privacy.models import DataRequest
from privacy.policies import OFFICER
from privacy.queries import find_by_id
from privacy.requests.commands import Wanted
from privacy.requests.services import ANSWER, SUBJECT, WORDS
from privacy.states import REQUEST, About, Proof, Refusal, RequestKind, RequestState


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request in the queue: no name, no words. `clock`: the term that runs out first."""

    id: UUID
    number: str
    agency_id: UUID
    agency_name: str
    kind: RequestKind
    about: About
    proof: Proof
    state: RequestState
    refusal: Refusal | None
    decision_number: str
    third_party: bool
    received_at: datetime
    acknowledged_at: datetime | None
    closed_at: datetime | None
    version: int
    clock: ClockView | None


@dataclass(frozen=True, slots=True)
class RequestCase:
    """A request opened: what was written, what was answered, of which case as far as the officer may know."""

    row: RequestRow
    wanted: Wanted
    answer: str
    case_number: str
    clocks: tuple[ClockView, ...]


@dataclass(frozen=True, slots=True)
class FollowedRequest:
    """A request as its sender follows it."""

    row: RequestRow
    wanted: Wanted
    answer: str
    notice_version: str
    clocks: tuple[ClockView, ...]


_STORED = tuple(one.name for one in fields(RequestRow) if one.name not in ("clock", "agency_name"))


def list_requests(ctx: Context, *, viewer: Actor, page: PageRequest, over: bool = False) -> Page[RequestRow]:
    """The requests in the officer's reach. Two statements.

    Those that wait for an answer, oldest first, and on a page what runs out first stands first; or, `over`, those
    that were answered or taken back, newest first.
    """
    r = DataRequest
    wanted = _rows(_reach(viewer), r.state.in_(REQUEST.final) if over else r.state.not_in(REQUEST.final))
    rows = ctx.session.execute(keyset(wanted, [r.received_at, r.id], page, descending=over)).all()
    found = take(rows, page, lambda row: [row.received_at, row.id])
    clocks = clocks_of(ctx, SUBJECT, [row.id for row in found.items])
    lines = found.map(lambda row: _row(row, clocks.get(row.id, ())))
    return replace(lines, items=sorted(lines.items, key=_due)) if not over else lines


def _due(row: RequestRow) -> datetime:
    return row.clock.due_at if row.clock and row.clock.due_at else datetime.max.replace(tzinfo=UTC)


def open_request(ctx: Context, request_id: UUID) -> RequestCase:
    """A request with what was written, for the officer, inside `transaction()`: each reading is in the log.

    Raises NotFound, also out of the officer's reach, CaseShredded when its time was over.
    """
    r = DataRequest
    found = _rows(_reach(ctx.actor)).add_columns(r.sealed, r.sealed_answer, r.case_id).where(r.id == request_id)
    row = ctx.session.execute(found).one_or_none()
    if row is None:
        raise NotFound
    audit.record(
        ctx, agency_id=row.agency_id, action="privacy:request:read", subject_type=SUBJECT, subject_id=request_id
    )
    wanted, answer = _opened(ctx, row)
    return RequestCase(
        _row(row, clocks := list_clocks(ctx, SUBJECT, request_id)), wanted, answer, _case_number(ctx, row.case_id),
        tuple(clocks),
    )  # fmt: skip


def follow_request(ctx: Context, request_id: UUID) -> FollowedRequest:
    """A request as its sender sees it; the web layer has checked the code. Raises NotFound, CaseShredded."""
    r = DataRequest
    found = _rows().add_columns(r.sealed, r.sealed_answer, r.notice_version).where(r.id == request_id)
    row = ctx.session.execute(found).one_or_none()
    if row is None:
        raise NotFound
    clocks = list_clocks(ctx, SUBJECT, request_id)
    wanted, answer = _opened(ctx, row)
    return FollowedRequest(_row(row, clocks), wanted, answer, row.notice_version, tuple(clocks))


def _case_number(ctx: Context, case_id: UUID | None) -> str:
    """Only of a case that lies where the officer decides: what went to the province is not told to the commune."""
    placed = find_by_id(ctx, case_id) if case_id else None
    if placed is None:
        return ""
    path = ctx.session.execute(select(Agency.path).where(Agency.id == placed.agency_id)).scalar_one()
    return placed.number if ctx.actor.holds_over(OFFICER, path) else ""


def _reach(viewer: Actor) -> Any:
    return or_(false(), *(under(Agency.path, path) for path in viewer.paths(OFFICER)))


def _rows(*conditions: Any) -> Select[Any]:
    r = DataRequest
    columns = (*(getattr(r, name) for name in _STORED), Agency.name.label("agency_name"))
    return select(*columns).join(Agency, Agency.id == r.agency_id).where(*conditions)


def _row(row: Any, clocks: Any) -> RequestRow:
    running = [one for one in clocks if one.state not in CLOCK.final and one.due_at]
    known = {name: getattr(row, name) for name in (*_STORED, "agency_name")}
    return RequestRow(**known, clock=min(running, key=lambda one: one.due_at, default=None))


def _opened(ctx: Context, row: Any) -> tuple[Wanted, str]:
    key = open_case_key(ctx, row.id)
    answer = key.open_text(row.sealed_answer, part=ANSWER) if row.sealed_answer else ""
    return Wanted(**key.open_json(row.sealed, part=WORDS)), answer
