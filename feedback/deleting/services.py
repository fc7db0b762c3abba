"""Proposing that something of a sealed petition be destroyed, agreeing or not, and what then goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from accounts.inbox import OfficialNoticeKind, tell_officials
from casework import timeline
from casework.boxed import new_boxed_key, shred
from casework.identities.errors import NoSecondPerson
from casework.locks.closing import is_locked
from core import audit, outbox
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id
from feedback.deleting.destroying import destroy
from feedback.deleting.errors import (
    DeletionOver,
    DeletionWaits,
    DeletionWordsMissing,
    MaterialChanged,
    NoSuchPiece,
    NumberMissing,
    WholeStillOpen,
)
from feedback.deleting.holdings import digest_of, refuse_if_needed
from feedback.deleting.models import MaterialDeletion
from feedback.deleting.pieces import Piece, list_pieces
from feedback.deleting.policies import can_act_on, can_propose
from feedback.deleting.queries import NUMBER, WORDS, facts_of, said_of
from feedback.deleting.states import DELETION, DeletionAct, DeletionReason, DeletionState, Material
from feedback.events import Resealed
from feedback.issuing.facts import is_concerned
from feedback.machine import PETITION
from feedback.policies import can_see
from feedback.proceedings.catalogue import deletion_reasons
from feedback.seconding.people import list_seconds
from feedback.seconding.requests import demand, lock_request, row_of, term_ends
from feedback.services.moving import SUBJECT, Locked, lock_petition, record
from feedback.states import Happened

ANSWER_ROW = 72
SHORTEST = 10
AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Propose:
    """What is to go, why, in own words. `item_id`: the piece; None for the whole."""

    material: Material
    item_id: UUID | None
    reason: DeletionReason
    words: str


def propose_deletion(ctx: Context, petition_id: UUID, command: Propose) -> UUID:
    """Put it before somebody else; those who may agree are told that something waits, not of which case.

    Raises NotFound, Forbidden, DeletionWordsMissing, NoSuchPiece, WholeStillOpen, DeletionWaits, CaseHeld,
    StillProtected, NoSecondPerson, NoKeyYet, CaseLocked. 91/2025/QH15 art. 14; row 72 of the table of terms.
    """
    if len(command.words.strip()) < SHORTEST:
        raise DeletionWordsMissing
    locked = lock_petition(ctx, petition_id)
    who = ctx.actor.account_id
    if who is None or not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if not can_propose(ctx.actor, locked.facts(), concerned=is_concerned(ctx, petition_id, who)):
        raise Forbidden
    if command.reason not in deletion_reasons(ctx):
        raise Forbidden
    piece = _chosen(ctx, locked, command)
    _refuse_second(ctx, petition_id)
    closed = is_locked(ctx, petition_id)
    seconds = list_seconds(ctx, locked, with_key=closed)
    if not seconds:
        raise NoSecondPerson
    deletion_id = random_id()
    key = new_boxed_key(ctx, deletion_id, readers=[who, *seconds], locked=closed)
    said = {
        "words": command.words.strip(),
        "digest": digest_of(ctx, petition_id, command.material, command.item_id),
        "files": [one.hex for one in piece.files] if piece else [],
    }
    ctx.session.execute(
        insert(MaterialDeletion).values(
            id=deletion_id, petition_id=petition_id, agency_id=locked.agency_id, material=command.material,
            item_id=command.item_id, reason=command.reason, state=DELETION.initial, asked_by=who, asked_at=ctx.now,
            lapses_at=term_ends(ctx, row=ANSWER_ROW, agency_id=locked.agency_id), decided_by=None, decided_at=None,
            sealed_words=key.seal_json(said, part=WORDS), sealed_number=None,
        )
    )  # fmt: skip
    _record(ctx, locked, "deletion_ask", deletion_id, motive=command.reason.value, what=command.material.value)
    tell_officials(ctx, seconds, agency_id=locked.agency_id, kind=OfficialNoticeKind.OPENING_WAITS)
    return deletion_id


def approve_deletion(ctx: Context, deletion_id: UUID, *, number: str, digest: str) -> None:
    """The second person agrees to exactly what they saw, and it is destroyed in the same transaction.

    Raises NotFound, DeletionOver, Forbidden, TransitionNotAllowed, NumberMissing, MaterialChanged, CaseHeld,
    StillProtected, WholeStillOpen.
    """
    locked, row = _begin(ctx, deletion_id, DeletionAct.APPROVE)
    if not number.strip():
        raise NumberMissing
    material, item_id, reason = row.material, row.item_id, row.reason
    now, said = digest_of(ctx, locked.id, material, item_id), said_of(ctx, row)
    if now != digest or now != said.get("digest"):
        raise MaterialChanged
    refuse_if_needed(ctx, locked.id)
    if material is Material.CASE and locked.state not in PETITION.final:
        raise WholeStillOpen
    decided = {
        "decided_by": ctx.actor.account_id, "decided_at": ctx.now,
        "sealed_number": ctx.keys.seal(NUMBER, number.strip().encode(), bound_to=deletion_id.bytes),
    }  # fmt: skip
    asked_by = row.asked_by
    _end(ctx, deletion_id, DeletionAct.APPROVE, **decided)
    destroy(ctx, locked, material, item_id, along=[UUID(hex=one) for one in said.get("files", ())])
    timeline.append(ctx, case_id=locked.id, kind=Happened.MATERIAL_DELETED, what=material.value)
    _record(ctx, locked, "deletion_approve", deletion_id, motive=reason.value, what=material.value)
    # What lies in the log of changes, in dead rows and in the index is washed out as after resealing.
    outbox.publish(ctx, Resealed(petition_id=locked.id))
    tell_officials(ctx, [asked_by], agency_id=locked.agency_id, kind=OfficialNoticeKind.OPENING_ANSWERED)


def refuse_deletion(ctx: Context, deletion_id: UUID) -> None:
    """The second person does not agree; everything stays. Raises NotFound, DeletionOver, Forbidden,
    TransitionNotAllowed.
    """
    locked, row = _begin(ctx, deletion_id, DeletionAct.REFUSE)
    asked_by = row.asked_by
    _end(ctx, deletion_id, DeletionAct.REFUSE, decided_by=ctx.actor.account_id, decided_at=ctx.now)
    _record(ctx, locked, "deletion_refuse", deletion_id)
    tell_officials(ctx, [asked_by], agency_id=locked.agency_id, kind=OfficialNoticeKind.OPENING_ANSWERED)


def withdraw_deletion(ctx: Context, deletion_id: UUID) -> None:
    """The asker takes it back. Raises as `refuse_deletion`."""
    locked, _row = _begin(ctx, deletion_id, DeletionAct.WITHDRAW)
    _end(ctx, deletion_id, DeletionAct.WITHDRAW)
    _record(ctx, locked, "deletion_withdraw", deletion_id)


def end_deletions(ctx: Context) -> int:
    """By itself: what nobody answered in time lapses, its words go. Gives how many."""
    d = MaterialDeletion
    late = (d.state == DeletionState.ASKED) & (d.lapses_at <= ctx.now)
    columns = (d.id, d.agency_id, d.petition_id)
    # What somebody is answering just now is left to them.
    ended = ctx.session.execute(select(*columns).where(late).limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    for row in ended:
        _end(ctx, row.id, DeletionAct.LAPSE)
        audit.record(
            ctx, agency_id=row.agency_id, action="feedback:petition:deletion_lapse", subject_type=SUBJECT,
            subject_id=row.petition_id, deletion=str(row.id),
        )  # fmt: skip
    return len(ended)


def _chosen(ctx: Context, locked: Locked, command: Propose) -> Piece | None:
    """The piece; None for the whole. Raises NoSuchPiece, WholeStillOpen, CaseHeld, StillProtected."""
    refuse_if_needed(ctx, locked.id)
    if command.material is Material.CASE:
        if locked.state not in PETITION.final:
            raise WholeStillOpen
        return None
    wanted = (command.material, command.item_id)
    found = next((one for one in list_pieces(ctx, locked.id) if (one.material, one.id) == wanted), None)
    if found is None:
        raise NoSuchPiece
    return found


def _refuse_second(ctx: Context, petition_id: UUID) -> None:
    """One at a time; one that nobody answered in time is over and leaves the way free."""
    d = MaterialDeletion
    waiting = select(d.id, d.lapses_at).where(d.petition_id == petition_id, d.state == DeletionState.ASKED)
    row = ctx.session.execute(waiting).one_or_none()
    if row is None:
        return
    if row.lapses_at > ctx.now:
        raise DeletionWaits
    _end(ctx, row.id, DeletionAct.LAPSE)


def _begin(ctx: Context, deletion_id: UUID, act: DeletionAct) -> tuple[Locked, Any]:
    of = row_of(ctx, MaterialDeletion, deletion_id).petition_id
    locked, row = lock_request(ctx, MaterialDeletion, deletion_id, petition_id=of)
    facts = facts_of(ctx, row, locked.facts())
    over = DeletionOver if facts.over else None
    demand(possible=DELETION.allows(row.state, act), over=over, may=can_act_on(ctx.actor, act, facts))
    return locked, row


def _end(ctx: Context, deletion_id: UUID, act: DeletionAct, **values: Any) -> None:
    """What somebody wrote about it may repeat what was to go: it ends with the proposal."""
    state = DELETION.target(DeletionState.ASKED, act)
    d = MaterialDeletion
    ctx.session.execute(update(d).where(d.id == deletion_id).values(state=state, sealed_words=b"", **values))
    shred(ctx, deletion_id)


def _record(ctx: Context, locked: Locked, verb: str, deletion_id: UUID, **detail: str) -> None:
    record(ctx, locked, verb, deletion=str(deletion_id), **detail)
