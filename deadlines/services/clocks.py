"""Start, pause, resume, extend and end clocks. The caller has locked the subject and writes its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, insert, select, update

from agencies.models import Agency
from core import audit
from core.clock import local_date
from core.context import Context
from core.ids import random_id
from deadlines.catalogue import Catalogue, current
from deadlines.computing import Pause, compute_due
from deadlines.errors import (
    ExtensionNeedsDocument,
    ExtensionNotAllowed,
    NoExtension,
    ReasonMissing,
    WrongMoment,
)
from deadlines.models import Clock, ClockEvent
from deadlines.queries import ClockView, list_clocks, lock_clock, pauses_of, view_of
from deadlines.states import CLOCK, ClockAct, ClockState, EventKind

_ENDED = CLOCK.final
# Built once, on the table and not the class: the hot path pays neither for the statement nor for a unit of work.
_INSERT = insert(cast(Table, Clock.__table__))


def start_clock(
    ctx: Context,
    *,
    subject_type: str,
    subject_id: UUID,
    agency_id: UUID,
    row: int,
    started_at: datetime,
    variant: str | None = None,
) -> ClockView:
    """Start the clock of a row of the rules table, under the version in force on the day of the start.

    One insert (and once per transaction a look whether the rules changed). Raises NoSuchRule.
    """
    catalogue = current(ctx)
    province_id = _province_of(ctx, agency_id) if catalogue.has_province_rules(row) else None
    rule = catalogue.find(row, variant, local_date(started_at), province_id)
    clock: dict[str, Any] = {
        # Random: the id of a sealed case's clock must not tell the moment it came in.
        "id": random_id(), "subject_type": subject_type, "subject_id": subject_id, "agency_id": agency_id,
        "rule_id": rule.id, "rule_version": rule.version, "length": rule.length, "unit": rule.unit,
        "started_at": started_at, "due_at": compute_due(rule.facts(), started_at, catalogue.calendar).due_at,
        "state": ClockState.RUNNING, "paused_at": None, "pause_reason": "", "met_at": None, "extended_by": 0,
        "version": 1,
    }  # fmt: skip
    ctx.session.execute(_INSERT, clock)
    return view_of(ctx, clock, catalogue)


def pause_clock(
    ctx: Context, clock_id: UUID, *, reason: str, document_number: str = "", at: datetime | None = None
) -> ClockView:
    """Stop counting for a reason the law knows. The day of the pause still counts.

    Raises ReasonMissing, WrongMoment, TransitionNotAllowed.
    """
    moment = at or ctx.now
    clock = lock_clock(ctx, clock_id)
    if not reason.strip():
        raise ReasonMissing
    _not_before(moment, clock.started_at, *_moments(ctx, clock))
    return _act(
        ctx, clock, ClockAct.PAUSE, EventKind.PAUSED, at=moment, reason=reason, document_number=document_number,
        changes={"paused_at": moment, "pause_reason": reason},
    )  # fmt: skip


def resume_clock(
    ctx: Context, clock_id: UUID, *, at: datetime | None = None, reason: str = "", document_number: str = ""
) -> ClockView:
    """Go on counting with the days that were left; the day of resumption is not counted (Civil Code art. 147).

    Raises WrongMoment, TransitionNotAllowed.
    """
    moment = at or ctx.now
    clock = lock_clock(ctx, clock_id)
    if clock.paused_at is not None:
        _not_before(moment, clock.paused_at)
        pauses = [*_pauses(ctx, clock), Pause(clock.paused_at, moment)]
    else:
        pauses = []
    return _act(
        ctx, clock, ClockAct.RESUME, EventKind.RESUMED, at=moment, reason=reason, document_number=document_number,
        changes={"paused_at": None, "pause_reason": "", "due_at": _due(ctx, clock, pauses, clock.extended_by)},
    )  # fmt: skip


def extend_clock(ctx: Context, clock_id: UUID, *, length: int, reason: str, document_number: str) -> ClockView:
    """Lengthen the term, as far as its rule allows, on the strength of a signed document.

    Raises NoExtension, ExtensionNotAllowed, ExtensionNeedsDocument, ReasonMissing, TransitionNotAllowed.
    """
    clock = lock_clock(ctx, clock_id)
    rule = current(ctx).rule(clock.rule_id, clock.rule_version)
    if not clock.extension_left:
        raise NoExtension
    most = min(rule.extension_length or 0, clock.extension_left)
    if not 0 < length <= most:
        raise ExtensionNotAllowed(left=most)
    if not reason.strip():
        raise ReasonMissing
    if not document_number.strip():
        raise ExtensionNeedsDocument
    extended_by = clock.extended_by + length
    return _act(
        ctx, clock, ClockAct.EXTEND, EventKind.EXTENDED, at=ctx.now, reason=reason, document_number=document_number,
        changes={"extended_by": extended_by, "due_at": _due(ctx, clock, _pauses(ctx, clock), extended_by)},
    )  # fmt: skip


def meet_clock(ctx: Context, clock_id: UUID, *, at: datetime | None = None) -> ClockView:
    """The step was done at the moment. Raises WrongMoment, TransitionNotAllowed."""
    moment = at or ctx.now
    clock = lock_clock(ctx, clock_id)
    _not_before(moment, clock.started_at)
    changes = {"met_at": moment, "paused_at": None, "pause_reason": ""}
    return _act(ctx, clock, ClockAct.MEET, EventKind.MET, at=moment, changes=changes)


def meet_row(
    ctx: Context, *, subject_type: str, subject_id: UUID, row: int, at: datetime | None = None
) -> ClockView | None:
    """The subject's open clock of the row is met; None (and nothing done) when it has none."""
    for clock in list_clocks(ctx, subject_type, subject_id):
        if clock.row == row and clock.state not in _ENDED:
            return meet_clock(ctx, clock.id, at=at)
    return None


