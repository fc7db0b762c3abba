"""Survey answers, counter by counter in the order of their hours, closed into batches and counted as they come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from bootstrap.runtime import Runtime
from core import audit
from core.clock import local_date
from core.context import Context
from core.ids import uuid7
from demo.volume.petitions import rising_id, spread
from demo.volume.writing import Writer
from surveys import summaries
from surveys.batches import BATCH_SIZE, QUIET, leaf_of, root_of
from surveys.forms import COUNTER, OVERALL
from surveys.ingest import coarse
from surveys.models import SurveyAnswer, SurveyBatch
from surveys.states import Channel, Validity

_YEAR = 365.0
_CHANNELS = (Channel.QR, Channel.KIOSK, Channel.WEB, Channel.PAPER)


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
    done = 0
    with runtime.reading() as ctx:
        last = coarse(ctx.now - QUIET)
    for counter, share in zip(counters, spread(count, len(counters)), strict=True):
        hours = sorted(coarse(last - timedelta(days=rng.uniform(0, _YEAR))) for _ in range(share))
        for start in range(0, share, BATCH_SIZE):
            part = hours[start : start + BATCH_SIZE]
            batch = _Batch(rng, counter, part, done, count)
            with runtime.transaction() as ctx:
                batch.write(ctx)
            done += len(part)
        tell(done)


class _Batch:
    """Answers of one counter, closed together; worked out before the write lock is taken."""

    def __init__(self, rng: Random, counter: Counter, hours: Sequence[datetime], done: int, count: int) -> None:
        self._counter, self._id = counter, uuid7()
        ids = [rising_id(rng, done + place, count) for place in range(len(hours))]
        self._rows = [_row(rng, counter, hour, one, self._id) for hour, one in zip(hours, ids, strict=True)]
        self._rows.sort(key=lambda row: (row["hour"], row["id"].bytes))
        self._counts: summaries.Counts = {}
        for row in self._rows:
            row["leaf"] = leaf_of(SimpleNamespace(**row))
            day = local_date(row["hour"])
            cell = summaries.Cell(counter.id, day, OVERALL, Validity.VALID, counter.agency_id)
            summaries.count(self._counts, cell, row["overall"])
        self._root = root_of([row["leaf"] for row in self._rows])

    def write(self, ctx: Context) -> None:
        """The batch, its answers, their counts, and its link in the chain."""
        agency_id, writer = self._counter.agency_id, Writer()
        closed = {"id": self._id, "agency_id": agency_id, "closed_at": ctx.now, "answers": len(self._rows)}
        writer.add(SurveyBatch, {**closed, "root": self._root})
        for row in self._rows:
            writer.add(SurveyAnswer, row)
        writer.write(ctx)
        summaries.add(ctx.session, self._counts)
        link = audit.Link(
            agency_id=agency_id, at=ctx.now, action="surveys:answers:closed", subject_type="survey_batch",
            subject_id=str(self._id), detail={"answers": len(self._rows), "root": self._root.hex()},
        )  # fmt: skip
        audit.record_many(ctx, [link])


def _row(rng: Random, counter: Counter, hour: datetime, answer_id: UUID, batch_id: UUID) -> dict[str, Any]:
    return {
        "id": answer_id, "form_id": COUNTER.id, "agency_id": counter.agency_id, "service_point_id": counter.id,
        "hour": hour, "overall": rng.choices((1, 2, 3, 4, 5), (2, 4, 10, 34, 50))[0], "details": None,
        "comment_sealed": None, "comment_digest": None, "comment_state": None, "comment_text": None,
        "channel": rng.choices(_CHANNELS, (60, 25, 10, 5))[0], "language": "vi", "validity": Validity.VALID,
        "validity_reason": "", "batch_id": batch_id, "leaf": b"",
    }  # fmt: skip
