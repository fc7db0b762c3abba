"""Questionnaires as they are asked, and the one that ships opened. A version is never edited once it was opened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from core.text import N_
from surveys.states import QuestionKind

OVERALL = "overall"
ASKED_EXTRA = "asked_extra"

# What a yes/no answer is stored as; 0 means "not applicable" for every kind and is left out of every share.
NOT_APPLICABLE, NO, YES = 0, 1, 2
HIGHEST = 5
# Counts keep five values to a cell: more options, and how many people ticked anything, go on in cells of their own.
PER_CELL = 5
RESPONDENTS = "+n"

# A number is stored by its place in the range asked for; several ticks are a list; all else is one small number.
Value = int | Sequence[int]


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. `points`: what it is worth where a set has a scale of points."""

    text: str
    english: str = ""
    points: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """bỏ qua: asked only when an earlier question was answered with one of these values."""

    question: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `confidential`: its results reach the head and the inspection only (law sheet §9.8).

    `temporary`: the wording is ours until the province confirms it. `low` and `high` bound a number.
    """

    key: str
    kind: QuestionKind
    text: str
    short: str
    confidential: bool = False
    english: str = ""
    options: tuple[Option, ...] = ()
    skippable: bool = False
    temporary: bool = False
    low: int = 0
    high: int = 0
    when: Condition | None = None

    @property
    def top(self) -> int:
        """The largest value an answer may hold."""
        if self.kind is QuestionKind.NUMBER:
            return self.high - self.low + 1
        return self.values[-1] if self.values else 0

    @property
    def values(self) -> Sequence[int]:
        """What can be chosen, "not applicable" aside; none for numbers and texts."""
        if self.kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
            return range(1, len(self.options) + 1)
        if self.kind in (QuestionKind.FACES, QuestionKind.LIKERT):
            return range(1, HIGHEST + 1)
        return (NO, YES) if self.kind is QuestionKind.YES_NO else ()

    def takes(self, value: Value) -> bool:
        """Whether it may be answered so; "not applicable" (0) is taken by all that are counted."""
        if self.kind is QuestionKind.TEXT:
            return False
        if isinstance(value, int):
            return NOT_APPLICABLE <= value <= self.top and (self.kind is not QuestionKind.MULTIPLE or value == 0)
        several = self.kind is QuestionKind.MULTIPLE and 0 < len(value) == len(set(value))
        return several and all(1 <= one <= self.top for one in value)


@dataclass(frozen=True, slots=True)
class Basis:
    """căn cứ: where a set comes from, and how surely we know it."""

    text: str
    confidence: str


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """phiếu khảo sát: one version of a named set of questions; the first is the one every answer holds."""

    id: UUID
    code: str
    version: int
    title: str
    questions: tuple[Question, ...]
    english_title: str = ""
    languages: tuple[str, ...] = ("vi",)
    basis: Basis | None = None

    @property
    def optional(self) -> tuple[Question, ...]:
        """The questions after the faces."""
        return self.questions[1:]

    @property
    def counted(self) -> tuple[Question, ...]:
        """The optional ones whose answers are counted."""
        return tuple(question for question in self.optional if question.kind is not QuestionKind.TEXT)

    def cell(self, question: Question) -> str:
        """Under which name a question is counted: each version apart, except what every version shares."""
        if question.key in SHARED or self.code == COUNTER_CODE:
            return question.key
        return f"{self.id.hex[:10]}.{question.key}"


def with_followers(questions: Iterable[Question]) -> tuple[Question, ...]:
    """A question that only some are asked tells how many those are: what follows a confidential one is confidential."""
    known: dict[str, bool] = {}
    found: list[Question] = []
    for question in questions:
        follows = question.when is not None and known.get(question.when.question, False)
        found.append(replace(question, confidential=question.confidential or follows))
        known[question.key] = found[-1].confidential
    return tuple(found)


def cells_of(form: QuestionSet, values: Mapping[str, Value]) -> Iterable[tuple[str, int]]:
    """What is counted of the answers: (cell, 0 … 5). Unknown keys are left out."""
    known = {question.key: question for question in form.counted}
    for key, value in values.items():
        if key in known:
            yield from _cells(known[key], form.cell(known[key]), value)


def _cells(question: Question, cell: str, value: Value) -> Iterable[tuple[str, int]]:
    if not isinstance(value, int):
        yield cell + RESPONDENTS, 1
        for one in value:
            yield _place(cell, one)
    elif question.kind is QuestionKind.NUMBER and value:
        yield cell, band(question, value)
    else:
        yield _place(cell, value)


def _place(cell: str, value: int) -> tuple[str, int]:
    chunk = max(0, value - 1) // PER_CELL
    return (f"{cell}+{chunk}", (value - 1) % PER_CELL + 1) if chunk else (cell, value)


def band(question: Question, value: int) -> int:
    """Into which of five equal parts of its range a number falls, 1 … 5."""
    return 1 + (value - 1) * PER_CELL // max(question.top, 1)


def band_bounds(question: Question) -> Sequence[tuple[int, int, int]]:
    """The parts of a number's range: (part, first number, last number). A short range leaves some parts out."""
    parts: dict[int, list[int]] = {}
    for value in range(1, question.top + 1):
        parts.setdefault(band(question, value), []).append(value + question.low - 1)
    return [(part, numbers[0], numbers[-1]) for part, numbers in sorted(parts.items())]


# Asked in the same words and read together over all versions.
SHARED = frozenset({OVERALL, ASKED_EXTRA})
COUNTER_CODE = "quay"
# Wording after the question set used at commune desks (attitude, waiting, guidance; extra payment is question 9 there).
COUNTER = QuestionSet(
    id=UUID("5b3f6a52-9c1e-4d7a-8f60-2f1d90c7a101"),
    code=COUNTER_CODE,
    version=1,
    title=N_("Đánh giá tại quầy"),
    questions=(
        Question(OVERALL, QuestionKind.FACES, N_("Bà con thấy quầy phục vụ thế nào?"), N_("Chung")),
        Question("attitude", QuestionKind.FACES, N_("Thái độ của người tiếp bà con"), N_("Thái độ")),
        Question("waiting", QuestionKind.FACES, N_("Thời gian phải chờ"), N_("Thời gian chờ")),
        Question("guidance", QuestionKind.FACES, N_("Hướng dẫn có rõ, dễ làm theo không"), N_("Hướng dẫn rõ")),
        Question(
            ASKED_EXTRA,
            QuestionKind.YES_NO,
            N_("Có ai gợi ý bà con chi thêm tiền ngoài phí, lệ phí không?"),
            N_("Bị gợi ý chi thêm tiền"),
            confidential=True,
        ),
    ),
)
SHIPPED = (COUNTER,)
_OPEN_KEYS = frozenset(question.key for question in COUNTER.questions if not question.confidential)


def is_for_all(cell: str) -> bool:
    """Whether the counts of a cell are for every official who reads results: of the shipped questions that are.

    Cells of other questionnaires name their version only: nobody knows from that whether they are confidential.
    """
    return cell.partition("+")[0] in _OPEN_KEYS
