"""What is in somebody's hands, and what was handed over; of a sealed case it tells no more than the queue does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, func, or_, select

from accounts.queries import names_of
from agencies.models import Agency
from casework.decisions import Decision
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from deadlines.queries import load_calendar
from deadlines.standing import Standing
from feedback.handover.models import Handover
from feedback.handover.policies import GIVERS, HandoverFacts, can_see_handover, can_see_hands
from feedback.handover.states import HandoverReason, HandoverState
from feedback.issuing.models import OfficialPaper
from feedback.issuing.states import UNDER_WAY, PaperState
from feedback.machine import OPEN_STATES, PETITION
from feedback.models import Petition, PetitionAnswer
from feedback.papers.states import PaperKind
from feedback.policies import PetitionFacts, can_see
from feedback.proceedings.models import Proceeding, ProceedingMember
from feedback.proceedings.states import Part, Stage
from feedback.queries.queue import standing_from
from feedback.states import Act, AnswerState, PetitionKind, PetitionState

MOST = 500
SHOWN = 50
_P, _H = Petition, Handover
_COLUMNS: tuple[Any, ...] = (
    _P.id, _P.number, _P.title, _P.sealed, _P.kind, _P.field, _P.state, _P.received_at, _P.due_at, _P.agency_id,
    _P.assignee_id, _P.version,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Held:
    """A petition in somebody's hands; `title` is empty while it is sealed. `drafts`: what is begun and not sent.

    `part`: they are only named in its proceeding. `givable`: it can go to somebody else in its present state.
    """

    id: UUID
    number: str
    title: str
    sealed: bool
    kind: PetitionKind | None
    state: PetitionState
    stage: Stage | None
    received_at: datetime
    due_at: datetime
    standing: Standing
    version: int
    assignee_id: UUID | None
    givable: bool
    answer: AnswerState | None
    papers: Sequence[tuple[PaperKind, PaperState]]
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class HandoverView:
    """A handing over with the names of its people."""

    id: UUID
    agency_id: UUID
    agency_name: str
    from_id: UUID
    from_name: str
    to_id: UUID
    to_name: str
    made_by: UUID
    made_by_name: str
    made_at: datetime
    reason: HandoverReason
    state: HandoverState
    signed_at: datetime | None
    petition_ids: Sequence[UUID]
    batch_ids: Sequence[UUID]
    refused: int

    def facts(self) -> HandoverFacts:
        """What the policies need."""
        return HandoverFacts(self.agency_id, self.from_id, self.to_id, self.made_by, self.state)


def list_hands(ctx: Context, *, viewer: Actor, agency_id: UUID, person_id: UUID) -> Sequence[Held]:
    """Everything open in a person's hands at a desk that the viewer may know of, what is due first first; then the
    proceedings they are only named in. Raises NotFound for those who see no hands here. Five statements.
    """
    _demand(can_see_hands(viewer, agency_id, person_id))
    own = select(*_COLUMNS).where(_P.assignee_id == person_id, _P.agency_id == agency_id, _P.state.in_(OPEN_STATES))
    rows = ctx.session.execute(own.order_by(_P.due_at, _P.id).limit(MOST)).all()
    named = ctx.session.execute(_named(agency_id, person_id)).all()
    parts = {row.id: row.part for row in named}
    team = frozenset({person_id})
    seen = [row for row in rows if can_see(viewer, _facts(row))]
    seen += [row for row in named if can_see(viewer, _facts(row, team))]
    return _held(ctx, seen, parts)


def list_given(ctx: Context, view: HandoverView, *, viewer: Actor) -> Sequence[Held]:
    """The petitions of a handing over as they are now, in its order; of these the viewer may know of."""
    statement = select(*_COLUMNS).where(_P.id.in_(view.petition_ids))
    rows = {row.id: row for row in ctx.session.execute(statement) if can_see(viewer, _facts(row))}
    return _held(ctx, [rows[one] for one in view.petition_ids if one in rows], {})


def get_handover(ctx: Context, handover_id: UUID, *, viewer: Actor) -> HandoverView:
    """One handing over. Raises NotFound, also for those it does not concern."""
    row = ctx.session.execute(_handovers().where(_H.id == handover_id)).one_or_none()
    if row is None:
        raise NotFound
    (view,) = _views(ctx, [row])
    _demand(can_see_handover(viewer, view.facts()))
    return view


def list_handovers(ctx: Context, *, viewer: Actor) -> Sequence[HandoverView]:
    """The newest that concern the viewer, what they have to sign for first. Two statements: the list form of
    `policies.can_see_handover`.
    """
    if viewer.account_id is None:
        return []
    mine = or_(*(column == viewer.account_id for column in (_H.from_id, _H.to_id, _H.made_by)))
    concerned = or_(false(), mine, _H.agency_id.in_(viewer.agencies(*GIVERS)))
    rows = ctx.session.execute(_handovers().where(concerned).order_by(_H.made_at.desc(), _H.id).limit(SHOWN)).all()
    views = _views(ctx, rows)
    return sorted(views, key=lambda one: not (one.to_id == viewer.account_id and one.state is HandoverState.WAITING))


def _demand(decision: Decision) -> None:
    if not decision:
        raise NotFound


def _facts(row: Any, team: frozenset[UUID] = frozenset()) -> PetitionFacts:
    return PetitionFacts(row.state, row.agency_id, row.assignee_id, row.sealed, team=team)


def _named(agency_id: UUID, person_id: UUID) -> Select[Any]:
    m = ProceedingMember
    statement = select(*_COLUMNS, m.part).join(m, m.petition_id == _P.id)
    others = or_(_P.assignee_id.is_(None), _P.assignee_id != person_id)
    here = (m.account_id == person_id, _P.agency_id == agency_id, _P.state == PetitionState.PROCEEDING, others)
    return statement.where(*here).order_by(_P.due_at, _P.id).limit(MOST)


def _held(ctx: Context, rows: Sequence[Any], parts: Mapping[UUID, Part]) -> Sequence[Held]:
    ids = [row.id for row in rows]
    answers, papers, stages = _answers(ctx, ids), _papers(ctx, ids), _stages(ctx, ids)
    calendar = load_calendar(ctx)
    return [
        Held(
            row.id, row.number, row.title, row.sealed, row.kind, row.state, stages.get(row.id), row.received_at,
            row.due_at, standing_from(row.state, row.due_at, ctx.now, calendar), row.version, row.assignee_id,
            row.id not in parts and PETITION.allows(row.state, Act.ASSIGN), answers.get(row.id),
            papers.get(row.id, ()), parts.get(row.id),
        )
        for row in rows
    ]  # fmt: skip


def _answers(ctx: Context, ids: Collection[UUID]) -> dict[UUID, AnswerState]:
    """Where the newest version of each answer stands; one that was approved is no draft."""
    a = PetitionAnswer
    newest = select(a.petition_id, func.max(a.number).label("number")).where(a.petition_id.in_(ids))
    latest = newest.group_by(a.petition_id).subquery()
    same: tuple[ColumnElement[bool], ...] = (a.petition_id == latest.c.petition_id, a.number == latest.c.number)
    rows = ctx.session.execute(select(a.petition_id, a.state).join(latest, same[0] & same[1])) if ids else ()
    return {row.petition_id: row.state for row in rows if row.state is not AnswerState.APPROVED}


def _papers(ctx: Context, ids: Collection[UUID]) -> dict[UUID, list[tuple[PaperKind, PaperState]]]:
    o, found = OfficialPaper, dict[UUID, list[tuple[PaperKind, PaperState]]]()
    begun = select(o.petition_id, o.kind, o.state).where(o.petition_id.in_(ids), o.state.in_(UNDER_WAY))
    for row in ctx.session.execute(begun.order_by(o.created_at, o.id)) if ids else ():
        found.setdefault(row.petition_id, []).append((row.kind, row.state))
    return found


def _stages(ctx: Context, ids: Collection[UUID]) -> dict[UUID, Stage]:
    q = Proceeding
    rows = ctx.session.execute(select(q.petition_id, q.stage).where(q.petition_id.in_(ids))) if ids else ()
    return {row.petition_id: row.stage for row in rows}


def _handovers() -> Select[Any]:
    columns = tuple(getattr(_H, column.name) for column in _H.__table__.columns)
    return select(*columns, Agency.name.label("agency_name")).join(Agency, Agency.id == _H.agency_id)


def _views(ctx: Context, rows: Sequence[Any]) -> list[HandoverView]:
    names = names_of(ctx, {one for row in rows for one in (row.from_id, row.to_id, row.made_by)})
    return [
        HandoverView(
            row.id, row.agency_id, row.agency_name, row.from_id, names.get(row.from_id, ""), row.to_id,
            names.get(row.to_id, ""), row.made_by, names.get(row.made_by, ""), row.made_at, row.reason, row.state,
            row.signed_at, [UUID(one) for one in row.petition_ids], [UUID(one) for one in row.batch_ids], row.refused,
        )
        for row in rows
    ]  # fmt: skip
