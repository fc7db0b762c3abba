"""Numbers and codes of a batch: shown to whoever brought it in, for a short time; then nobody can read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, select

from core.context import Context
from core.errors import NotFound
from feedback.bulk.errors import ReceiptsGone
from feedback.bulk.models import IntakeBatch, IntakeLine
from feedback.bulk.policies import can_take_in_many
from feedback.bulk.rows import change, code_part, forget, lock_own, record
from feedback.bulk.sealing import BATCH, unwrap
from feedback.bulk.states import IntakeState, LineState

CODES_KEPT = timedelta(hours=24)
# Once they were on a screen: time enough for a printer that jams, not for a stranger at the desk tomorrow.
CODES_SHOWN = timedelta(hours=1)
FORGOTTEN_AFTER = timedelta(days=400)
SWEPT_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Slip:
    """What the sender of one line gets."""

    row: int
    number: str
    book_number: str
    name: str = field(repr=False)
    access_code: str = field(repr=False)


def show_codes(ctx: Context, batch_id: UUID) -> None:
    """Let the codes be seen from now on, for an hour; that they were is audited. Raises NotFound, ReceiptsGone."""
    batch = lock_own(ctx, batch_id)
    if batch.state is not IntakeState.DONE or batch.wrapped_key is None:
        raise ReceiptsGone
    if batch.codes_shown_at is None:
        change(ctx, batch_id, codes_shown_at=ctx.now, expires_at=ctx.now + CODES_SHOWN)
    record(ctx, batch.agency_id, batch_id, "show_codes")


def forget_codes(ctx: Context, batch_id: UUID) -> None:
    """Erase them now: they are printed. Raises NotFound, ReceiptsGone."""
    batch = lock_own(ctx, batch_id)
    if batch.state is not IntakeState.DONE or batch.wrapped_key is None:
        raise ReceiptsGone
    record(ctx, batch.agency_id, batch_id, "forget_codes")
    forget(ctx, batch_id, state=IntakeState.DONE)


def read_slips(ctx: Context, batch_id: UUID) -> Sequence[Slip]:
    """The slips of one's own batch while its codes may be seen. Raises NotFound, ReceiptsGone."""
    b, one = IntakeBatch, IntakeLine
    batch = ctx.session.execute(
        select(b.agency_id, b.wrapped_key, b.codes_shown_at, b.expires_at)
        .where(b.id == batch_id, b.account_id == ctx.actor.account_id)
    ).one_or_none()  # fmt: skip
    if batch is None or not can_take_in_many(ctx.actor, batch.agency_id):
        raise NotFound
    if batch.wrapped_key is None or batch.codes_shown_at is None or batch.expires_at <= ctx.now:
        raise ReceiptsGone
    key = unwrap(ctx, BATCH, batch_id, batch.wrapped_key)
    rows = ctx.session.execute(
        select(one.row, one.number, one.sealed_code)
        .where(one.batch_id == batch_id, one.state == LineState.SAVED, one.sealed_code.is_not(None))
        .order_by(one.row)
    )
    found = []
    for row in rows:
        kept = key.open_json(row.sealed_code or b"", part=code_part(row.row))
        found.append(Slip(row.row, row.number or "", kept["book"], kept["name"], kept["code"]))
    return found


def sweep_batches(ctx: Context) -> int:
    """Forget what is over, some at a time: sheets nobody said go to, codes nobody needs any more. How many."""
    b = IntakeBatch
    rows = ctx.session.execute(
        select(b.id, b.state).where(b.expires_at <= ctx.now).order_by(b.expires_at).limit(SWEPT_AT_ONCE)
    ).all()
    for row in rows:
        undecided = row.state is IntakeState.CHECKED
        forget(ctx, row.id, state=IntakeState.DROPPED if undecided else row.state)
    return len(rows)


def list_left_files(ctx: Context) -> Sequence[tuple[UUID, str]]:
    """Files of batches that are over: what a crash between commit and removal left behind."""
    b = IntakeBatch
    over = (IntakeState.DONE, IntakeState.DROPPED)
    rows = ctx.session.execute(
        select(b.id, b.file_key).where(b.file_key.is_not(None), b.state.in_(over)).limit(SWEPT_AT_ONCE)
    )
    return [(row.id, row.file_key) for row in rows if row.file_key]


def note_file_gone(ctx: Context, batch_id: UUID) -> None:
    """The file of a batch was removed from the store."""
    change(ctx, batch_id, file_key=None)


def forget_old_batches(ctx: Context) -> int:
    """Drop the bare figures of more than a year ago, some at a time; how many."""
    b = IntakeBatch
    over = (IntakeState.DONE, IntakeState.DROPPED)
    old = select(b.id).where(b.created_at < ctx.now - FORGOTTEN_AFTER, b.state.in_(over)).limit(SWEPT_AT_ONCE)
    ids = list(ctx.session.execute(old).scalars())
    ctx.session.execute(delete(IntakeLine).where(IntakeLine.batch_id.in_(ids)))
    ctx.session.execute(delete(b).where(b.id.in_(ids)))
    return len(ids)
