"""Longer or other terms of a petition: an extension by a signed document, another weight of the case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import update

from casework import timeline
from core import outbox
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.text import N_
from deadlines.commands import ChangeVariant
from deadlines.queries import ClockView
from deadlines.services import change_variant, extend_clock
from feedback.commands import Extend, Target
from feedback.events import SenderToBeTold
from feedback.models import Petition
from feedback.policies import can_change_terms
from feedback.services.moving import (
    SETTLING_ROW,
    Locked,
    follow_main,
    hold_main,
    lock_petition,
    open_clocks,
    queue_date,
    record,
)
from feedback.services.remarks import write_remark
from feedback.states import Happened, Urgency

_IN_THE_CASE = N_("Ghi ở phần trao đổi của đơn giữ kín")
# Instead of the number of a document, where the case is sealed.
KEPT = N_("giữ kín")


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Why, and by which document, as the log of clocks keeps it."""

    reason: str
    document_number: str


def extend_term(ctx: Context, target: Target, clock_id: UUID, command: Extend) -> ClockView:
    """Lengthen a term of the petition, as far as its rule allows; the sender is told the new date.

    Raises NotFound, StaleVersion, Forbidden, and what `deadlines.services.extend_clock` raises.
    """
    locked = _begin(ctx, target, clock_id)
    told = on_record(ctx, locked, reason=command.reason, document_number=command.document_number)
    clock = extend_clock(ctx, clock_id, length=command.length, reason=told.reason, document_number=told.document_number)
    return _follow(ctx, locked, clock, Happened.EXTENDED)


def reweigh(ctx: Context, target: Target, clock_id: UUID, command: ChangeVariant) -> ClockView:
    """Count a term by another variant: urgent, complex, remote area. The criteria stay on record.

    Raises NotFound, StaleVersion, Forbidden, and what `deadlines.services.change_variant` raises.
    """
    locked = _begin(ctx, target, clock_id)
    told = on_record(ctx, locked, reason=command.reason, document_number=command.document_number)
    clock = change_variant(ctx, clock_id, replace(command, reason=told.reason, document_number=told.document_number))
    return _follow(ctx, locked, clock, Happened.REWEIGHED)


def on_record(ctx: Context, locked: Locked, *, reason: str, document_number: str) -> OnRecord:
    """What the log of clocks may hold: it is in clear, so of a sealed case not a word that somebody wrote.

    There reason and document go into a remark, under the case's own key. Raises what `write_remark` raises.
    """
    words = ", ".join(part for part in (reason.strip(), document_number.strip()) if part)
    if not locked.sealed or not words:
        return OnRecord(reason, document_number)
    write_remark(ctx, locked.id, words)
    return OnRecord(reason and _IN_THE_CASE, document_number and KEPT)


def _begin(ctx: Context, target: Target, clock_id: UUID) -> Locked:
    hold_main(ctx, target.petition_id)  # its date follows: locked first, as answering it does
    locked = lock_petition(ctx, target.petition_id)
    if target.version is not None and target.version != locked.version:
        raise StaleVersion
    if not can_change_terms(ctx.actor, locked.facts()):
        raise Forbidden
    if clock_id not in {clock.id for clock in open_clocks(ctx, locked.id)}:
        raise NotFound
    return locked


def _follow(ctx: Context, locked: Locked, clock: ClockView, happened: Happened) -> ClockView:
    """The queue's copy of the date, the timeline and word to the sender, in the clock's own transaction."""
    values: dict[str, object] = {"due_at": queue_date(ctx, locked.id), "version": locked.version + 1}
    if clock.row == SETTLING_ROW:
        values["urgency"] = Urgency(clock.variant or Urgency.ORDINARY)
    ctx.session.execute(update(Petition).where(Petition.id == locked.id).values(**values))
    follow_main(ctx, locked.id)
    timeline.append(ctx, case_id=locked.id, kind=happened, due_at=clock.due_at)
    record(ctx, locked, happened.value, clock=str(clock.id), rule=clock.rule_id)
    outbox.publish(ctx, SenderToBeTold(petition_id=locked.id, act=happened.value))
    return clock
