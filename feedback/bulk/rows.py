"""How batches and their lines are written down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Row, delete, select, update

from casework.sealing import CaseKey
from core import audit
from core.context import Context
from core.errors import DomainError, NotFound
from feedback.bulk.lines import Line
from feedback.bulk.models import IntakeBatch, IntakeLine
from feedback.bulk.policies import can_take_in_many
from feedback.bulk.sealing import BATCH, wrap
from feedback.bulk.states import BatchSource, IntakeState, LineState
from feedback.commands import Submitted
from feedback.desk.commands import EntryKeys

SUBJECT = "intake_batch"
REPORT_PART, FILE_PART = "report", "file"


def lock_batch(ctx: Context, batch_id: UUID) -> Row[Any] | None:
    """A batch, locked; None when there is none."""
    b = IntakeBatch
    wanted = (
        "agency_id",
        "account_id",
        "state",
        "wrapped_key",
        "notice_version",
        "good",
        "file_key",
        "moved_at",
        "codes_shown_at",
    )
    return ctx.session.execute(
        select(*(getattr(b, name) for name in wanted)).where(b.id == batch_id).with_for_update()
    ).one_or_none()


def batch_row(ctx: Context, key: CaseKey, agency_id: UUID, source: BatchSource, notice_version: str) -> dict[str, Any]:
    """The columns every new batch begins with."""
    nothing = ("file_key", "file_tag", "sealed_report", "started_at", "finished_at", "codes_shown_at", "expires_at")
    return {
        **dict.fromkeys(nothing), "id": key.case_id, "agency_id": agency_id, "account_id": ctx.actor.account_id,
        "source": source, "notice_version": notice_version, "wrapped_key": wrap(ctx, BATCH, key.case_id, key),
        "good": 0, "bad": 0, "created_at": ctx.now, "moved_at": ctx.now,
    }  # fmt: skip


def entry_id_of(ctx: Context, origin: UUID | bytes, row: int) -> UUID:
    """One row of one file (or page), one entry, whoever brings it in again."""
    whence = origin.bytes if isinstance(origin, UUID) else origin
    return UUID(bytes=ctx.keys.tag("intake-entry", whence + row.to_bytes(4, "big"))[:16], version=4)


def line_part(row: int) -> str:
    """As which part of the batch a line is sealed."""
    return f"line:{row}"


def code_part(row: int) -> str:
    """As which part of the batch the code of a line is sealed."""
    return f"code:{row}"


def saved_values(key: CaseKey, row: int, line: Line, done: Submitted) -> dict[str, Any]:
    """The columns of a line that is a petition now: number and sealed code, no word of it any more."""
    receipt = {"code": done.access_code, "book": line.book_number, "name": line.name}
    return {
        "state": LineState.SAVED, "sealed": None, "petition_id": done.petition_id, "number": done.number,
        "sealed_code": key.seal_json(receipt, part=code_part(row)),
    }  # fmt: skip


def note_line(ctx: Context, batch_id: UUID, row: int, **values: Any) -> None:
    """Write columns of a line."""
    one = IntakeLine
    ctx.session.execute(update(one).where(one.batch_id == batch_id, one.row == row).values(**values))


def told(error: DomainError) -> dict[str, Any]:
    """A broken rule as it is kept: its sentence and figures."""
    return {"text": error.text, "values": {name: str(value) for name, value in error.values.items()}}


def change(ctx: Context, batch_id: UUID, **values: Any) -> None:
    """Write columns of a batch; the caller holds its lock."""
    ctx.session.execute(update(IntakeBatch).where(IntakeBatch.id == batch_id).values(**values))


def record(ctx: Context, agency_id: UUID, batch_id: UUID, verb: str, **detail: Any) -> None:
    """Write an act on a batch into the audit log."""
    audit.record(
        ctx, agency_id=agency_id, action=f"feedback:intake_batch:{verb}", subject_type=SUBJECT, subject_id=batch_id,
        **detail,
    )  # fmt: skip


def lock_own(ctx: Context, batch_id: UUID) -> Row[Any]:
    """The actor's own batch, locked. Raises NotFound."""
    batch = lock_batch(ctx, batch_id)
    if batch is None or batch.account_id != ctx.actor.account_id:
        raise NotFound
    if not can_take_in_many(ctx.actor, batch.agency_id):
        raise NotFound
    return batch


def forget(ctx: Context, batch_id: UUID, *, state: IntakeState) -> None:
    """Erase the key and whatever was sealed under it: lines, report, codes. The file goes after the commit."""
    change(ctx, batch_id, state=state, wrapped_key=None, sealed_report=None, expires_at=None)
    one = IntakeLine
    ctx.session.execute(
        update(one).where(one.batch_id == batch_id, one.state != LineState.READY).values(sealed=None, sealed_code=None)
    )
    ctx.session.execute(delete(one).where(one.batch_id == batch_id, one.state == LineState.READY))


def open_line(key: CaseKey, row: int, sealed: bytes) -> tuple[Line, EntryKeys]:
    """A waiting line and what its entry will be made of."""
    kept = key.open_json(sealed, part=line_part(row))
    case = CaseKey(UUID(hex=kept["case_id"]), bytes.fromhex(kept["case_key"]))
    return Line.unpack(kept["line"]), EntryKeys(UUID(hex=kept["entry_id"]), case, kept["code"])
