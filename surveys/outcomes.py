"""What a version of a questionnaire brought, question by question, and the class of a set with points."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import floor
from pathlib import Path
from typing import Any

from surveys.forms import PER_CELL, RESPONDENTS, Question, QuestionSet, band_bounds
from surveys.states import QuestionKind
from surveys.statistics import SMALLEST_SHOWN, Tally

# Means of whole points: a hair below a bound, by the computer's arithmetic, is the bound.
_HAIR = 1e-9
_BANDS = Path(__file__).resolve().parent / "data" / "bands.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question's answers: how often each value was given, among how many who answered ("not applicable" aside)."""

    question: Question
    counts: tuple[tuple[int, int], ...]
    n: int
    skipped: int

    def share(self, count: int) -> float | None:
        """Its share of those who answered."""
        return count / self.n if self.n else None

    @property
    def points(self) -> float | None:
        """The mean of the points, where the options have some and enough people answered."""
        worth = [option.points for option in self.question.options]
        if not worth or any(one is None for one in worth) or self.n < SMALLEST_SHOWN:
            return None
        return sum(count * (worth[value - 1] or 0) for value, count in self.counts) / self.n


@dataclass(frozen=True, slots=True)
class Grade:
    """xếp loại: the sum of the points and the class it falls into; with where the scale comes from."""

    points: float
    highest: int
    name: str
    english: str
    basis: str
    confidence: str

    @property
    def said(self) -> float:
        """The points to two digits, never rounded up: what is said to be 15 is 15 and has the class of 15."""
        return floor(round(self.points * 100, 6)) / 100


def outcomes_of(form: QuestionSet, cells: Mapping[str, Tally]) -> Sequence[Outcome]:
    """The outcomes of a version from the counts by cell."""
    return [_outcome(question, form.cell(question), cells) for question in form.counted]


def _outcome(question: Question, cell: str, cells: Mapping[str, Tally]) -> Outcome:
    chunks = [cells.get(cell, Tally())]
    while (name := f"{cell}+{len(chunks)}") in cells or len(chunks) * PER_CELL < len(question.options):
        chunks.append(cells.get(name, Tally()))
    flat = [count for chunk in chunks for count in chunk.counts[1:]]
    if question.kind is QuestionKind.NUMBER:
        counts = tuple((part, flat[part - 1]) for part, _, _ in band_bounds(question))
    else:
        counts = tuple((value, flat[value - 1]) for value in question.values)
    several = question.kind is QuestionKind.MULTIPLE
    n = cells.get(cell + RESPONDENTS, Tally()).n if several else sum(count for _, count in counts)
    return Outcome(question, counts, n, chunks[0].counts[0])


@cache
def _bands() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(_BANDS.read_text(encoding="utf-8"))
    return loaded


def grade_of(outcomes: Sequence[Outcome]) -> Grade | None:
    """The class of a set in which every question of points was answered by enough; None for any other set.

    A scale of our data holds only for a set whose points add up to its highest (the nine indicators: 18).
    """
    scored = [one for one in outcomes if any(option.points is not None for option in one.question.options)]
    highest = sum(max(option.points or 0 for option in one.question.options) for one in scored)
    means = [one.points for one in scored]
    if not scored or highest != _bands()["highest"] or any(mean is None for mean in means):
        return None
    points = sum(mean for mean in means if mean is not None)
    # The lowest class has no floor: a set may take points away.
    bands = _bands()["bands"]
    found = next((one for one in bands if points >= one["from"] - _HAIR), bands[-1])
    return Grade(points, highest, found["name"], found["english"], _bands()["basis"], _bands()["confidence"])
