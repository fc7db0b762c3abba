"""What every step of a proceeding shares: clocks, the record, and the petition's own row with timeline and audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import update

from agencies.queries import get_card
from casework import timeline
from core import audit, outbox
from core.clock import local_date, start_of_day
from core.context import Context
from core.text import N_
from deadlines.errors import NoSuchRule
from deadlines.queries import ClockView
from deadlines.services import meet_clock, pause_clock, resume_clock, start_clock, stop_all, stop_clock
from deadlines.states import ClockState
from feedback.events import SenderToBeTold
from feedback.models import Petition
from feedback.proceedings.commands import Take
from feedback.proceedings.effects import Effect
from feedback.proceedings.models import Proceeding
from feedback.proceedings.queries import remote_variant
from feedback.proceedings.states import Stage, Step
from feedback.services.moving import SUBJECT, Locked, due_copy, move, open_clocks
from feedback.services.terms import KEPT
from feedback.states import Act, Happened

_SUSPENDED = N_("Tạm đình chỉ theo quyết định")
_STOPPED = N_("Đình chỉ giải quyết")
_OVER = N_("Việc đã kết thúc")
_NOON = timedelta(hours=12)


def moment_of(ctx: Context, day: date) -> datetime:
    """When something done on a day counts as done: now, or noon of a day that is over."""
    return ctx.now if day == local_date(ctx.now) else start_of_day(day) + _NOON


def start_row(ctx: Context, locked: Locked, row: int, day: date, variant: str | None = None) -> None:
    """A term begins with a day; the longer one for a remote area is chosen by the place.

    A paper may be older than the decree that sets the term (rows 39, 40: 1/7/2026): then there is none.
    """
    chosen = variant or remote_variant(row, remote=get_card(ctx, locked.agency_id).remote)
    with suppress(NoSuchRule):
        start_clock(
            ctx, subject_type=SUBJECT, subject_id=locked.id, agency_id=locked.agency_id, row=row, variant=chosen,
            started_at=start_of_day(day),
        )  # fmt: skip


def meet_rows(ctx: Context, locked: Locked, rows: Iterable[int], at: datetime) -> None:
    """Every open clock of these rows is met. One that began later than the paper says was met as it began."""
    wanted = set(rows)
    for clock in _open_of(ctx, locked, wanted):
        meet_clock(ctx, clock.id, at=max(at, clock.started_at))


def stop_everything(ctx: Context, locked: Locked, reason: str = _OVER) -> None:
    """No term runs any more."""
    stop_all(ctx, subject_type=SUBJECT, subject_id=locked.id, reason=reason)


def stop_rows_but(ctx: Context, locked: Locked, kept: set[int], reason: str) -> None:
    """Every open clock ends but those of these rows."""
    for clock in open_clocks(ctx, locked.id):
        if clock.row not in kept:
            stop_clock(ctx, clock.id, reason=reason)


def turn_clocks(ctx: Context, locked: Locked, effect: Effect, command: Take, *, settle: int, day: date) -> None:
    """Do to the clocks what the step says, in the order met, paused or stopped, started."""
    # The log of clocks is in clear: of a sealed case the number stands in the sealed record of the step alone.
    at, number = moment_of(ctx, day), KEPT if locked.sealed else command.number
    meet_rows(ctx, locked, effect.meets, at)
    for clock in _open_of(ctx, locked, {settle}):
        running = clock.state is ClockState.RUNNING
        if effect.pauses and running:
            pause_clock(ctx, clock.id, reason=_SUSPENDED, document_number=number, at=at)
        elif effect.resumes and not running:
            resume_clock(ctx, clock.id, reason=_SUSPENDED, document_number=number, at=at)
        elif effect.stops:
            stop_clock(ctx, clock.id, reason=_STOPPED)
    for row, variant in effect.starts:
        start_row(ctx, locked, row, day, variant)


def words_of_step(command: Take) -> dict[str, str]:
    """What of a step is sealed, besides its day."""
    told = {
        "number": command.number.strip(), "ground": command.ground.value if command.ground else "",
        "finding": command.finding.value if command.finding else "",
        "words": "\n".join(part for part in (command.place.strip(), command.words.strip()) if part),
    }  # fmt: skip
    return {name: value for name, value in told.items() if value}


def advance(ctx: Context, locked: Locked, step: Step, stage: Stage, effect: Effect, *, changes: dict[str, Any]) -> None:
    """The new stage, the queue's copy of the date, timeline, audit and word to the sender; the petition stays open."""
    p = Petition
    ctx.session.execute(update(Proceeding).where(Proceeding.petition_id == locked.id).values(stage=stage, **changes))
    values = {"due_at": due_copy(open_clocks(ctx, locked.id)), "version": locked.version + 1}
    ctx.session.execute(update(p).where(p.id == locked.id).values(**values))
    timeline.append(ctx, case_id=locked.id, kind=Happened.PROCEEDED, public=effect.public, step=step, stage=stage)
    audit_step(ctx, locked, step.value, stage=stage.value)
    if effect.tells:
        outbox.publish(ctx, SenderToBeTold(petition_id=locked.id, act=step.value))


def end(ctx: Context, locked: Locked, step: Step, stage: Stage, *, changes: dict[str, Any]) -> None:
    """The last stage: every clock ends and the petition is closed."""
    stop_everything(ctx, locked)
    ctx.session.execute(update(Proceeding).where(Proceeding.petition_id == locked.id).values(stage=stage, **changes))
    audit_step(ctx, locked, step.value, stage=stage.value)
    move(ctx, locked, Act.SETTLE, Happened.SETTLED, tell=True, step=step, stage=stage)


def audit_step(ctx: Context, locked: Locked, verb: str, **detail: str) -> None:
    """A link in the audit chain of the agency that settles."""
    audit.record(
        ctx, agency_id=locked.agency_id, action=f"feedback:proceeding:{verb}", subject_type=SUBJECT,
        subject_id=locked.id, **detail,
    )  # fmt: skip


def _open_of(ctx: Context, locked: Locked, rows: set[int]) -> Sequence[ClockView]:
    return [clock for clock in open_clocks(ctx, locked.id) if clock.row in rows]
