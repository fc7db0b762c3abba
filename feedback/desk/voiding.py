"""Undoing one's own fresh entry: the petition is ended, its number never given again, and its sender can see it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update

from casework import timeline
from casework.sealing import open_case_key
from core import outbox
from core.context import Context
from core.errors import NotFound
from core.text import N_
from deadlines.services import stop_all
from feedback.desk.errors import VoidTooLate
from feedback.desk.models import DeskRecord
from feedback.desk.records import open_details
from feedback.desk.states import VoidReason
from feedback.events import SenderToBeTold
from feedback.machine import PETITION
from feedback.models import Petition
from feedback.services.moving import SUBJECT, lock_petition, record
from feedback.states import Act, Happened, PetitionState

UNDONE_WITHIN = timedelta(minutes=15)
_STOPPED = N_("Bản ghi tại bàn được huỷ")


def void_entry(ctx: Context, petition_id: UUID, reason: VoidReason) -> None:
    """Take back what one recorded oneself within the last quarter of an hour, while nobody has begun to work it.

    It stays a petition, ended: whoever holds its receipt sees that it was undone and why, and is told where they left
    a way. So nobody is sent home with a receipt for something that silently vanishes.
    Raises NotFound (not one's own), VoidTooLate.
    """
    locked = lock_petition(ctx, petition_id)
    desk = _own_record(ctx, petition_id)
    if (
        desk is None
        or locked.state is not PetitionState.RECEIVED
        or locked.version != 1
        or _too_late(ctx, desk, petition_id)
    ):
        raise VoidTooLate
    stop_all(ctx, subject_type=SUBJECT, subject_id=petition_id, reason=_STOPPED)
    state = PETITION.target(locked.state, Act.WITHDRAW)
    ctx.session.execute(
        update(Petition).where(Petition.id == petition_id)
        .values(state=state, version=locked.version + 1, closed_at=ctx.now)
    )  # fmt: skip
    ctx.session.execute(
        update(DeskRecord).where(DeskRecord.petition_id == petition_id)
        .values(voided_at=ctx.now, voided_by=ctx.actor.account_id, void_reason=reason, book_tag=None)
    )  # fmt: skip
    timeline.append(ctx, case_id=petition_id, kind=Happened.VOIDED, reason=reason)
    record(ctx, locked, "void", reason=reason.value)
    outbox.publish(ctx, SenderToBeTold(petition_id=petition_id, act="void"))


def undone_until(recorded_at: datetime) -> datetime:
    """Until when an entry may be undone."""
    return recorded_at + UNDONE_WITHIN


def _own_record(ctx: Context, petition_id: UUID) -> bytes | None:
    d = DeskRecord
    row = ctx.session.execute(
        select(d.sealed_details, d.recorded_by, d.voided_at).where(d.petition_id == petition_id)
    ).one_or_none()
    if row is None or ctx.actor.account_id is None or row.recorded_by != ctx.actor.account_id:
        raise NotFound
    return None if row.voided_at else row.sealed_details


def _too_late(ctx: Context, sealed_details: bytes, petition_id: UUID) -> bool:
    details = open_details(open_case_key(ctx, petition_id), sealed_details)
    return ctx.now > undone_until(details.recorded_at)
