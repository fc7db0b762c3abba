"""Many petitions at once: give, claim, give back, link to one; and taking that back within a quarter of an hour.

Each petition goes through the same lock, policy, machine, timeline and audit as alone; what is refused is left out and
counted. Undoing never overrides what happened since.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from accounts.queries import hold_still
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.ids import uuid7
from core.transitions import TransitionNotAllowed
from feedback.commands import Target
from feedback.desk_models import QueueBatch
from feedback.errors import BatchEmpty, BatchTooLate, BatchTooLong
from feedback.machine import PETITION
from feedback.models import Petition
from feedback.policies import can_claim, can_see
from feedback.queries.cases import list_assignable
from feedback.routes.commands import Link
from feedback.services.linking import link
from feedback.services.moving import Locked, lock_petition, move, told
from feedback.services.releasing import release
from feedback.services.triaging import assign, refuse_concerned
from feedback.states import Act, BatchKind, Happened, ReleaseReason

MOST = 100
UNDONE_WITHIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of it."""

    id: UUID
    done: int
    refused: int


def claim(ctx: Context, target: Target) -> None:
    """Take an unassigned petition oneself. Raises NotFound, StaleVersion, TransitionNotAllowed, Forbidden,
    ConflictOfInterest. Law sheet §9.1, guards.
    """
    account_id = ctx.actor.account_id
    if account_id is not None:
        hold_still(ctx, account_id)  # first the person, as in `assign`
    locked = lock_petition(ctx, target.petition_id)
    if account_id is None or not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if target.version not in (None, locked.version):
        raise StaleVersion
    if not PETITION.allows(locked.state, Act.ASSIGN):
        raise TransitionNotAllowed
    can_claim(ctx.actor, locked.facts()).demand()
    refuse_concerned(ctx, locked, account_id)
    move(ctx, locked, Act.ASSIGN, Happened.ASSIGNED, changes={"assignee_id": account_id}, assignee=account_id)


def run_batch(
    ctx: Context, kind: BatchKind, targets: Sequence[Target], *, assignee_id: UUID | None = None
) -> BatchResult:
    """Do it to each of them, and write down what each was before. Raises BatchEmpty, BatchTooLong."""
    _check_size(targets)
    _hold_still(ctx, [assignee_id if kind is BatchKind.ASSIGN else ctx.actor.account_id])
    items = _each(ctx, targets, lambda target: _do(ctx, kind, target, assignee_id))
    return _keep(ctx, kind, items, refused=len(targets) - len(items), assignee_id=assignee_id)


def run_link_batch(ctx: Context, targets: Sequence[Target], command: Link) -> BatchResult:
    """Let each of them share the answer of one petition at the same desk; it may be among them and stays as it is.

    Readable ones only: whether sealed ones are one matter is told by who has read both (`linking.link`). Raises
    BatchEmpty, BatchTooLong, TextMissing. Law sheet §2.2 (đơn trùng).
    """
    others = [target for target in targets if target.petition_id != command.main_id]
    _check_size(others)
    told(command.text)
    _hold_in_order(ctx, [*(target.petition_id for target in others), command.main_id])
    items = _each(ctx, others, lambda target: _link(ctx, target, command))
    return _keep(ctx, BatchKind.LINK, items, refused=len(others) - len(items), assignee_id=None)


def undo_batch(ctx: Context, batch_id: UUID) -> BatchResult:
    """Give each petition back to who had it, where nothing happened since; the rest stays as it is.

    Raises NotFound, BatchTooLate.
    """
    b = QueueBatch
    own = (b.id == batch_id, b.account_id == ctx.actor.account_id)
    columns = (b.at, b.kind, b.items, b.undone_at)
    row = ctx.session.execute(select(*columns).where(*own).with_for_update()).one_or_none()
    if row is None:
        raise NotFound
    if row.undone_at is not None or ctx.now > row.at + UNDONE_WITHIN:
        raise BatchTooLate
    _hold_still(ctx, [UUID(item["before"]) for item in row.items if item["before"]])
    put_back = _take_apart if row.kind is BatchKind.LINK else _put_back
    if row.kind is BatchKind.LINK:
        _hold_with_mains(ctx, [UUID(item["id"]) for item in row.items])
    done = sum(_allowed(ctx, lambda one=item: put_back(ctx, one)) for item in row.items)  # type: ignore[misc]
    ctx.session.execute(update(b).where(b.id == batch_id).values(undone_at=ctx.now))
    return BatchResult(batch_id, done, len(row.items) - done)


def _check_size(targets: Sequence[Target]) -> None:
    if not targets:
        raise BatchEmpty
    if len(targets) > MOST:
        raise BatchTooLong(most=MOST)


