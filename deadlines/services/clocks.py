"""Start, pause, resume, extend and end clocks. The caller has locked the subject and writes its timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Table, delete, insert, update

from core.clock import local_date
from core.context import Context
from core.ids import random_id
from deadlines.catalogue import current
from deadlines.complexity import check_variant, for_remote_areas, needs_decision
from deadlines.computing import Pause, compute_due
from deadlines.errors import (
    ExtensionNeedsDocument,
    ExtensionNotAllowed,
    NoExtension,
    ReasonMissing,
    SuspensionNeedsDecision,
)
from deadlines.models import Clock, Reminder
from deadlines.queries import ClockView, list_clocks, lock_clock, view_of
from deadlines.reminding import plan
from deadlines.services.acting import (
    SILENT,
    act,
    course,
    ended_pauses,
    in_remote_area,
    next_reminder,
    not_before,
    not_over,
    province_of,
)
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

    One insert (and once per transaction a look whether the rules changed). Raises NoSuchRule, CriteriaMissing,
    NotRemote.
    """
    catalogue = current(ctx)
    province_id = province_of(ctx, agency_id) if catalogue.has_province_rules(row) else None
    rule = catalogue.find(row, variant, local_date(started_at), province_id)
    remote = for_remote_areas(rule.variant) and in_remote_area(ctx, agency_id)
    check_variant(row, rule.variant, criteria=(), remote=remote)  # complex: only by `change_variant`, with its criteria
    done = compute_due(rule.facts(), started_at, catalogue.calendar)
    reminding = next_reminder(plan(done, started_at, catalogue.calendar), ctx.now, begins=True)
    clock: dict[str, Any] = {
        # Random: the id of a sealed case's clock must not tell the moment it came in.
        "id": random_id(), "subject_type": subject_type, "subject_id": subject_id, "agency_id": agency_id,
        "rule_id": rule.id, "rule_version": rule.version, "length": rule.length, "unit": rule.unit,
        "started_at": started_at, "due_at": done.due_at,
        "state": ClockState.RUNNING, "paused_at": None, "pause_reason": "", "met_at": None, "extended_by": 0,
        "version": 1, **reminding,
    }  # fmt: skip
    ctx.session.execute(_INSERT, clock)
    return view_of(ctx, clock, catalogue)


def pause_clock(
    ctx: Context, clock_id: UUID, *, reason: str, document_number: str = "", at: datetime | None = None
) -> ClockView:
    """Stop counting for a reason the law knows. The day of the pause still counts.

    Raises ReasonMissing, SuspensionNeedsDecision, WrongMoment, TransitionNotAllowed.
    """
    moment = at or ctx.now
    clock = lock_clock(ctx, clock_id)
    if not reason.strip():
        raise ReasonMissing
    _decided(clock, document_number)
    not_before(moment, clock.started_at, *(pause.ended_at for pause in ended_pauses(ctx, clock)))
    return act(
        ctx, clock, ClockAct.PAUSE, EventKind.PAUSED, at=moment, reason=reason, document_number=document_number,
        changes={"paused_at": moment, "pause_reason": reason, **SILENT},
    )  # fmt: skip


def resume_clock(
    ctx: Context, clock_id: UUID, *, at: datetime | None = None, reason: str = "", document_number: str = ""
) -> ClockView:
    """Go on counting with the days that were left; the day of resumption is not counted (Civil Code art. 147).

    Raises SuspensionNeedsDecision, WrongMoment, TransitionNotAllowed.
    """
    moment = at or ctx.now
    clock = lock_clock(ctx, clock_id)
    _decided(clock, document_number)
    pauses = []
    if clock.paused_at is not None:
        not_before(moment, clock.paused_at)
        pauses = [*ended_pauses(ctx, clock), Pause(clock.paused_at, moment)]
    return act(
        ctx, clock, ClockAct.RESUME, EventKind.RESUMED, at=moment, reason=reason, document_number=document_number,
        changes={
            "paused_at": None, "pause_reason": "",
            **course(ctx, clock, pauses=pauses, extended_by=clock.extended_by),
        },
    )  # fmt: skip


def extend_clock(ctx: Context, clock_id: UUID, *, length: int, reason: str, document_number: str) -> ClockView:
    """Lengthen the term, as far as its rule allows, on the strength of a signed document.

    Raises NoExtension, TermOver, ExtensionNotAllowed, ExtensionNeedsDocument, ReasonMissing, TransitionNotAllowed.
    """
    clock = lock_clock(ctx, clock_id)
    rule = current(ctx).rule(clock.rule_id, clock.rule_version)
    if not clock.extension_left:
        raise NoExtension
    not_over(ctx, clock)
    most = min(rule.extension_length or 0, clock.extension_left)
    if not 0 < length <= most:
        raise ExtensionNotAllowed(left=most)
    if not reason.strip():
        raise ReasonMissing
    if not document_number.strip():
        raise ExtensionNeedsDocument
    extended_by = clock.extended_by + length
    return act(
        ctx, clock, ClockAct.EXTEND, EventKind.EXTENDED, at=ctx.now, reason=reason, document_number=document_number,
        changes={
            "extended_by": extended_by,
            **course(ctx, clock, pauses=ended_pauses(ctx, clock), extended_by=extended_by),
        },
    )  # fmt: skip


def meet_clock(ctx: Context, clock_id: UUID, *, at: datetime | None = None) -> ClockView:
    """The step was done at the moment. Raises WrongMoment, TransitionNotAllowed."""
    moment = at or ctx.now
    clock = lock_clock(ctx, clock_id)
    not_before(moment, clock.started_at)
    changes = {"met_at": moment, "paused_at": None, "pause_reason": "", **SILENT}
    return act(ctx, clock, ClockAct.MEET, EventKind.MET, at=moment, changes=changes)


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
    changes = {"paused_at": None, "pause_reason": "", **SILENT}
    return act(ctx, clock, ClockAct.STOP, EventKind.STOPPED, at=ctx.now, reason=reason, changes=changes)


def stop_all(ctx: Context, *, subject_type: str, subject_id: UUID, reason: str) -> Sequence[ClockView]:
    """Stop every open clock of a subject. Raises ReasonMissing."""
    clocks = list_clocks(ctx, subject_type, subject_id)
    return [stop_clock(ctx, clock.id, reason=reason) for clock in clocks if clock.state not in _ENDED]


def move_clocks(ctx: Context, *, subject_type: str, subject_id: UUID, agency_id: UUID) -> None:
    """All clocks of a subject, the ended ones too, are another agency's from now on; who was reminded is so no more."""
    c, r = Clock, Reminder
    ctx.session.execute(
        update(c).where(c.subject_type == subject_type, c.subject_id == subject_id).values(agency_id=agency_id)
    )
    ctx.session.execute(delete(r).where(r.subject_type == subject_type, r.subject_id == subject_id))


def _decided(clock: ClockView, document_number: str) -> None:
    if needs_decision(clock.row) and not document_number.strip():
        raise SuspensionNeedsDecision
