"""Reads of deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, bindparam, select

from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from deadlines.calendar import WorkCalendar
from deadlines.catalogue import CalendarDayView, Catalogue, RuleView, current, under
from deadlines.computing import Pause
from deadlines.explaining import Explanation, explain
from deadlines.models import CatalogueToken, Clock, ClockEvent
from deadlines.standing import Standing, standing_of
from deadlines.states import ClockState, Criterion, Direction, EventKind, ReminderStage, Unit


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock with the words of its rule and its standing now. `step_label` is a Vietnamese source text."""

    id: UUID
    subject_type: str
    subject_id: UUID
    agency_id: UUID
    rule_id: str
    rule_version: int
    row: int
    variant: str | None
    step_label: str
    legal_basis: str
    to_be_confirmed: bool
    length: int | None
    unit: Unit
    direction: Direction
    started_at: datetime
    due_at: datetime | None
    state: ClockState
    paused_at: datetime | None
    pause_reason: str
    met_at: datetime | None
    extended_by: int
    extension_left: int
    remind_at: datetime | None
    remind_stage: ReminderStage | None
    version: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class ClockEventView:
    """A line of a clock's log."""

    kind: EventKind
    at: datetime
    account_id: UUID | None
    from_due: datetime | None
    to_due: datetime | None
    reason: str
    document_number: str
    rule_id: str = ""
    criteria: tuple[Criterion, ...] = ()


_TOKEN = select(CatalogueToken.token).limit(1).scalar_subquery().label("token")
_COLUMNS = tuple(Clock.__table__.columns)
# Built once: these are on every page of a case.
_CLOCKS: Select[Any] = select(*_COLUMNS, _TOKEN)
_CLOCK = _CLOCKS.where(Clock.id == bindparam("clock_id"))
_LOCKED = _CLOCK.with_for_update(of=Clock)
_OF_SUBJECTS = _CLOCKS.where(
    Clock.subject_type == bindparam("subject_type"), Clock.subject_id.in_(bindparam("subject_ids", expanding=True))
).order_by(Clock.started_at, Clock.rule_id)


def load_calendar(ctx: Context) -> WorkCalendar:
    """The working calendar (kept per process)."""
    return current(ctx).calendar


def list_rules(ctx: Context, *, on: date | None = None) -> Sequence[RuleView]:
    """The rules in force or to come, national and the provinces' own: as in the law sheet, base variants first."""
    day = on or local_date(ctx.now)
    newest: dict[tuple[str, UUID | None], RuleView] = {}
    for rule in current(ctx).rules:  # by position, then version: the last one wins
        if rule.valid_to is None or day < rule.valid_to:
            newest[(rule.id, rule.province_id)] = rule
    return list(newest.values())


def find_rule(
    ctx: Context, *, row: int, variant: str | None = None, on: date | None = None, province_id: UUID | None = None
) -> RuleView:
    """The rule in force on the day, the province's own before the national one. Raises NoSuchRule."""
    return current(ctx).find(row, variant, on or local_date(ctx.now), province_id)


def list_days(ctx: Context, *, year: int) -> Sequence[CalendarDayView]:
    """The days of a year that differ from their weekday, as the calendar holds them."""
    return [day for day in current(ctx).days if day.date.year == year]


def get_clock(ctx: Context, clock_id: UUID) -> ClockView:
    """One clock. Raises NotFound."""
    row = ctx.session.execute(_CLOCK, {"clock_id": clock_id}).one_or_none()
    if row is None:
        raise NotFound
    return _view(ctx, row)


def lock_clock(ctx: Context, clock_id: UUID) -> ClockView:
    """One clock, held until the transaction ends. Raises NotFound."""
    row = ctx.session.execute(_LOCKED, {"clock_id": clock_id}).one_or_none()
    if row is None:
        raise NotFound
    return _view(ctx, row)


