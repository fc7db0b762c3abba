"""Closing answers into the audit chain, a batch at a time, and proving later that they are still the same."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select, update

from core import audit
from core.clock import local
from core.context import Context
from core.ids import uuid7
from surveys.models import SurveyAnswer, SurveyBatch

# A receipt lives an hour, an answer is dated to the hour it began: after two hours nothing can be added any more.
QUIET = timedelta(hours=3)
BATCH_SIZE = 2000
_COLUMNS = (
    SurveyAnswer.id, SurveyAnswer.form_id, SurveyAnswer.service_point_id, SurveyAnswer.hour, SurveyAnswer.overall,
    SurveyAnswer.details, SurveyAnswer.comment_digest, SurveyAnswer.channel, SurveyAnswer.language,
    SurveyAnswer.waited,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class BrokenBatch:
    """A batch whose answers no longer are what was closed."""

    batch_id: uuid.UUID
    agency_id: uuid.UUID
    reason: str


def seal_batch(ctx: Context) -> int:
    """Close up to a batch of finished answers per agency into its audit chain; gives how many were closed.

    Idempotent work for cron: call until it gives 0.
    """
    a = SurveyAnswer
    finished = (a.batch_id.is_(None), a.hour <= ctx.now - QUIET)
    agencies = ctx.session.scalars(select(a.agency_id).where(*finished).distinct().order_by(a.agency_id)).all()
    return sum(_close(ctx, agency_id, finished) for agency_id in agencies)


def _close(ctx: Context, agency_id: uuid.UUID, finished: Sequence[Any]) -> int:
    a = SurveyAnswer
    rows = ctx.session.execute(
        select(*_COLUMNS).where(a.agency_id == agency_id, *finished).order_by(a.hour, a.id).limit(BATCH_SIZE)
        .with_for_update(skip_locked=True)
    ).all()  # fmt: skip
    if not rows:
        return 0
    batch_id, leaves = uuid7(), [leaf_of(row) for row in rows]
    root = root_of(leaves)
    ctx.session.execute(
        insert(SurveyBatch).values(id=batch_id, agency_id=agency_id, closed_at=ctx.now, answers=len(rows), root=root)
    )
    table = cast(Table, a.__table__)
    ctx.session.execute(
        update(table).where(table.c.id == bindparam("answer_id")).values(batch_id=batch_id, leaf=bindparam("hashed")),
        [{"answer_id": row.id, "hashed": leaf} for row, leaf in zip(rows, leaves, strict=True)],
    )
    audit.record(
        ctx, agency_id=agency_id, action="surveys:answers:closed", subject_type="survey_batch", subject_id=batch_id,
        answers=len(rows), root=root.hex(),
    )  # fmt: skip
    return len(rows)


def verify_batches(ctx: Context) -> Iterator[BrokenBatch]:
    """Compare each closed batch with its answers and with its link in the audit chain; nothing yielded means all hold.

    The chain itself is `core.audit.verify`'s.
    """
    b, e, d = SurveyBatch, audit.AuditEntry, audit.AuditDetail
    entries = (
        select(e.subject_id, d.detail)
        .outerjoin(d, d.entry_id == e.id)
        .where(e.subject_type == "survey_batch", e.action == "surveys:answers:closed")
    )
    chained = {row.subject_id: row.detail for row in ctx.session.execute(entries)}
    for batch in ctx.session.execute(select(b.id, b.agency_id, b.answers, b.root).order_by(b.id)):
        reason = _fault(ctx, batch, chained.pop(str(batch.id), None))
        if reason:
            yield BrokenBatch(batch.id, batch.agency_id, reason)
    for subject_id in chained:
        yield BrokenBatch(uuid.UUID(subject_id), uuid.UUID(int=0), "the batch is missing")


def _fault(ctx: Context, batch: Any, detail: dict[str, Any] | None) -> str | None:
    if detail is None or detail.get("root") != batch.root.hex():
        return "the audit chain says otherwise"
    a = SurveyAnswer
    rows = ctx.session.execute(
        select(*_COLUMNS, a.comment_sealed, a.leaf).where(a.batch_id == batch.id).order_by(a.hour, a.id)
    ).all()
    if len(rows) != batch.answers:
        return f"{batch.answers} answers were closed, {len(rows)} are there"
    for row in rows:
        if leaf_of(row) != row.leaf:
            return f"answer {row.id} was changed"
        if row.comment_sealed is not None and hashlib.sha256(row.comment_sealed).digest() != row.comment_digest:
            return f"the comment of {row.id} was changed"
    return None if root_of([row.leaf for row in rows]) == batch.root else "an answer was put in the place of another"


def leaf_of(row: Any) -> bytes:
    """The hash of what is closed of an answer."""
    details = "-" if row.details is None else ",".join(f"{key}={row.details[key]}" for key in sorted(row.details))
    parts = [
        row.id.hex, row.form_id.hex, row.service_point_id.hex, local(row.hour).isoformat(), str(row.overall), details,
        row.comment_digest.hex() if row.comment_digest else "-", row.channel.value, row.language,
        # Said only of those that waited: what was closed before anything could wait keeps its hash.
        *([str(row.waited)] if row.waited else []),
    ]  # fmt: skip
    return hashlib.sha256("\x1f".join(parts).encode()).digest()


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The hash of a batch: over its leaves in the order of hour and id."""
    return hashlib.sha256(b"".join(leaves)).digest()
