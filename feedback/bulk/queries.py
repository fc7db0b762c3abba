"""Reads of batches: whoever brought one in sees it, nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from agencies.queries import get_card, list_children
from agencies.states import AgencyKind
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from feedback.bulk.lines import Line
from feedback.bulk.models import IntakeBatch, IntakeLine
from feedback.bulk.policies import can_take_in_many
from feedback.bulk.reading import Place
from feedback.bulk.rows import FILE_PART, REPORT_PART, open_line
from feedback.bulk.sealing import BATCH, unwrap
from feedback.bulk.states import BatchSource, IntakeState, LineState


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as its owner sees it."""

    id: UUID
    agency_id: UUID
    source: BatchSource
    state: IntakeState
    good: int
    bad: int
    saved: int
    refused: int
    created_at: datetime
    finished_at: datetime | None
    moved_at: datetime
    codes_shown_at: datetime | None
    expires_at: datetime | None
    readable: bool
    file_key: str | None

    def waiting(self) -> int:
        """Lines that are not done yet."""
        return max(0, self.good - self.saved - self.refused)


@dataclass(frozen=True, slots=True)
class SavedLine:
    """What became of a line."""

    row: int
    state: LineState
    petition_id: UUID | None
    number: str | None
    refusal: Mapping[str, Any] | None


_COLUMNS = (
    "id", "agency_id", "source", "state", "good", "bad", "created_at", "finished_at", "moved_at", "codes_shown_at",
    "expires_at", "file_key",
)  # fmt: skip


def list_batches(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[BatchView]:
    """One's own batches, newest first."""
    statement = _batches().where(IntakeBatch.account_id == viewer.account_id)
    keys = (IntakeBatch.created_at, IntakeBatch.id)
    rows = ctx.session.execute(keyset(statement, keys, page, descending=True)).all()
    found = [_view(row) for row in rows if can_take_in_many(viewer, row.agency_id)]
    return take(found, page, lambda view: (view.created_at, view.id))


def get_batch(ctx: Context, batch_id: UUID, *, viewer: Actor) -> BatchView:
    """One's own batch. Raises NotFound."""
    row = ctx.session.execute(
        _batches().where(IntakeBatch.id == batch_id, IntakeBatch.account_id == viewer.account_id)
    ).one_or_none()
    if row is None or not can_take_in_many(viewer, row.agency_id):
        raise NotFound
    return _view(row)


def list_lines(ctx: Context, batch: BatchView, *, page: PageRequest) -> Page[SavedLine]:
    """What became of the lines of a batch, in the order of the sheet; those still waiting are left out."""
    one = IntakeLine
    statement = select(one.row, one.state, one.petition_id, one.number, one.refusal).where(
        one.batch_id == batch.id, one.state != LineState.READY
    )
    rows = ctx.session.execute(keyset(statement, (one.row,), page)).all()
    return take([SavedLine(*row) for row in rows], page, lambda line: (line.row,))


def read_report(ctx: Context, batch: BatchView) -> Sequence[Mapping[str, Any]]:
    """The bad cells of a checked sheet; empty once they are erased."""
    row = ctx.session.execute(
        select(IntakeBatch.wrapped_key, IntakeBatch.sealed_report).where(IntakeBatch.id == batch.id)
    ).one()
    if row.wrapped_key is None or row.sealed_report is None:
        return []
    key = unwrap(ctx, BATCH, batch.id, row.wrapped_key)
    report: Sequence[Mapping[str, Any]] = key.open_json(row.sealed_report, part=REPORT_PART)
    return report


def read_ready(ctx: Context, batch: BatchView, *, most: int) -> Sequence[tuple[int, Line]]:
    """The first good lines of a checked sheet, for its owner to look over."""
    one, b = IntakeLine, IntakeBatch
    wrapped = ctx.session.execute(select(b.wrapped_key).where(b.id == batch.id)).scalar_one()
    rows = ctx.session.execute(
        select(one.row, one.sealed)
        .where(one.batch_id == batch.id, one.state == LineState.READY)
        .order_by(one.row).limit(most)
    ).all()  # fmt: skip
    if not rows:
        return []
    key = unwrap(ctx, BATCH, batch.id, wrapped)
    return [(row.row, open_line(key, row.row, row.sealed)[0]) for row in rows]


def find_imported(ctx: Context, *, agency_id: UUID, file_tag: bytes) -> datetime | None:
    """When this very file was imported at the desk; None when it was not."""
    b = IntakeBatch
    gone_in = (IntakeState.RUNNING, IntakeState.DONE)
    return ctx.session.execute(
        select(b.started_at).where(b.agency_id == agency_id, b.file_tag == file_tag, b.state.in_(gone_in)).limit(1)
    ).scalar_one_or_none()


def list_places(ctx: Context, agency_id: UUID) -> Sequence[Place]:
    """The places a line of this desk may name: a commune's hamlets, a province's communes."""
    if get_card(ctx, agency_id).kind == AgencyKind.COMMUNE:
        found = list_children(ctx, agency_id, AgencyKind.HAMLET)
        return [Place(card.id, card.name, card.short_name) for card in found]
    found = list_children(ctx, agency_id, AgencyKind.COMMUNE)
    return [Place(card.id, card.name, card.short_name, card.code) for card in found]


def _batches() -> Any:
    b, one = IntakeBatch, IntakeLine

    def count(state: LineState) -> Any:
        counted = select(func.count()).where(one.batch_id == b.id, one.state == state)
        return counted.scalar_subquery().label(state.value)

    return select(
        *(getattr(b, name) for name in _COLUMNS), b.wrapped_key.is_not(None).label("readable"),
        count(LineState.SAVED), count(LineState.REFUSED),
    )  # fmt: skip


def _view(row: Any) -> BatchView:
    return BatchView(
        **{name: getattr(row, name) for name in _COLUMNS}, saved=row.saved, refused=row.refused, readable=row.readable
    )


def read_file(ctx: Context, batch: BatchView) -> bytes:
    """The uploaded sheet, for its owner, as long as it is there. Raises NotFound."""
    b = IntakeBatch
    wrapped = ctx.session.execute(select(b.wrapped_key).where(b.id == batch.id)).scalar_one()
    if batch.file_key is None:
        raise NotFound
    try:
        return unwrap(ctx, BATCH, batch.id, wrapped).open(ctx.files.get(batch.file_key), part=FILE_PART)
    except KeyError:
        raise NotFound from None