def list_clocks(ctx: Context, subject_type: str, subject_id: UUID) -> Sequence[ClockView]:
    """The clocks of one subject, oldest first. One query."""
    return ctx.once(
        ("clocks", subject_type, subject_id),
        lambda: clocks_of(ctx, subject_type, [subject_id]).get(subject_id, []),
    )


def clocks_of(ctx: Context, subject_type: str, subject_ids: Iterable[UUID]) -> dict[UUID, list[ClockView]]:
    """The clocks of the subjects of a list page, oldest first. One query."""
    ids = list(subject_ids)
    found: dict[UUID, list[ClockView]] = {}
    if not ids:
        return found
    for row in ctx.session.execute(_OF_SUBJECTS, {"subject_type": subject_type, "subject_ids": ids}):
        found.setdefault(row.subject_id, []).append(_view(ctx, row))
    return found


def list_events(ctx: Context, clock_id: UUID) -> Sequence[ClockEventView]:
    """The log of a clock, oldest first."""
    e = ClockEvent
    columns = (e.kind, e.at, e.account_id, e.from_due, e.to_due, e.reason, e.document_number, e.rule_id, e.criteria)
    rows = ctx.session.execute(select(*columns).where(e.clock_id == clock_id).order_by(e.seq))
    return [ClockEventView(*row[:-1], criteria=_criteria(row.criteria)) for row in rows]


def _criteria(names: str) -> tuple[Criterion, ...]:
    return tuple(Criterion(name) for name in names.split(",") if name)


def pauses_of(ctx: Context, clock_ids: Sequence[UUID]) -> dict[UUID, list[Pause]]:
    """The ended pauses of clocks, from their logs."""
    e = ClockEvent
    statement = (
        select(e.clock_id, e.kind, e.at)
        .where(e.clock_id.in_(clock_ids), e.kind.in_((EventKind.PAUSED, EventKind.RESUMED)))
        .order_by(e.clock_id, e.seq)
    )
    found: dict[UUID, list[Pause]] = {}
    begun: dict[UUID, datetime] = {}
    for clock_id, kind, at in ctx.session.execute(statement):
        if kind is EventKind.PAUSED:
            begun[clock_id] = at
        else:
            found.setdefault(clock_id, []).append(Pause(begun.pop(clock_id), at))
    return found


def explain_clock(ctx: Context, clock_id: UUID) -> Explanation:
    """Why a clock is due when it is due. Raises NotFound. Two queries."""
    return explain_view(ctx, get_clock(ctx, clock_id))


def explain_view(ctx: Context, clock: ClockView) -> Explanation:
    """The same for a clock already read; a clock that was never paused costs one small query."""
    catalogue = current(ctx)
    rule = catalogue.rule(clock.rule_id, clock.rule_version)
    pauses = pauses_of(ctx, [clock.id]).get(clock.id, []) if clock.version > 1 else []
    told = explain(rule, clock.started_at, catalogue.calendar, pauses=pauses, extended_by=clock.extended_by)
    if told.due_at == clock.due_at:
        return told
    return replace(told, due_at=clock.due_at, settled=True)


def _view(ctx: Context, row: Row[Any]) -> ClockView:
    return view_of(ctx, row._asdict(), under(ctx, row.token))


def view_of(ctx: Context, clock: dict[str, Any], catalogue: Catalogue) -> ClockView:
    """A ClockView of a clock's columns."""
    rule = catalogue.rule(clock["rule_id"], clock["rule_version"])
    standing = standing_of(
        state=clock["state"], due_at=clock["due_at"], now=ctx.now, calendar=catalogue.calendar,
        met_at=clock["met_at"], paused_at=clock["paused_at"],
    )  # fmt: skip
    copied = {column.name: clock[column.name] for column in _COLUMNS}
    return ClockView(
        **copied, row=rule.row, variant=rule.variant, step_label=rule.step, legal_basis=rule.legal_basis,
        to_be_confirmed=rule.to_be_confirmed, direction=rule.direction,
        extension_left=max((rule.extension_cap or 0) - clock["extended_by"], 0), standing=standing,
    )  # fmt: skip
