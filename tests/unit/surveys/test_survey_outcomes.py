"""Cells of every kind of question, what is read back from them, and the classes of the nine indicators."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answering import asked_of, next_page, pages_of
from surveys.building.ready import find_ready, ready_sets
from surveys.forms import ASKED_EXTRA, COUNTER, Option, Question, QuestionSet, band, band_bounds, cells_of
from surveys.outcomes import grade_of, outcomes_of
from surveys.states import QuestionKind
from surveys.statistics import Tally

KINDS = st.sampled_from([kind for kind in QuestionKind if kind is not QuestionKind.TEXT])


@st.composite
def questions(draw: st.DrawFn) -> Question:
    kind = draw(KINDS)
    chosen = kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
    options = tuple(Option(f"o{n}") for n in range(draw(st.integers(2, 12)))) if chosen else ()
    low = draw(st.integers(-20, 20))
    return Question("q", kind, "Câu", "Câu", options=options, low=low, high=low + draw(st.integers(1, 300)))


def a_value(question: Question) -> st.SearchStrategy[Any]:
    if question.kind is QuestionKind.MULTIPLE:
        return st.lists(st.integers(1, question.top), min_size=1, unique=True)
    return st.integers(0, question.top)


@given(st.data())
def test_what_is_counted_is_read_back_for_every_kind(data: st.DataObject) -> None:
    question = data.draw(questions())
    form = QuestionSet(uuid4(), "p-x", 1, "Phiếu", (COUNTER.questions[0], question))
    values = data.draw(st.lists(a_value(question), max_size=30))
    assert all(question.takes(value) for value in values)
    cells: dict[str, list[int]] = {}
    for value in values:
        for name, number in cells_of(form, {"q": value}):
            assert len(name) <= 40
            cells.setdefault(name, [0] * 6)[number] += 1
    (outcome,) = outcomes_of(form, {name: Tally(tuple(counts)) for name, counts in cells.items()})  # type: ignore[arg-type]
    given_values = [value for value in values if value != 0]
    if question.kind is QuestionKind.MULTIPLE:
        expected = Counter(one for value in given_values for one in value)
    elif question.kind is QuestionKind.NUMBER:
        expected = Counter(band(question, value) for value in given_values)
    else:
        expected = Counter(given_values)
    assert dict(outcome.counts) == {value: expected[value] for value, _ in outcome.counts}
    assert sum(expected.values()) == sum(count for _, count in outcome.counts)
    assert outcome.n == len(given_values)


@given(questions())
def test_nothing_beyond_the_question_is_taken(question: Question) -> None:
    assert not question.takes(question.top + 1)
    assert not question.takes(-1)
    assert not question.takes([])
    assert not question.takes([1, 1])
    assert not question.takes([0])
    assert question.takes([1]) == (question.kind is QuestionKind.MULTIPLE)


@given(st.integers(-50, 50), st.integers(1, 1000))
def test_bands_hold_every_number_once_and_in_order(low: int, width: int) -> None:
    question = Question("q", QuestionKind.NUMBER, "Câu", "Câu", low=low, high=low + width)
    bounds = band_bounds(question)
    numbers = [number for _, first, last in bounds for number in range(first, last + 1)]
    assert numbers == list(range(low, low + width + 1))


def test_what_all_versions_share_is_counted_under_one_name_all_else_apart() -> None:
    family = find_ready("pks05-mot-cua")
    assert family is not None
    first, second = (replace(family.form, id=uuid4()) for _ in range(2))
    names = [dict(cells_of(form, {ASKED_EXTRA: 2, "q3_attitude": 1})) for form in (first, second)]
    assert names[0].keys() & names[1].keys() == {ASKED_EXTRA}


def nine(points: list[int]) -> tuple[QuestionSet, dict[str, Tally]]:
    """Five people who all give the nine indicators these points (the options are worth 2, 1, 0)."""
    ready = find_ready("chin-chi-so-mot-cua")
    assert ready is not None
    form = replace(ready.form, id=uuid4(), code="p-x")
    cells = {}
    for question, worth in zip(form.counted, points, strict=True):
        counts = [0] * 6
        counts[3 - worth] = 5
        cells[form.cell(question)] = Tally(tuple(counts))  # type: ignore[arg-type]
    return form, cells


@pytest.mark.parametrize(
    ("total", "name"),
    [
        (18, "Xuất sắc"), (16, "Xuất sắc"), (15, "Xuất sắc"), (14, "Tốt"), (12, "Tốt"), (11, "Khá"), (9, "Khá"),
        (8, "Trung bình"), (6, "Trung bình"), (5, "Yếu"), (0, "Yếu"),
    ],
)  # fmt: skip
def test_exactly_fifteen_is_excellent(total: int, name: str) -> None:
    points = [2] * (total // 2) + [1] * (total % 2)
    form, cells = nine(points + [0] * (9 - len(points)))
    grade = grade_of(outcomes_of(form, cells))
    assert grade is not None
    assert (round(grade.points, 6), grade.name, grade.confidence) == (total, name, "medium")


def test_too_few_answers_to_one_indicator_give_no_class() -> None:
    form, cells = nine([2] * 9)
    cells[form.cell(form.counted[4])] = Tally((9, 4, 0, 0, 0, 0))
    assert grade_of(outcomes_of(form, cells)) is None
    assert grade_of(outcomes_of(COUNTER, {})) is None


def test_no_ready_set_calls_itself_what_it_is_not() -> None:
    for ready in ready_sets():
        assert "SIPAS" not in str(ready.document)
        assert ready.form.basis is not None
    assert sum(ready.is_empty for ready in ready_sets()) == 6


def test_who_answers_otherwise_is_not_asked_and_pages_never_hold_a_question_with_what_it_depends_on() -> None:
    for ready in ready_sets():
        for page in pages_of(ready.form):
            keys = {question.key for question in page}
            assert not any(question.when and question.when.question in keys for question in page)
    family = find_ready("pks05-mot-cua")
    assert family is not None
    heard = {"q7_asked": 2}
    assert "q7_heard" in {question.key for question in asked_of(family.form, heard)}
    for values in ({}, {"q7_asked": 1}, {"q7_asked": 0}):
        assert "q7_heard" not in {question.key for question in asked_of(family.form, values)}
    assert next_page(family.form, {}, 99) is None


def scored(worst: int) -> QuestionSet:
    options = (Option("a", points=18), Option("b", points=worst))
    question = Question("q", QuestionKind.SINGLE, "Câu", "Câu", options=options)
    return QuestionSet(uuid4(), "p-x", 1, "Phiếu", (COUNTER.questions[0], question))


def test_a_scale_from_below_zero_still_has_a_class() -> None:
    form = scored(-18)
    grade = grade_of(outcomes_of(form, {form.cell(form.questions[1]): Tally((0, 0, 9, 0, 0, 0))}))
    assert grade is not None
    assert (grade.points, grade.name) == (-18, "Yếu")


def test_a_hair_below_a_class_is_not_said_to_have_reached_it() -> None:
    form = scored(0)
    # 18 points from 2 499 of 2 999: 14.9989…, "15.00" when it is rounded.
    grade = grade_of(outcomes_of(form, {form.cell(form.questions[1]): Tally((0, 2499, 500, 0, 0, 0))}))
    assert grade is not None
    assert (grade.name, grade.said) == ("Tốt", 14.99)
    whole = grade_of(outcomes_of(form, {form.cell(form.questions[1]): Tally((0, 2500, 500, 0, 0, 0))}))
    assert whole is not None
    assert (whole.name, whole.said) == ("Xuất sắc", 15.0)
