"""Writes of dialogues: announced, held, concluded."""

from __future__ import annotations

import uuid
from dataclasses import asdict
from datetime import date

from sqlalchemy import insert, select, update

from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import NotFound, StaleVersion
from core.ids import uuid7
from deadlines.computing import compute_due
from deadlines.queries import find_rule, load_calendar
from dialogues.commands import PlanDialogue
from dialogues.errors import AnnouncedTooLate, ConclusionsMissing, EndsBeforeStart, NotHeldYet
from dialogues.models import Dialogue
from dialogues.policies import can_manage, require
from dialogues.states import DIALOGUE, DialogueAct, DialogueState

# Rows of the deadlines table: notice before a dialogue, publication of its results.
NOTICE_ROW, RESULTS_ROW = 18, 19


def lock_dialogue(ctx: Context, dialogue_id: uuid.UUID, *, version: int | None = None) -> Dialogue:
    """The dialogue, locked until the commit. Raises NotFound, StaleVersion."""
    statement = select(Dialogue).where(Dialogue.id == dialogue_id).with_for_update()
    found = ctx.session.execute(statement).scalar_one_or_none()
    if found is None:
        raise NotFound
    if version is not None and found.version != version:
        raise StaleVersion
    return found


def plan_dialogue(ctx: Context, command: PlanDialogue) -> uuid.UUID:
    """Prepare a dialogue; nobody outside sees it before it is announced."""
    require(can_manage(ctx.actor, command.agency_id))
    if command.ends_at <= command.starts_at:
        raise EndsBeforeStart
    dialogue_id = uuid7()
    ctx.session.execute(
        insert(Dialogue).values(
            id=dialogue_id,
            state=DialogueState.DRAFT,
            created_at=ctx.now,
            postponed_reason="",
            conclusions="",
            version=1,
            **asdict(command),
        )
    )
    _audit(ctx, command.agency_id, dialogue_id, "plan")
    return dialogue_id


def revise_dialogue(ctx: Context, dialogue_id: uuid.UUID, command: PlanDialogue, *, version: int) -> None:
    """Change a dialogue that is not announced (or is postponed)."""
    dialogue = lock_dialogue(ctx, dialogue_id, version=version)
    require(can_manage(ctx.actor, dialogue.agency_id))
    DIALOGUE.target(dialogue.state, DialogueAct.ANNOUNCE)
    if command.ends_at <= command.starts_at:
        raise EndsBeforeStart
    values = asdict(command)
    values.pop("agency_id")
    _change(ctx, dialogue, **values)
    _audit(ctx, dialogue.agency_id, dialogue_id, "revise")


def earliest_day(ctx: Context) -> date:
    """The first day on which a dialogue announced now may be held. Law 72/2025 art. 43 (row 18)."""
    rule = find_rule(ctx, row=NOTICE_ROW, variant=None, on=local_date(ctx.now), province_id=None)
    return date.fromordinal(local_date(ctx.now).toordinal() + (rule.length or 0))


def announce_dialogue(ctx: Context, dialogue_id: uuid.UUID, *, version: int) -> None:
    """Publish time, place, content and how to join. Raises AnnouncedTooLate."""
    dialogue = lock_dialogue(ctx, dialogue_id, version=version)
    require(can_manage(ctx.actor, dialogue.agency_id))
    target = DIALOGUE.target(dialogue.state, DialogueAct.ANNOUNCE)
    earliest = earliest_day(ctx)
    if local_date(dialogue.starts_at) < earliest:
        days = earliest.toordinal() - local_date(ctx.now).toordinal()
        raise AnnouncedTooLate(days=days, earliest=f"{earliest:%d/%m/%Y}")
    _change(ctx, dialogue, state=target, announced_at=ctx.now)
    _audit(ctx, dialogue.agency_id, dialogue_id, "announce")


def postpone_dialogue(ctx: Context, dialogue_id: uuid.UUID, *, version: int, reason: str) -> None:
    """Call an announced dialogue off for now; the reason is public."""
    dialogue = lock_dialogue(ctx, dialogue_id, version=version)
    require(can_manage(ctx.actor, dialogue.agency_id))
    _change(ctx, dialogue, state=DIALOGUE.target(dialogue.state, DialogueAct.POSTPONE), postponed_reason=reason)
    _audit(ctx, dialogue.agency_id, dialogue_id, "postpone")


def cancel_dialogue(ctx: Context, dialogue_id: uuid.UUID, *, version: int, reason: str) -> None:
    """Call it off for good; the reason is public."""
    dialogue = lock_dialogue(ctx, dialogue_id, version=version)
    require(can_manage(ctx.actor, dialogue.agency_id))
    _change(ctx, dialogue, state=DIALOGUE.target(dialogue.state, DialogueAct.CANCEL), postponed_reason=reason)
    _audit(ctx, dialogue.agency_id, dialogue_id, "cancel")


def hold_dialogue(ctx: Context, dialogue_id: uuid.UUID, *, version: int, attendance: int | None) -> None:
    """Note that it took place; the ten days to publish the results begin (row 19)."""
    dialogue = lock_dialogue(ctx, dialogue_id, version=version)
    require(can_manage(ctx.actor, dialogue.agency_id))
    target = DIALOGUE.target(dialogue.state, DialogueAct.HOLD)
    if ctx.now < dialogue.starts_at:
        raise NotHeldYet
    held_on = local_date(dialogue.ends_at)
    rule = find_rule(ctx, row=RESULTS_ROW, variant=None, on=held_on, province_id=None)
    due_at = compute_due(rule, dialogue.ends_at, load_calendar(ctx)).due_at
    _change(ctx, dialogue, state=target, attendance=attendance, results_due_at=due_at)
    _audit(ctx, dialogue.agency_id, dialogue_id, "hold")


def save_conclusions(ctx: Context, dialogue_id: uuid.UUID, *, version: int, conclusions: str) -> None:
    """Write the conclusions of a held dialogue, to be published by `conclude_dialogue`."""
    dialogue = lock_dialogue(ctx, dialogue_id, version=version)
    require(can_manage(ctx.actor, dialogue.agency_id))
    DIALOGUE.target(dialogue.state, DialogueAct.CONCLUDE)
    _change(ctx, dialogue, conclusions=conclusions)
    _audit(ctx, dialogue.agency_id, dialogue_id, "write_conclusions")


def conclude_dialogue(ctx: Context, dialogue_id: uuid.UUID, *, version: int) -> None:
    """Publish the results. Raises ConclusionsMissing."""
    dialogue = lock_dialogue(ctx, dialogue_id, version=version)
    require(can_manage(ctx.actor, dialogue.agency_id))
    target = DIALOGUE.target(dialogue.state, DialogueAct.CONCLUDE)
    if not dialogue.conclusions.strip():
        raise ConclusionsMissing
    _change(ctx, dialogue, state=target, concluded_at=ctx.now)
    _audit(ctx, dialogue.agency_id, dialogue_id, "conclude")


def _change(ctx: Context, dialogue: Dialogue, **values: object) -> None:
    ctx.session.execute(
        update(Dialogue).where(Dialogue.id == dialogue.id).values(version=dialogue.version + 1, **values)
    )


def _audit(ctx: Context, agency_id: uuid.UUID, dialogue_id: uuid.UUID, verb: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"dialogue:dialogue:{verb}", subject_type="dialogue", subject_id=dialogue_id
    )
