"""Cases whose holder is gone, or gives them back: they wait at the desk again, for somebody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from casework.sealing import open_case_key
from core import outbox
from core.context import Context
from feedback.commands import Target
from feedback.errors import ReleaseReasonWrong
from feedback.events import CasesReturned
from feedback.machine import PETITION, RELEASABLE_STATES
from feedback.models import Petition
from feedback.queries.cases import list_assignable, open_content
from feedback.services.moving import Locked, begin, lock_petition, move
from feedback.services.receiving import seal_content
from feedback.shutting.refreshing import refresh
from feedback.states import Act, Happened, ReleaseReason


def release(ctx: Context, target: Target, reason: ReleaseReason) -> None:
    """Whoever has the case gives it back, for one of the reasons they may give themselves.

    After a conflict of interest it is not given to them again (`policies.can_be_given`). Law sheet §9.1, guards.
    Raises what `begin` raises, and ReleaseReasonWrong.
    """
    if reason is ReleaseReason.LEFT:
        raise ReleaseReasonWrong
    locked = begin(ctx, target, Act.RELEASE)
    if reason is ReleaseReason.CONFLICT and ctx.actor.account_id:
        keep_apart(ctx, locked.id, {ctx.actor.account_id})
    _release(ctx, locked)
    outbox.publish(ctx, CasesReturned(agency_id=locked.agency_id, count=1, sealed=int(locked.sealed)))


def release_unheld_of(ctx: Context, account_id: UUID) -> int:
    """Take back what a person holds no more, after they lost a role or their account; gives how many cases.

    Who decides is whoever took the role away; here only the fact counts that nobody works these cases now. One word
    to each agency, not one for every case.
    """
    p = Petition
    mine = select(p.id).where(p.assignee_id == account_id, p.state.in_(RELEASABLE_STATES)).order_by(p.id)
    returned: Counter[UUID] = Counter()
    sealed: Counter[UUID] = Counter()
    holders: dict[UUID, frozenset[UUID]] = {}
    for petition_id in ctx.session.execute(mine).scalars().all():
        locked = lock_petition(ctx, petition_id)
        if locked.agency_id not in holders:
            holders[locked.agency_id] = _holders(ctx, locked.agency_id)
        if locked.assignee_id == account_id and account_id not in holders[locked.agency_id] and _waits(locked):
            _release(ctx, locked)
            returned[locked.agency_id] += 1
            sealed[locked.agency_id] += locked.sealed
    for agency_id, count in returned.items():
        outbox.publish(ctx, CasesReturned(agency_id=agency_id, count=count, sealed=sealed[agency_id]))
    return returned.total()


def release_if_unheld(ctx: Context, petition_id: UUID) -> None:
    """After a step that hands the case to its holder: when there is none any more, it goes back to the desk."""
    locked = lock_petition(ctx, petition_id)
    if locked.assignee_id in _holders(ctx, locked.agency_id) or not _waits(locked):
        return
    _release(ctx, locked)
    outbox.publish(ctx, CasesReturned(agency_id=locked.agency_id, count=1, sealed=int(locked.sealed)))


def _holders(ctx: Context, agency_id: UUID) -> frozenset[UUID]:
    return frozenset(person.account_id for person in list_assignable(ctx, agency_id))


def _waits(locked: Locked) -> bool:
    return PETITION.allows(locked.state, Act.RELEASE)


def _release(ctx: Context, locked: Locked) -> None:
    # Not why: that it speaks of somebody at the desk is itself what is sealed.
    was: dict[str, Any] = {"assignee": locked.assignee_id} if locked.assignee_id else {}
    move(ctx, locked, Act.RELEASE, Happened.RELEASED, changes={"assignee_id": None}, **was)


def keep_apart(ctx: Context, petition_id: UUID, accounts: Collection[UUID]) -> None:
    """From now on it is given to none of them (`policies.can_be_given`); the caller holds its lock."""
    written = open_content(ctx, petition_id)
    sealed = seal_content(
        open_case_key(ctx, petition_id), written.content, title=written.title, apart={*written.apart, *accounts},
        kept=written.kept,
    )  # fmt: skip
    ctx.session.execute(update(Petition).where(Petition.id == petition_id).values(sealed_content=sealed))
    refresh(ctx, petition_id)
