"""Survey answers, counter by counter in the order of their hours, closed into batches and counted as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from bootstrap.runtime import Runtime
from core import audit
from core.clock import local_date
from core.context import Context
from core.ids import uuid7
from demo.volume.chance import Mix, rising_id, spread
from demo.volume.writing import Writer
from surveys import summaries
from surveys.answering import counted
from surveys.batches import BATCH_SIZE, QUIET, leaf_of, root_of
from surveys.forms import ASKED_EXTRA, COUNTER, NO, NOT_APPLICABLE, YES
from surveys.ingest import coarse
from surveys.models import SurveyAnswer, SurveyBatch
from surveys.states import Channel, Validity

# So many are made before the write lock is taken; batches are the product's own.
AT_ONCE = 20_000
_HOURS_A_YEAR = 365 * 24
_VALUES = Mix({1: 2, 2: 4, 3: 10, 4: 34, 5: 50})
_CHANNELS = Mix({Channel.QR: 55, Channel.KIOSK: 25, Channel.WEB: 10, Channel.SLIP: 5, Channel.PAPER: 5})
# One in three goes on to the second page; a few lay on a device first; of a thousand some are suspect or left out.
_GOES_ON, _WAITED = 0.33, 0.02
_HOURS_WAITED = Mix({1: 60, 5: 30, 30: 10})
_DOUBTS = Mix({Validity.VALID: 985, Validity.SUSPECT: 10, Validity.EXCLUDED: 5})
_REASONS = {Validity.VALID: "", Validity.SUSPECT: "Nhanh khác thường", Validity.EXCLUDED: "Thử máy"}
_FACES = Mix({NOT_APPLICABLE: 5, 1: 2, 2: 4, 3: 10, 4: 34, 5: 45})
_ASKED_EXTRA = Mix({NOT_APPLICABLE: 3, NO: 96, YES: 1})
_day_of = cache(local_date)


@dataclass(frozen=True, slots=True)
class Counter:
    """A service point and whose it is."""

    id: UUID
    agency_id: UUID


def load_answers(
    runtime: Runtime, counters: Sequence[Counter], *, count: int, seed: int = 7,
    tell: Callable[[int], None] = lambda _: None,
) -> None:  # fmt: skip
    """Write that many answers of the past year, every one closed into a batch of its agency."""
    rng = Random(f"{seed}/{count}/answers")
    with runtime.reading() as ctx:
        last = coarse(ctx.now - QUIET)
    group, done = _Group(), 0
    for batch in _batches(rng, counters, last, count):
        group.add(batch)
        if group.size >= AT_ONCE:
            done += group.write(runtime)
            tell(done)
    tell(done + group.write(runtime))


@dataclass(frozen=True, slots=True)
class _Batch:
    """Answers of one counter, closed together."""

    id: UUID
    counter: Counter
    rows: list[dict[str, Any]]
    counts: summaries.Counts

    @property
    def root(self) -> bytes:
        """The hash over its answers, which stand in the order of hour and id."""
        return root_of([row["leaf"] for row in self.rows])


class _Group:
    """Batches written in one transaction; all of it is worked out before the write lock is taken."""

    def __init__(self) -> None:
        self._writer, self.size = Writer(), 0
        self._counts: summaries.Counts = {}
        self._closed: list[tuple[_Batch, bytes]] = []

    def add(self, batch: _Batch) -> None:
        """One batch more."""
        self._closed.append((batch, batch.root))
        for cell, numbers in batch.counts.items():  # a day may lie in two batches
            known = self._counts.get(cell, [0] * 6)
            self._counts[cell] = [a + b for a, b in zip(known, numbers, strict=True)]
        self.size += len(batch.rows)

    def write(self, runtime: Runtime) -> int:
        """Write the batches, their answers, their counts, and their links in the chain; gives how many answers."""
        with runtime.transaction() as ctx:
            for batch, root in self._closed:
                self._writer.add(SurveyBatch, _closed(ctx, batch, root))
            for batch, _ in self._closed:
                self._writer.add_all(SurveyAnswer, batch.rows)
            self._writer.write(ctx)
            summaries.add(ctx.session, self._counts)
            audit.record_many(ctx, [_link(ctx, batch, root) for batch, root in self._closed])
        written, self._counts, self._closed, self.size = self.size, {}, [], 0
        return written


def _batches(rng: Random, counters: Sequence[Counter], last: datetime, count: int) -> Iterator[_Batch]:
    done = 0
    hours = [last - timedelta(hours=ago) for ago in range(_HOURS_A_YEAR, -1, -1)]
    for counter, share in zip(counters, spread(count, len(counters)), strict=True):
        when = sorted(rng.choices(hours, k=share))
        for start in range(0, share, BATCH_SIZE):
            part = when[start : start + BATCH_SIZE]
            ids = [rising_id(rng, done + place, count) for place in range(len(part))]
            yield _batch(rng, counter, part, ids)
            done += len(part)


def _batch(rng: Random, counter: Counter, hours: Sequence[datetime], ids: Sequence[UUID]) -> _Batch:
    """Hours and ids both rise: the rows come in the order in which their leaves are joined."""
    batch = _Batch(uuid7(), counter, [], {})
    cells: dict[tuple[date, str, Validity], list[int]] = {}
    for hour, answer_id in zip(hours, ids, strict=True):
        row = _row(rng, counter, hour, answer_id, batch.id)
        row["leaf"] = leaf_of(SimpleNamespace(**row))
        batch.rows.append(row)
        given = counted(
            COUNTER, overall=row["overall"], channel=row["channel"], details=row["details"] or {}, waited=row["waited"]
        )
        for name, value in given:
            cells.setdefault((_day_of(hour), name, row["validity"]), [0] * 6)[value] += 1
    for (day, name, validity), numbers in cells.items():
        batch.counts[summaries.Cell(counter.id, day, name, validity, counter.agency_id)] = numbers
    return batch


def _row(rng: Random, counter: Counter, hour: datetime, answer_id: UUID, batch_id: UUID) -> dict[str, Any]:
    validity = _DOUBTS.pick(rng)
    return {
        "id": answer_id, "form_id": COUNTER.id, "agency_id": counter.agency_id, "service_point_id": counter.id,
        "hour": hour, "overall": _VALUES.pick(rng), "details": _details(rng) if rng.random() < _GOES_ON else None,
        "comment_sealed": None, "comment_digest": None, "comment_state": None, "comment_text": None,
        "channel": _CHANNELS.pick(rng), "language": "vi", "validity": validity, "validity_reason": _REASONS[validity],
        "batch_id": batch_id, "leaf": b"", "waited": _HOURS_WAITED.pick(rng) if rng.random() < _WAITED else None,
    }  # fmt: skip


def _details(rng: Random) -> dict[str, Any]:
    faces = {question.key: _FACES.pick(rng) for question in COUNTER.optional if not question.confidential}
    return {**faces, ASKED_EXTRA: _ASKED_EXTRA.pick(rng)}


def _closed(ctx: Context, batch: _Batch, root: bytes) -> dict[str, Any]:
    return {
        "id": batch.id, "agency_id": batch.counter.agency_id, "closed_at": ctx.now, "answers": len(batch.rows),
        "root": root,
    }  # fmt: skip


def _link(ctx: Context, batch: _Batch, root: bytes) -> audit.Link:
    return audit.Link(
        agency_id=batch.counter.agency_id, at=ctx.now, action="surveys:answers:closed", subject_type="survey_batch",
        subject_id=str(batch.id), detail={"answers": len(batch.rows), "root": root.hex()},
    )  # fmt: skip