def stop_clock(ctx: Context, clock_id: UUID, *, reason: str) -> ClockView:
    """The term no longer applies (withdrawn, forwarded). Raises ReasonMissing, TransitionNotAllowed."""
    clock = lock_clock(ctx, clock_id)
    if not reason.strip():
        raise ReasonMissing
    changes = {"paused_at": None, "pause_reason": ""}
    return _act(ctx, clock, ClockAct.STOP, EventKind.STOPPED, at=ctx.now, reason=reason, changes=changes)


def stop_all(ctx: Context, *, subject_type: str, subject_id: UUID, reason: str) -> Sequence[ClockView]:
    """Stop every open clock of a subject. Raises ReasonMissing."""
    clocks = list_clocks(ctx, subject_type, subject_id)
    return [stop_clock(ctx, clock.id, reason=reason) for clock in clocks if clock.state not in _ENDED]


def _act(
    ctx: Context,
    clock: ClockView,
    act: ClockAct,
    kind: EventKind,
    *,
    at: datetime,
    changes: dict[str, Any],
    reason: str = "",
    document_number: str = "",
) -> ClockView:
    state = CLOCK.target(clock.state, act)
    to_due = changes.get("due_at", clock.due_at)
    version = clock.version + 1
    columns = {**changes, "state": state, "version": version}
    ctx.session.execute(update(Clock).where(Clock.id == clock.id).values(**columns))
    ctx.session.execute(
        insert(ClockEvent).values(
            clock_id=clock.id, seq=version, kind=kind, at=at, account_id=ctx.actor.account_id,
            from_due=clock.due_at, to_due=to_due, reason=reason.strip(), document_number=document_number.strip(),
        )
    )  # fmt: skip
    if act in (ClockAct.PAUSE, ClockAct.RESUME, ClockAct.EXTEND):
        audit.record(
            ctx, agency_id=clock.agency_id, action=f"deadlines:clock:{act.value}", subject_type=clock.subject_type,
            subject_id=clock.subject_id, clock=str(clock.id), rule=clock.rule_id, from_due=_iso(clock.due_at),
            to_due=_iso(to_due), document_number=document_number.strip(),
        )  # fmt: skip
    catalogue = current(ctx)
    names = Clock.__table__.columns.keys()
    return view_of(ctx, {**{name: getattr(clock, name) for name in names}, **columns}, catalogue)


def _pauses(ctx: Context, clock: ClockView) -> list[Pause]:
    return pauses_of(ctx, [clock.id]).get(clock.id, []) if clock.version > 1 else []


def _moments(ctx: Context, clock: ClockView) -> list[datetime]:
    return [pause.ended_at for pause in _pauses(ctx, clock)]


def _due(ctx: Context, clock: ClockView, pauses: Sequence[Pause], extended_by: int) -> datetime | None:
    catalogue: Catalogue = current(ctx)
    facts = catalogue.rule(clock.rule_id, clock.rule_version).facts().longer_by(extended_by)
    return compute_due(facts, clock.started_at, catalogue.calendar, pauses).due_at


def _not_before(moment: datetime, *earlier: datetime) -> None:
    if any(moment < other for other in earlier):
        raise WrongMoment


def _province_of(ctx: Context, agency_id: UUID) -> UUID | None:
    return ctx.session.execute(select(Agency.province_id).where(Agency.id == agency_id)).scalar_one_or_none()


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
