"""What must hold after a storm: each number once, counts and proof equal to the answers, chains whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from bootstrap.runtime import Runtime
from bootstrap.survey_proof import walk_on
from core import audit
from core.clock import local_date, utc_now
from surveys import tickets
from surveys.answering import LATE
from surveys.batches import seal_batch, verify_batches
from surveys.forms import OVERALL
from surveys.models import SurveyAnswer, SurveyDay
from surveys.proof import running
from surveys.proof.queries import list_faults
from tests.crash.storm import Sending, Storm


def verify(runtime: Runtime, storm: Storm, sendings: Sequence[Sequence[Sending]]) -> str:
    """Each number once, with what was sent under it; counts, proof and chains hold. Gives a line to print."""
    sent = {sending.number: sending for client in sendings for sending in client}
    assert storm.acknowledged == Counter(sending.number for client in sendings for sending in client)
    rows = _rows(runtime)
    by_id = {tickets.answer_id(runtime.keys, number): sending for number, sending in sent.items()}
    assert len(rows) == len(by_id), f"{len(rows)} rows for {len(by_id)} numbers"
    assert {row_id: row.overall for row_id, row in rows.items()} == {
        answer_id: sending.score for answer_id, sending in by_id.items()
    }
    _counts_hold(runtime, rows)
    _proof_holds(runtime, len(rows))
    _chains_hold(runtime, len(rows))
    return f"{len(rows)} answers, each once; {storm.acknowledged.total()} acknowledged, {storm.interrupted} interrupted"


def _rows(runtime: Runtime) -> Mapping[UUID, Any]:
    a = SurveyAnswer
    with runtime.reading() as ctx:
        found = ctx.session.execute(select(a.id, a.service_point_id, a.hour, a.overall, a.validity, a.waited))
        return {row.id: row for row in found}


def _counts_hold(runtime: Runtime, rows: Mapping[UUID, Any]) -> None:
    """The counts of each day are those of the rows, worked out here by other means."""
    wanted: Counter[tuple[object, ...]] = Counter()
    for row in rows.values():
        for question in (OVERALL, LATE) if row.waited else (OVERALL,):
            wanted[row.service_point_id, local_date(row.hour), question, row.validity, row.overall] += 1
    d = SurveyDay
    with runtime.reading() as ctx:
        days = ctx.session.execute(
            select(d.service_point_id, d.day, d.question, d.validity, d.c0, d.c1, d.c2, d.c3, d.c4, d.c5)
        )
        kept = Counter({(*day[:4], value): number for day in days for value, number in enumerate(day[4:]) if number})
    assert kept == wanted


def _proof_holds(runtime: Runtime, answers: int) -> None:
    with runtime.transaction() as ctx:
        walk = running.begin(ctx)
    assert walk_on(runtime, walk)
    with runtime.reading() as ctx:
        assert list_faults(ctx) == []
        proved = select(running.SurveyProof.answers).where(running.SurveyProof.id == walk.id)
        assert ctx.session.scalar(proved) == answers


def _chains_hold(runtime: Runtime, answers: int) -> None:
    """Hours later all answers are closed into the audit chain, and it verifies."""
    later = replace(runtime, clock=lambda: utc_now() + timedelta(hours=5))
    closed = 1
    while closed:
        with later.transaction() as ctx:
            closed = seal_batch(ctx)
    with runtime.reading() as ctx:
        assert list(audit.verify(ctx)) == []
        assert list(verify_batches(ctx)) == []
        not_closed = select(func.count()).where(SurveyAnswer.batch_id.is_(None))
        assert ctx.session.scalar(not_closed) == 0
        assert ctx.session.scalar(select(func.count()).select_from(SurveyAnswer)) == answers
