from __future__ import annotations

import threading
import uuid
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bootstrap.survey_writer import SurveyWriter
from surveys.errors import AnswerNotSaved
from surveys.forms import OVERALL, SHIPPED
from surveys.ingest import record_answers
from surveys.models import SurveyAnswer, SurveyDay
from surveys.queries import find_asked
from surveys.states import Validity
from tests.support.counters import Counters


def counted(counters: Counters) -> dict[uuid.UUID, tuple[int, ...]]:
    d = SurveyDay
    with counters.runtime.reading() as ctx:
        rows = ctx.session.execute(
            select(d.service_point_id, d.c1, d.c2, d.c3, d.c4, d.c5).where(
                d.question == OVERALL, d.validity == Validity.VALID
            )
        )
        return {row[0]: tuple(row[1:]) for row in rows}


def stored(counters: Counters) -> int:
    with counters.runtime.reading() as ctx:
        return ctx.session.scalar(select(func.count()).select_from(SurveyAnswer)) or 0


def test_answers_and_counts_are_one_transaction(counters: Counters) -> None:
    counters.rate(5, 4, 4, 1)
    counters.rate(2, point=1)
    assert counted(counters) == {counters.points[0].id: (1, 0, 0, 2, 1), counters.points[1].id: (0, 1, 0, 0, 0)}


def test_the_same_answer_twice_counts_once(counters: Counters) -> None:
    answer = counters.answer(4)
    with counters.runtime.transaction() as ctx:
        assert record_answers(ctx, [answer, answer]) == {answer.id}
    with counters.runtime.transaction() as ctx:
        assert record_answers(ctx, [answer, counters.answer(5)]) != {answer.id}
    assert counted(counters)[counters.points[0].id] == (0, 0, 0, 1, 1)


def test_only_the_hour_is_kept(counters: Counters) -> None:
    counters.rate(3, at=counters.runtime.clock().replace(minute=47, second=12, microsecond=5))
    with counters.runtime.reading() as ctx:
        hour = ctx.session.scalars(select(SurveyAnswer.hour)).one()
    assert (hour.minute, hour.second, hour.microsecond) == (0, 0, 0)


def test_the_shipped_forms_are_in_the_database(counters: Counters) -> None:
    with counters.runtime.reading() as ctx:
        asked = find_asked(ctx, counters.points[0].id)
    assert asked is not None
    assert (asked.form, asked.person) == (SHIPPED[0], None)


def test_many_writers_lose_and_double_nothing(counters: Counters) -> None:
    answers = [counters.answer(1 + i % 5, point=i % 2) for i in range(150)]
    sent = answers + answers[::10]
    writers = [counters.runtime.survey_writer, SurveyWriter(counters.runtime.transaction)]
    with ThreadPoolExecutor(16) as pool:
        new = list(pool.map(lambda pair: writers[pair[0] % 2].save(pair[1]), enumerate(sent)))
    for writer in writers:
        writer.close()
    assert sum(new) == stored(counters) == 150
    expected = Counter((answer.service_point_id, answer.overall) for answer in answers)
    found = {
        (point, value): number
        for point, numbers in counted(counters).items()
        for value, number in enumerate(numbers, start=1)
    }
    assert {key: number for key, number in found.items() if number} == expected


def test_an_answer_that_cannot_be_saved_fails_alone(counters: Counters) -> None:
    """Both wait in one group: the writer is held back until both have come."""
    gate, entered = threading.Event(), threading.Event()

    @contextmanager
    def held_back():
        entered.set()
        assert gate.wait(30)
        with counters.runtime.transaction() as ctx:
            yield ctx

    writer = SurveyWriter(held_back)
    good, bad = counters.answer(4), replace(counters.answer(4), service_point_id=uuid.uuid4())
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(writer.save, counters.answer(5))
        assert entered.wait(30)
        results = [pool.submit(writer.save, good), pool.submit(writer.save, bad)]
        gate.set()
        assert first.result(30)
        assert results[0].result(30)
        with pytest.raises(AnswerNotSaved):
            results[1].result(30)
    writer.close()
    assert stored(counters) == 2


def test_closing_saves_what_waits_and_then_refuses(counters: Counters) -> None:
    writer = SurveyWriter(counters.runtime.transaction)
    assert writer.save(counters.answer(5))
    writer.close()
    with pytest.raises(AnswerNotSaved):
        writer.save(counters.answer(5))
    assert stored(counters) == 1
