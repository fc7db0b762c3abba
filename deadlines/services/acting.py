"""How every act on a clock is written: machine, row, log line, audit. Shared by the services beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict
from uuid import UUID

from sqlalchemy import insert, select, update

from agencies.models import Agency
from core import audit
from core.context import Context
from deadlines.catalogue import RuleView, current
from deadlines.computing import Computation, Pause, compute_due
from deadlines.errors import TermOver, WrongMoment
from deadlines.models import Clock, ClockEvent
from deadlines.queries import ClockView, pauses_of, view_of
from deadlines.reminding import Planned, coming, plan, reached
from deadlines.states import CLOCK, ClockAct, EventKind, ReminderStage

_AUDITED = frozenset({ClockAct.PAUSE, ClockAct.RESUME, ClockAct.EXTEND, ClockAct.VARY})


class Reminding(TypedDict):
    """The columns of a clock that say when officials are told next."""

    remind_at: datetime | None
    remind_stage: ReminderStage | None


SILENT: Reminding = {"remind_at": None, "remind_stage": None}


def act(
    ctx: Context,
    clock: ClockView,
    what: ClockAct,
    kind: EventKind,
    *,
    at: datetime,
    changes: dict[str, Any],
    reason: str = "",
    document_number: str = "",
    more: dict[str, str] | None = None,
) -> ClockView:
    """Write the changes, a line of the log with the dates before and after, and the audit entry.

    `more` are further columns of the line. Raises TransitionNotAllowed.
    """
    state = CLOCK.target(clock.state, what)
    to_due = changes.get("due_at", clock.due_at)
    version = clock.version + 1
    columns = {**changes, "state": state, "version": version}
    ctx.session.execute(update(Clock).where(Clock.id == clock.id).values(**columns))
    ctx.session.execute(
        insert(ClockEvent).values(
            clock_id=clock.id, seq=version, kind=kind, at=at, account_id=ctx.actor.account_id,
            from_due=clock.due_at, to_due=to_due, reason=reason.strip(), document_number=document_number.strip(),
            **{"rule_id": "", "criteria": "", **(more or {})},
        )
    )  # fmt: skip
    if what in _AUDITED:
        audit.record(
            ctx, agency_id=clock.agency_id, action=f"deadlines:clock:{what.value}", subject_type=clock.subject_type,
            subject_id=clock.subject_id, clock=str(clock.id), rule=changes.get("rule_id", clock.rule_id),
            from_due=_iso(clock.due_at), to_due=_iso(to_due), document_number=document_number.strip(),
            **({"criteria": more["criteria"]} if more and more.get("criteria") else {}),
        )  # fmt: skip
    names = Clock.__table__.columns.keys()
    return view_of(ctx, {**{name: getattr(clock, name) for name in names}, **columns}, current(ctx))


def course(
    ctx: Context, clock: ClockView, *, pauses: Sequence[Pause], extended_by: int, rule: RuleView | None = None
) -> dict[str, Any]:
    """The due date and the next reminder of a clock whose course changes."""
    done = compute(ctx, clock, pauses=pauses, extended_by=extended_by, rule=rule)
    planned = plan(done, clock.started_at, current(ctx).calendar)
    return {"due_at": done.due_at, **next_reminder(planned, ctx.now)}


def compute(
    ctx: Context, clock: ClockView, *, pauses: Sequence[Pause], extended_by: int, rule: RuleView | None = None
) -> Computation:
    """The term of a clock under its own rule version (or another), with these pauses and this extension."""
    catalogue = current(ctx)
    facts = (rule or catalogue.rule(clock.rule_id, clock.rule_version)).facts().longer_by(extended_by)
    return compute_due(facts, clock.started_at, catalogue.calendar, pauses)


def next_reminder(planned: Sequence[Planned], now: datetime, *, begins: bool = False) -> Reminding:
    """What comes next. A clock that begins late (its event lies in the past) reminds of where it stands already."""
    following = (reached(planned, now) if begins else None) or coming(planned, now)
    return {"remind_at": following.at, "remind_stage": following.stage} if following else SILENT


def ended_pauses(ctx: Context, clock: ClockView) -> list[Pause]:
    """The pauses a clock has had; a clock nothing ever happened to costs no query."""
    return pauses_of(ctx, [clock.id]).get(clock.id, []) if clock.version > 1 else []


def not_before(moment: datetime, *earlier: datetime) -> None:
    """Raises WrongMoment when the moment lies before one of the others."""
    if any(moment < other for other in earlier):
        raise WrongMoment


def not_over(ctx: Context, clock: ClockView) -> None:
    """What is overdue cannot be made timely afterwards. Raises TermOver."""
    if clock.due_at is not None and ctx.now > clock.due_at:
        raise TermOver


def in_remote_area(ctx: Context, agency_id: UUID) -> bool:
    """Whether the province has marked the agency as remote."""
    return bool(ctx.session.execute(select(Agency.remote).where(Agency.id == agency_id)).scalar_one_or_none())


def province_of(ctx: Context, agency_id: UUID) -> UUID | None:
    """The province of an agency."""
    return ctx.session.execute(select(Agency.province_id).where(Agency.id == agency_id)).scalar_one_or_none()


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
