"""Batches of lines: kept when checked, saved a line at a time, forgotten soon. NĐ 154/2026 art. 27: books may be
electronic; what stands in the paper book is brought in here, by the one way every petition takes at the desk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from casework.sealing import CaseKey, fresh_case_key
from core import outbox
from core.context import Context
from core.db import insert_row
from core.errors import DomainError
from core.ids import new_access_code, random_id
from feedback.bulk.doubles import kept_tag, numbered_before
from feedback.bulk.entering import entry_of
from feedback.bulk.errors import BookNumberTaken, ImportNotReady, NoGoodLine, NotStuck
from feedback.bulk.events import BatchToBeSaved
from feedback.bulk.lines import Line
from feedback.bulk.models import IntakeBatch, IntakeLine
from feedback.bulk.policies import can_take_in_many
from feedback.bulk.receipts import CODES_KEPT
from feedback.bulk.rows import (
    REPORT_PART,
    batch_row,
    change,
    entry_id_of,
    forget,
    line_part,
    lock_batch,
    lock_own,
    note_line,
    open_line,
    record,
    saved_values,
    told,
)
from feedback.bulk.sealing import BATCH, unwrap
from feedback.bulk.states import BatchSource, IntakeState, LineState
from feedback.desk.commands import EntryKeys
from feedback.desk.receiving import receive_at_desk

UNDECIDED_KEPT = timedelta(hours=24)
# No line for so long: whoever waits may start it once more.
STUCK_AFTER = timedelta(minutes=5)
# One message of the outbox saves so many: it is done long before the message would be handed over again.
PORTION = 100


@dataclass(frozen=True, slots=True)
class NewBatch:
    """A sheet that was checked: its key, its sealed file in the store, its good lines sealed already, its bad cells.

    `rows`: by `ready_row`, made outside the write transaction: two thousand seals take a second.
    """

    key: CaseKey
    agency_id: UUID
    file_key: str
    file_tag: bytes
    notice_version: str
    rows: Sequence[dict[str, Any]]
    bad: int
    report: Sequence[Mapping[str, Any]]


def keep_checked(ctx: Context, new: NewBatch) -> None:
    """Keep what was checked, sealed, until somebody says go; nothing is a petition yet. A sheet without one good line
    is kept too, for its marked copy. Raises Forbidden.
    """
    can_take_in_many(ctx.actor, new.agency_id).demand()
    insert_row(
        ctx.session,
        IntakeBatch,
        {
            **batch_row(ctx, new.key, new.agency_id, BatchSource.SHEET, new.notice_version),
            "state": IntakeState.CHECKED, "file_key": new.file_key, "file_tag": new.file_tag,
            "sealed_report": new.key.seal_json(list(new.report), part=REPORT_PART), "good": len(new.rows),
            "bad": new.bad, "expires_at": ctx.now + UNDECIDED_KEPT,
        },
    )  # fmt: skip
    if new.rows:
        ctx.session.execute(insert(IntakeLine), new.rows)
    record(ctx, new.agency_id, new.key.case_id, "check", good=len(new.rows), bad=new.bad)


def begin(ctx: Context, batch_id: UUID) -> None:
    """Say go: from now on lines become petitions in the background. Raises NotFound, ImportNotReady, NoGoodLine."""
    batch = lock_own(ctx, batch_id)
    if batch.state is not IntakeState.CHECKED:
        raise ImportNotReady
    if not batch.good:
        raise NoGoodLine
    change(ctx, batch_id, state=IntakeState.RUNNING, started_at=ctx.now, moved_at=ctx.now, expires_at=None)
    outbox.publish(ctx, BatchToBeSaved(batch_id))
    record(ctx, batch.agency_id, batch_id, "begin", good=batch.good)


def begin_again(ctx: Context, batch_id: UUID) -> None:
    """Start once more where it stopped, when nothing has moved for a while. Raises NotFound, NotStuck."""
    batch = lock_own(ctx, batch_id)
    if batch.state is not IntakeState.RUNNING or batch.moved_at > ctx.now - STUCK_AFTER:
        raise NotStuck
    change(ctx, batch_id, moved_at=ctx.now)
    outbox.publish(ctx, BatchToBeSaved(batch_id))


def drop(ctx: Context, batch_id: UUID) -> None:
    """Give up a checked batch; its file is removed after the commit. Raises NotFound, ImportNotReady."""
    batch = lock_own(ctx, batch_id)
    if batch.state is not IntakeState.CHECKED:
        raise ImportNotReady
    record(ctx, batch.agency_id, batch_id, "drop")
    forget(ctx, batch_id, state=IntakeState.DROPPED)


def save_next(ctx: Context, batch_id: UUID) -> bool:
    """Make the next waiting line a petition, or note why it cannot be one; False when none waits.

    The caller acts as the importer. Doing it again after a crash goes on with the next line: one transaction, one line.
    """
    batch = lock_batch(ctx, batch_id)
    if batch is None or batch.state is not IntakeState.RUNNING:
        return False
    one = IntakeLine
    found = ctx.session.execute(
        select(one.row, one.sealed)
        .where(one.batch_id == batch_id, one.state == LineState.READY)
        .order_by(one.row)
        .limit(1)
    ).one_or_none()
    if found is None:
        return False
    key = unwrap(ctx, BATCH, batch_id, batch.wrapped_key)
    line, keys = open_line(key, found.row, found.sealed)
    try:
        with ctx.session.begin_nested():
            if numbered_before(ctx, batch.agency_id, line):
                raise BookNumberTaken
            done = receive_at_desk(
                ctx, entry_of(line, keys, agency_id=batch.agency_id, notice_version=batch.notice_version)
            )
    except DomainError as error:
        note_line(ctx, batch_id, found.row, state=LineState.REFUSED, refusal=told(error))
    else:
        note_line(ctx, batch_id, found.row, **saved_values(key, found.row, line, done))
    change(ctx, batch_id, moved_at=ctx.now)
    return True


def importer_of(ctx: Context, batch_id: UUID) -> UUID | None:
    """Who brought in a batch that is under way; None when it is not."""
    b = IntakeBatch
    return ctx.session.execute(
        select(b.account_id).where(b.id == batch_id, b.state == IntakeState.RUNNING)
    ).scalar_one_or_none()


def refuse_rest(ctx: Context, batch_id: UUID, error: DomainError) -> None:
    """Note of every line still waiting that it cannot be saved: its importer may not any more."""
    batch = lock_batch(ctx, batch_id)
    if batch is not None and batch.state is IntakeState.RUNNING:
        one = IntakeLine
        waiting = update(one).where(one.batch_id == batch_id, one.state == LineState.READY)
        ctx.session.execute(waiting.values(state=LineState.REFUSED, refusal=told(error)))


def finish(ctx: Context, batch_id: UUID) -> None:
    """Note that no line waits any more. The file is removed after the commit; the codes open for a day."""
    batch = lock_batch(ctx, batch_id)
    if batch is None or batch.state is not IntakeState.RUNNING:
        return
    change(
        ctx, batch_id, state=IntakeState.DONE, finished_at=ctx.now, moved_at=ctx.now,
        expires_at=ctx.now + CODES_KEPT,
    )  # fmt: skip
    record(ctx, batch.agency_id, batch_id, "finish")


def ready_row(ctx: Context, key: CaseKey, agency_id: UUID, file_tag: bytes, row: int, line: Line) -> dict[str, Any]:
    """A good line as it is kept until it is a petition: sealed, with what its entry will be made of."""
    keys = EntryKeys(entry_id_of(ctx, file_tag, row), fresh_case_key(random_id()), new_access_code())
    kept = {
        "line": line.pack(), "entry_id": keys.entry_id.hex, "case_id": keys.case.case_id.hex,
        "case_key": keys.case.key.hex(), "code": keys.access_code,
    }  # fmt: skip
    return {
        "batch_id": key.case_id, "row": row, "state": LineState.READY, "sealed_code": None, "petition_id": None,
        "sealed": key.seal_json(kept, part=line_part(row)), "number": None, "refusal": None,
        "line_tag": kept_tag(ctx, agency_id, line),
    }  # fmt: skip
