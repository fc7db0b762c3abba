"""Reads of consultations: what the public sees, and the desk's list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select

from consultations.models import Consultation, ConsultationFile, Opinion, OpinionGroup
from consultations.policies import READERS
from consultations.states import PUBLIC_STATES, ConsultationState, Form, Response, Stance, Topic
from core.actor import Actor
from core.blocks import Blocks, from_json
from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take


@dataclass(frozen=True, slots=True)
class ConsultationRow:
    """A consultation as lists show it. `takes_opinions`: it is open and its last day has not passed."""

    id: UUID
    agency_id: UUID
    topic: Topic
    state: ConsultationState
    title: str
    summary: str
    closes_on: date
    days_left: int
    takes_opinions: bool
    opened_at: datetime | None
    result_at: datetime | None
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class FileView:
    """The PDF of a draft."""

    name: str
    size: int
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Figures:
    """How many opinions came in here, by stance; `total` is the denominator of every share."""

    total: int
    stances: dict[Stance, int]


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """A consultation with its text. `figures` are those of the published result, None before."""

    id: UUID
    agency_id: UUID
    topic: Topic
    state: ConsultationState
    version: int
    title: str
    summary: str
    source: str
    body: Blocks
    forms: tuple[Form, ...]
    closes_on: date
    days_left: int
    takes_opinions: bool
    other_law: str
    conclusion: str
    return_reason: str
    figures: Figures | None
    opened_at: datetime | None
    closed_at: datetime | None
    result_at: datetime | None
    updated_at: datetime
    file: FileView | None


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of opinions and the answer to it; `count` is what was sent here, `other_count` what came otherwise."""

    id: UUID
    position: int
    title: str
    summary: str
    count: int
    other_count: int
    response: Response | None
    reason: str


