"""One step of a proceeding: lock, policy, table, guard; then clocks, record and petition together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from core.clock import local_date, start_of_day
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from deadlines.computing import compute_due
from deadlines.errors import NoSuchRule
from deadlines.queries import find_rule, load_calendar
from feedback.commands import Target
from feedback.issuing.taking import note_taken, paper_for
from feedback.policies import can_see
from feedback.proceedings.commands import Take
from feedback.proceedings.effects import EFFECTS, Effect
from feedback.proceedings.errors import (
    DayInFuture,
    DayTooEarly,
    DialogueAhead,
    DialogueTooSoon,
    DocumentMissing,
    FindingMissing,
    GroundMissing,
    StepDayMissing,
)
from feedback.proceedings.machine import INVITATION, MACHINES, ROWS
from feedback.proceedings.policies import can_take, hindrance
from feedback.proceedings.queries import ProceedingView, facts_of, find_proceeding
from feedback.proceedings.record import write_step
from feedback.proceedings.services.recording import advance, end, turn_clocks, words_of_step
from feedback.proceedings.states import Stage, Step, Withdrawn
from feedback.services.moving import Locked, lock_petition
from feedback.states import PetitionState

# Papers that may bear an earlier day than the step before them: nothing but the receipt binds them.
_ANY_DAY = frozenset({Step.WITHDRAW, Step.SEND_NOTICE, Step.ANSWER_BODY, Step.CHASED, Step.REPORT_ABOVE, Step.MEET})


def take(ctx: Context, target: Target, command: Take) -> Stage:
    """Do one step and give the stage it leads to.

    Raises NotFound (also when the official may not know of it), StaleVersion, TransitionNotAllowed, Forbidden, the
    rule that stands in the way (`policies.hindrance`), and what is missing or wrong in the command.
    Complaints Act 02/2011; Denunciation Act 25/2018; law sheet §2.3, §2.4, §9.1, §9.10 rows 32–52.
    """
    locked, view = begin_step(ctx, target, command.step)
    effect = EFFECTS[view.track][command.step]
    paper = paper_for(ctx, locked.id, view.track, command.step)
    if paper is not None:
        # The signed paper says when and under which number, whatever was typed.
        command = replace(command, number=paper.number, day=paper.day)
    day = check_command(ctx, view, effect, command)
    stage = MACHINES[view.track].target(view.stage, command.step)
    turn_clocks(ctx, locked, effect, command, settle=ROWS[view.track].settle, day=day)
    seq = write_step(ctx, locked.id, command.step, stage, day=day if effect.day else None, words=words_of_step(command))
    if paper is not None:
        note_taken(ctx, paper, seq)
    changes = _changes(view, effect, command, day)
    if stage in MACHINES[view.track].final:
        end(ctx, locked, command.step, stage, changes=changes)
    else:
        advance(ctx, locked, command.step, stage, effect, changes=changes)
    return stage


def begin_step(ctx: Context, target: Target, step: Step) -> tuple[Locked, ProceedingView]:
    """Lock and decide."""
    locked = lock_petition(ctx, target.petition_id)
    view = find_proceeding(ctx, locked.id)
    if view is None or (ctx.actor.account_id is not None and not can_see(ctx.actor, locked.facts())):
        raise NotFound
    if target.version is not None and target.version != locked.version:
        raise StaleVersion
    machine = MACHINES[view.track]
    if locked.state is not PetitionState.PROCEEDING or not machine.allows(view.stage, step):
        raise TransitionNotAllowed
    facts = facts_of(ctx, view, locked.facts())
    if not can_take(ctx.actor, step, facts):
        raise Forbidden
    hindered = hindrance(step, facts)
    if hindered is not None:
        raise hindered
    return locked, view


def check_command(ctx: Context, view: ProceedingView, effect: Effect, command: Take) -> date:
    """The day of the step, once everything it asks for is there."""
    if effect.grounds and command.ground not in effect.grounds:
        raise GroundMissing
    if effect.number and not command.number.strip():
        raise DocumentMissing
    if effect.finding and command.finding is None:
        raise FindingMissing
    if effect.meeting:
        _check_meeting(ctx, command)
    return _day(ctx, view, effect, command)


def _day(ctx: Context, view: ProceedingView, effect: Effect, command: Take) -> date:
    today = local_date(ctx.now)
    if not effect.day:
        return today
    if command.day is None:
        raise StepDayMissing
    if command.day > today:
        raise DayInFuture
    earlier = [view.received_on]
    if command.step not in _ANY_DAY:
        earlier += [day for day in (view.accepted_on, view.decided_on, view.sent_on) if day]
    if command.day < max(earlier):
        raise DayTooEarly(earliest=f"{max(earlier):%d/%m/%Y}")
    if command.step is Step.MEET and view.meeting_on and today < view.meeting_on:
        raise DialogueAhead(day=f"{view.meeting_on:%d/%m/%Y}")
    return command.day


def _check_meeting(ctx: Context, command: Take) -> None:
    """Whoever is invited knows it at least five days before (law sheet row 39)."""
    if command.meeting is None:
        raise StepDayMissing(field="meeting")
    told_on = command.day or local_date(ctx.now)
    day = told_on
    while latest_notice(ctx, day) < told_on:
        day = date.fromordinal(day.toordinal() + 1)
    if command.meeting < day:
        raise DialogueTooSoon(earliest=f"{day:%d/%m/%Y}")


def latest_notice(ctx: Context, meeting: date) -> date:
    """The last day on which people can be invited to a dialogue on a day."""
    try:
        rule = find_rule(ctx, row=INVITATION, on=meeting)
    except NoSuchRule:  # before the decree that sets it
        return meeting
    due_at = compute_due(rule.facts(), start_of_day(meeting), load_calendar(ctx)).due_at
    return local_date(due_at) if due_at else meeting


def _changes(view: ProceedingView, effect: Effect, command: Take, day: date) -> dict[str, Any]:
    """What of the proceeding's own row changes besides its stage."""
    changes: dict[str, Any] = {effect.column: day} if effect.column else {}
    if command.step is Step.REPORT:
        changes["differs"] = command.differs
    elif command.step is Step.INVITE:
        changes["meeting_on"] = command.meeting
    elif command.step is Step.WITHDRAW:
        # Before acceptance there is nothing else to go on with.
        ended = MACHINES[view.track].target(view.stage, command.step) in MACHINES[view.track].final
        changes["withdrawn"] = Withdrawn.ALL if ended else command.withdrawn or Withdrawn.ALL
    elif command.step is Step.GO_ON:
        changes["gone_on"] = True
    elif command.step is Step.TRANSFER:
        changes["transferred"] = True
    if effect.finding:
        changes["finding"] = command.finding
    return changes
