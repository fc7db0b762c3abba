"""Lines typed on one page: each saved at once, the same receipts afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update

from casework.sealing import CaseKey, fresh_case_key
from core.context import Context
from core.db import insert_row
from core.errors import NotFound
from core.ids import new_access_code, random_id
from feedback.bulk.doubles import kept_tag, numbered_before
from feedback.bulk.entering import entry_of
from feedback.bulk.errors import BookNumberTaken
from feedback.bulk.lines import Line
from feedback.bulk.models import IntakeBatch, IntakeLine
from feedback.bulk.policies import can_take_in_many
from feedback.bulk.receipts import CODES_KEPT
from feedback.bulk.rows import batch_row, code_part, entry_id_of, lock_batch, saved_values
from feedback.bulk.sealing import BATCH, unwrap
from feedback.bulk.states import BatchSource, IntakeState
from feedback.commands import Submitted
from feedback.desk.commands import EntryKeys
from feedback.desk.receiving import receive_at_desk
from feedback.models import Petition


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line typed on the page of many lines: of which batch (its page), which line of it, for which desk."""

    batch_id: UUID
    row: int
    agency_id: UUID
    notice_version: str
    line: Line


def save_typed(ctx: Context, typed: TypedLine) -> Submitted:
    """Save one typed line at once. Sending the page again gives what was saved before.

    Raises Forbidden, NotFound, BookNumberTaken and what `receive_at_desk` raises.
    """
    can_take_in_many(ctx.actor, typed.agency_id).demand()
    key = _typed_key(ctx, typed)
    before = _saved_before(ctx, typed, key)
    if before is not None:
        return before
    if numbered_before(ctx, typed.agency_id, typed.line):
        raise BookNumberTaken
    keys = EntryKeys(entry_id_of(ctx, key.case_id, typed.row), fresh_case_key(random_id()), new_access_code())
    entry = entry_of(typed.line, keys, agency_id=typed.agency_id, notice_version=typed.notice_version)
    done = receive_at_desk(ctx, entry)
    values = {
        "batch_id": typed.batch_id, "row": typed.row, "sealed": None, "refusal": None,
        "line_tag": kept_tag(ctx, typed.agency_id, typed.line), **saved_values(key, typed.row, typed.line, done),
    }  # fmt: skip
    insert_row(ctx.session, IntakeLine, values)
    ctx.session.execute(
        update(IntakeBatch)
        .where(IntakeBatch.id == typed.batch_id)
        .values(good=IntakeBatch.good + 1, moved_at=ctx.now, finished_at=ctx.now, expires_at=ctx.now + CODES_KEPT)
    )
    return done


def _typed_key(ctx: Context, typed: TypedLine) -> CaseKey:
    """The key of the page's batch, made with its first line. Raises NotFound for somebody else's."""
    batch = lock_batch(ctx, typed.batch_id)
    if batch is None:
        key = fresh_case_key(typed.batch_id)
        row = batch_row(ctx, key, typed.agency_id, BatchSource.TYPED, typed.notice_version)
        moments = {"started_at": ctx.now, "finished_at": ctx.now, "expires_at": ctx.now + CODES_KEPT}
        insert_row(ctx.session, IntakeBatch, {**row, **moments, "state": IntakeState.DONE})
        return key
    if batch.account_id != ctx.actor.account_id or batch.agency_id != typed.agency_id:
        raise NotFound
    return unwrap(ctx, BATCH, typed.batch_id, batch.wrapped_key)


def _saved_before(ctx: Context, typed: TypedLine, key: CaseKey) -> Submitted | None:
    one, p = IntakeLine, Petition
    row = ctx.session.execute(
        select(one.petition_id, one.number, one.sealed_code, p.received_at, p.due_at)
        .join(p, p.id == one.petition_id)
        .where(one.batch_id == typed.batch_id, one.row == typed.row)
    ).one_or_none()
    if row is None:
        return None
    code = key.open_json(row.sealed_code, part=code_part(typed.row))["code"] if row.sealed_code else ""
    return Submitted(row.petition_id, row.number, code, row.received_at, row.due_at)
