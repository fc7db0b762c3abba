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
from demo.volume.petitions import Writer, rising_id, spread
from surveys import summaries
from surveys.batches import BATCH_SIZE, QUIET, leaf_of, root_of
from surveys.forms import COUNTER, OVERALL
from surveys.ingest import coarse
from surveys.models import SurveyAnswer, SurveyBatch
from surveys.states import Channel, Validity

_YEAR = 365.0
_CHANNELS = (Channel.QR, Channel.KIOSK, Channel.WEB, Channel.PAPER)
BATCHES_AT_ONCE = 5


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
        step = BATCH_SIZE * BATCHES_AT_ONCE
        for start in range(0, share, step):
            with runtime.transaction() as ctx:
                for first in range(start, min(start + step, share), BATCH_SIZE):
                    part = hours[first : first + BATCH_SIZE]
                    _write_batch(ctx, rng, counter, part, done, count)
                    done += len(part)
            tell(done)


def _write_batch(ctx: Context, rng: Random, counter: Counter, hours: Sequence[datetime], done: int, count: int) -> None:
    batch_id = uuid7()
    rows = [_row(rng, counter, hour, rising_id(rng, done + place, count), batch_id) for place, hour in enumerate(hours)]
    rows.sort(key=lambda row: (row["hour"], row["id"].bytes))
    counts: summaries.Counts = {}
    leaves = []
    for row in rows:
        row["leaf"] = leaf_of(SimpleNamespace(**row))
        leaves.append(row["leaf"])
        day = local_date(row["hour"])
        cell = summaries.Cell(counter.id, day, OVERALL, Validity.VALID, counter.agency_id)
        summaries.count(counts, cell, row["overall"])
    root = root_of(leaves)
    writer = Writer()
    writer.add(SurveyBatch, {
        "id": batch_id, "agency_id": counter.agency_id, "closed_at": ctx.now, "answers": len(rows), "root": root,
    })  # fmt: skip
    for row in rows:
        writer.add(SurveyAnswer, row)
    writer.write(ctx)
    summaries.add(ctx.session, counts)
    link = audit.Link(
        agency_id=counter.agency_id, at=ctx.now, action="surveys:answers:closed", subject_type="survey_batch",
        subject_id=str(batch_id), detail={"answers": len(rows), "root": root.hex()},
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