def list_public(ctx: Context, *, agency_id: UUID, page: PageRequest) -> Page[ConsultationRow]:
    """The agency's consultations, newest first."""
    c = Consultation
    statement = _rows().where(c.agency_id == agency_id, c.state.in_(PUBLIC_STATES))
    rows = ctx.session.execute(keyset(statement, (c.opened_at, c.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.opened_at, row.id)).map(lambda row: _row(ctx, row))


def open_consultation(ctx: Context, agency_id: UUID) -> ConsultationRow | None:
    """The one that closes next among those taking opinions now; None when there is none. For the home page."""
    c = Consultation
    row = ctx.session.execute(
        _rows()
        .where(c.agency_id == agency_id, c.state == ConsultationState.OPEN, c.closes_on >= local_date(ctx.now))
        .order_by(c.closes_on, c.id)
        .limit(1)
    ).one_or_none()
    return _row(ctx, row) if row else None


def list_own(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[ConsultationRow]:
    """All consultations of the agencies where the viewer prepares or leads, last changed first."""
    c = Consultation
    statement = _rows().where(c.agency_id.in_(viewer.agencies(*READERS)))
    rows = ctx.session.execute(keyset(statement, (c.updated_at, c.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.updated_at, row.id)).map(lambda row: _row(ctx, row))


def _rows() -> Select[*tuple[Any, ...]]:
    c = Consultation
    return select(
        c.id, c.agency_id, c.topic, c.state, c.title, c.summary, c.closes_on, c.opened_at, c.result_at, c.updated_at
    )


def _row(ctx: Context, row: Row[*tuple[Any, ...]]) -> ConsultationRow:
    left = days_left(ctx, row.closes_on)
    return ConsultationRow(
        row.id, row.agency_id, row.topic, row.state, row.title, row.summary, row.closes_on, left,
        row.state is ConsultationState.OPEN and left >= 0, row.opened_at, row.result_at, row.updated_at,
    )  # fmt: skip


def days_left(ctx: Context, closes_on: date) -> int:
    """Days until the last day; 0 on that day, negative after it."""
    return (closes_on - local_date(ctx.now)).days


def get_public(ctx: Context, consultation_id: UUID) -> ConsultationView:
    """A consultation that was opened. Raises NotFound."""
    view = _find(ctx, Consultation.id == consultation_id, Consultation.state.in_(PUBLIC_STATES))
    if view is None:
        raise NotFound
    return view


def get_own(ctx: Context, consultation_id: UUID, *, viewer: Actor) -> ConsultationView:
    """A consultation of an agency where the viewer prepares or leads. Raises NotFound."""
    view = _find(ctx, Consultation.id == consultation_id, Consultation.agency_id.in_(viewer.agencies(*READERS)))
    if view is None:
        raise NotFound
    return view


def _find(ctx: Context, *conditions: Any) -> ConsultationView | None:
    c, f = Consultation, ConsultationFile
    found = ctx.session.execute(select(c, f).outerjoin(f, f.consultation_id == c.id).where(*conditions)).one_or_none()
    return _view(ctx, found[0], found[1]) if found else None


def _view(ctx: Context, row: Consultation, file: ConsultationFile | None) -> ConsultationView:
    left = days_left(ctx, row.closes_on)
    shown = row.state is ConsultationState.PUBLISHED and row.result is not None
    return ConsultationView(
        id=row.id, agency_id=row.agency_id, topic=row.topic, state=row.state, version=row.version, title=row.title,
        summary=row.summary, source=row.source, body=from_json(row.body),
        forms=tuple(Form(value) for value in row.forms), closes_on=row.closes_on, days_left=left,
        takes_opinions=row.state is ConsultationState.OPEN and left >= 0, other_law=row.other_law,
        conclusion=row.conclusion, return_reason=row.return_reason,
        figures=_figures(row.result) if shown and row.result else None, opened_at=row.opened_at,
        closed_at=row.closed_at, result_at=row.result_at, updated_at=row.updated_at,
        file=FileView(file.name, file.size, file.pages, file.sha256) if file else None,
    )  # fmt: skip


def _figures(result: dict[str, Any]) -> Figures:
    return Figures(result["total"], {stance: result["stances"].get(stance.value, 0) for stance in Stance})


def count_opinions(ctx: Context, consultation_id: UUID) -> Figures:
    """The opinions so far, by stance."""
    o = Opinion
    rows = ctx.session.execute(
        select(o.stance, func.count().label("opinions")).where(o.consultation_id == consultation_id).group_by(o.stance)
    )
    found: dict[Stance, int] = {row.stance: row.opinions for row in rows}
    return Figures(sum(found.values()), {stance: found.get(stance, 0) for stance in Stance})


def list_groups(ctx: Context, consultation_id: UUID) -> Sequence[GroupView]:
    """The groups in order, with the opinions counted now."""
    g, o = OpinionGroup, Opinion
    counted = select(func.count()).where(o.group_id == g.id).correlate(g).scalar_subquery()
    return _groups(ctx, consultation_id, counted)


def list_published_groups(ctx: Context, consultation_id: UUID) -> Sequence[GroupView]:
    """The groups of a published result, with the counts fixed then."""
    return _groups(ctx, consultation_id, OpinionGroup.opinion_count)


def _groups(ctx: Context, consultation_id: UUID, count: Any) -> Sequence[GroupView]:
    g = OpinionGroup
    rows = ctx.session.execute(
        select(g.id, g.position, g.title, g.summary, count.label("count"), g.other_count, g.response, g.reason)
        .where(g.consultation_id == consultation_id)
        .order_by(g.position)
    )
    return [GroupView(*row) for row in rows]


def read_file(ctx: Context, consultation_id: UUID, *, viewer: Actor | None = None) -> tuple[FileView, bytes]:
    """The draft's PDF: of an opened consultation for everyone, of any for its desk. Raises NotFound."""
    c, f = Consultation, ConsultationFile
    seen = c.state.in_(PUBLIC_STATES) if viewer is None else c.agency_id.in_(viewer.agencies(*READERS))
    file = ctx.session.execute(
        select(f).join(c, c.id == f.consultation_id).where(c.id == consultation_id, seen)
    ).scalar_one_or_none()
    if file is None:
        raise NotFound
    return FileView(file.name, file.size, file.pages, file.sha256), ctx.files.get(file.key)


def lock_consultation(ctx: Context, consultation_id: UUID) -> Consultation:
    """The row, locked until the end of the transaction. Raises NotFound."""
    row = ctx.session.execute(
        select(Consultation).where(Consultation.id == consultation_id).with_for_update()
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row
