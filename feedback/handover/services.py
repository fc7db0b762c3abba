"""Hand over what one person has to another, and sign for it. Each petition goes the way of every assignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select, update

from accounts.inbox import OfficialNoticeKind, tell_officials
from casework import timeline
from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import uuid7
from feedback.commands import Target
from feedback.desk_models import QueueBatch
from feedback.errors import NotAHolder
from feedback.handover.errors import NobodyTookIt, NothingToHandOver, SamePerson, SignedAlready
from feedback.handover.models import Handover
from feedback.handover.policies import HandoverFacts, can_give_at, can_sign
from feedback.handover.states import HandoverReason, HandoverState
from feedback.models import Petition
from feedback.queries.cases import list_assignable
from feedback.services.batches import MOST, run_batch
from feedback.states import BatchKind, Happened


@dataclass(frozen=True, slots=True)
class HandOver:
    """Whose petitions go to whom at which desk, and why; each as it was when the list was looked at."""

    agency_id: UUID
    from_id: UUID
    to_id: UUID
    reason: HandoverReason
    targets: Sequence[Target]


def hand_over(ctx: Context, command: HandOver) -> UUID:
    """Give the petitions to the receiver at once, so that none is without a holder, and ask them to sign for it.

    Each goes through lock, policy, machine, timeline and audit as alone (`services.batches`); what may not go to the
    receiver, or has moved on since, stays where it is and is counted. Terms run on unchanged.
    Raises Forbidden, SamePerson, NotAHolder, NothingToHandOver, NobodyTookIt.
    """
    maker = ctx.actor.account_id
    if maker is None or not can_give_at(ctx.actor, command.agency_id):
        raise Forbidden
    if command.from_id == command.to_id:
        raise SamePerson
    if command.to_id not in {person.account_id for person in list_assignable(ctx, command.agency_id)}:
        raise NotAHolder
    targets = _still_held(ctx, command)
    if not targets:
        raise NothingToHandOver
    batches = [run_batch(ctx, BatchKind.ASSIGN, group, assignee_id=command.to_id) for group in _groups(targets)]
    given = _given(ctx, [batch.id for batch in batches])
    if not given:
        raise NobodyTookIt
    return _keep(ctx, command, maker, [one for one in targets if one.petition_id in given], [b.id for b in batches])


def sign_for(ctx: Context, handover_id: UUID) -> None:
    """The receiver confirms to have what is on the list; each petition's timeline tells it, inside only.

    Raises NotFound (also for everybody else), SignedAlready.
    """
    h = Handover
    columns = (h.agency_id, h.from_id, h.to_id, h.made_by, h.state, h.petition_ids)
    row = ctx.session.execute(select(*columns).where(h.id == handover_id).with_for_update()).one_or_none()
    if row is None or row.to_id != ctx.actor.account_id:
        raise NotFound
    if not can_sign(ctx.actor, HandoverFacts(*row[:-1])):
        raise SignedAlready
    signed = {"state": HandoverState.SIGNED, "signed_at": ctx.now}
    ctx.session.execute(update(h).where(h.id == handover_id).values(**signed))
    for petition_id in row.petition_ids:
        timeline.append(
            ctx, case_id=UUID(petition_id), kind=Happened.HANDED_OVER, public=False, source=row.from_id,
            assignee=row.to_id,
        )  # fmt: skip
    _record(ctx, row.agency_id, handover_id, "sign", count=len(row.petition_ids))


def _still_held(ctx: Context, command: HandOver) -> list[Target]:
    """Of what was on the list, what the person still has at this desk, in the order of the list."""
    p, ids = Petition, [target.petition_id for target in command.targets]
    held = (p.id.in_(ids), p.assignee_id == command.from_id, p.agency_id == command.agency_id)
    there = set(ctx.session.execute(select(p.id).where(*held)).scalars())
    once = {target.petition_id: target for target in command.targets}
    return [target for petition_id, target in once.items() if petition_id in there]


def _groups(targets: Sequence[Target]) -> Sequence[Sequence[Target]]:
    # In one order over all groups, as within each: whoever hands over the same petitions waits in a line.
    ordered = sorted(targets, key=lambda one: one.petition_id.bytes)
    return [ordered[start : start + MOST] for start in range(0, len(ordered), MOST)]


def _given(ctx: Context, batch_ids: Sequence[UUID]) -> set[UUID]:
    b = QueueBatch
    rows = ctx.session.execute(select(b.items).where(b.id.in_(batch_ids))).scalars()
    return {UUID(item["id"]) for items in rows for item in items}


def _keep(ctx: Context, command: HandOver, maker: UUID, given: Sequence[Target], batch_ids: Sequence[UUID]) -> UUID:
    handover_id = uuid7()
    ctx.session.execute(
        insert(Handover).values(
            id=handover_id, agency_id=command.agency_id, from_id=command.from_id, to_id=command.to_id, made_by=maker,
            made_at=ctx.now, reason=command.reason, state=HandoverState.WAITING, signed_at=None,
            petition_ids=[str(target.petition_id) for target in given], batch_ids=[str(one) for one in batch_ids],
            refused=len(command.targets) - len(given),
        )
    )  # fmt: skip
    tell_officials(
        ctx, [command.to_id], agency_id=command.agency_id, kind=OfficialNoticeKind.HANDED_OVER, count=len(given),
        handover=str(handover_id),
    )  # fmt: skip
    _record(ctx, command.agency_id, handover_id, "make", count=len(given), reason=command.reason.value)
    return handover_id


def _record(ctx: Context, agency_id: UUID, handover_id: UUID, verb: str, **detail: object) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"feedback:handover:{verb}", subject_type="handover",
        subject_id=handover_id, **detail,
    )  # fmt: skip