def _each(ctx: Context, targets: Sequence[Target], act: Callable[[Target], None]) -> list[dict[str, Any]]:
    """What became of each that it was done to, and who had it before."""
    items: list[dict[str, Any]] = []
    # In one order, whoever picks them: two batches over the same petitions wait for each other, not in a circle.
    for target in sorted(targets, key=lambda one: one.petition_id.bytes):
        before = _holder(ctx, target.petition_id)
        if _allowed(ctx, lambda one=target: act(one)):  # type: ignore[misc]  # bound now
            after = lock_petition(ctx, target.petition_id)
            was = str(before) if before else None
            items.append({"id": str(target.petition_id), "version": after.version, "before": was})
    return items


def _link(ctx: Context, target: Target, command: Link) -> None:
    if lock_petition(ctx, target.petition_id).sealed:
        raise Forbidden
    link(ctx, target, command)


def _take_apart(ctx: Context, item: dict[str, Any]) -> None:
    """It stands alone again, with whoever had it, if they still may."""
    locked = lock_petition(ctx, UUID(item["id"]))
    if not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if locked.version != item["version"]:
        raise StaleVersion
    if not PETITION.allows(locked.state, Act.UNLINK):
        raise TransitionNotAllowed
    move(ctx, locked, Act.UNLINK, Happened.UNLINKED, changes={"main_id": None}, tell=True)
    if item["before"]:
        _allowed(ctx, lambda: _give_back(ctx, lock_petition(ctx, locked.id), UUID(item["before"])))


def _hold_with_mains(ctx: Context, ids: Sequence[UUID]) -> None:
    p = Petition
    mains = ctx.session.execute(select(p.main_id).where(p.id.in_(ids), p.main_id.is_not(None)).distinct()).scalars()
    _hold_in_order(ctx, [*ids, *(one for one in mains if one is not None)])


def _hold_in_order(ctx: Context, ids: Iterable[UUID]) -> None:
    """Lock them all before the first is worked: the one they are linked to is needed with each."""
    for petition_id in sorted(set(ids), key=lambda one: one.bytes):
        ctx.session.execute(select(Petition.id).where(Petition.id == petition_id).with_for_update()).all()


def _do(ctx: Context, kind: BatchKind, target: Target, assignee_id: UUID | None) -> None:
    if kind is BatchKind.CLAIM:
        claim(ctx, target)
    elif kind is BatchKind.RELEASE:
        release(ctx, target, ReleaseReason.UNABLE)
    elif assignee_id is not None:
        assign(ctx, target, assignee_id)


def _allowed(ctx: Context, act: Callable[[], None]) -> bool:
    """Whether it was done; a refusal changes nothing, since every rule is asked before anything is written."""
    try:
        with ctx.session.begin_nested():
            act()
    except DomainError:
        return False
    return True


def _put_back(ctx: Context, item: dict[str, Any]) -> None:
    locked = lock_petition(ctx, UUID(item["id"]))
    if not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if locked.version != item["version"]:
        raise StaleVersion
    before = UUID(item["before"]) if item["before"] else None
    if before is None:
        if not PETITION.allows(locked.state, Act.RELEASE):
            raise TransitionNotAllowed
        was: dict[str, Any] = {"assignee": locked.assignee_id} if locked.assignee_id else {}
        move(ctx, locked, Act.RELEASE, Happened.RELEASED, changes={"assignee_id": None}, **was)
        return
    _give_back(ctx, locked, before)


def _give_back(ctx: Context, locked: Locked, before: UUID) -> None:
    if before not in {person.account_id for person in list_assignable(ctx, locked.agency_id)}:
        raise Forbidden
    if not PETITION.allows(locked.state, Act.ASSIGN):
        raise TransitionNotAllowed
    refuse_concerned(ctx, locked, before)
    move(ctx, locked, Act.ASSIGN, Happened.ASSIGNED, changes={"assignee_id": before}, assignee=before)


def _hold_still(ctx: Context, people: Iterable[UUID | None]) -> None:
    """First whoever gets them, then the petitions, as taking a role away does: the other order waits in a circle."""
    for account_id in sorted({one for one in people if one is not None}, key=lambda one: one.bytes):
        hold_still(ctx, account_id)


def _holder(ctx: Context, petition_id: UUID) -> UUID | None:
    try:
        return lock_petition(ctx, petition_id).assignee_id
    except NotFound:
        return None


def _keep(
    ctx: Context, kind: BatchKind, items: list[dict[str, Any]], *, refused: int, assignee_id: UUID | None
) -> BatchResult:
    batch_id = uuid7()
    ctx.session.execute(
        insert(QueueBatch).values(
            id=batch_id, account_id=ctx.actor.account_id, kind=kind, assignee_id=assignee_id, at=ctx.now, items=items,
            refused=refused, undone_at=None,
        )
    )  # fmt: skip
    return BatchResult(batch_id, len(items), refused)
