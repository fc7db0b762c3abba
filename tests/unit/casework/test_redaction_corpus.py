"""How well the suggestions find what is private: each kind against sentences written by hand (tests/expectations)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest

from casework.redaction import Reason, Span
from casework.redaction_rules import suggest

CORPUS = Path(__file__).parents[2] / "expectations" / "redaction.txt"
_MARK = re.compile(r"⟦(\w+):([^⟧]*)⟧")
# What must be found of what is there, and what of the finds must be right.
RECALL = {Reason.NAME: 0.93, Reason.ADDRESS: 0.9, Reason.PHONE: 0.95, Reason.ACCOUNT: 0.8}
PRECISION = {Reason.NAME: 0.93, Reason.ADDRESS: 0.9}
OTHERWISE = 0.95
MEASURED = [reason for reason in Reason if reason is not Reason.PRIVATE]


@dataclass(frozen=True)
class Sentence:
    text: str
    wanted: frozenset[Span]


def _read(line: str) -> Sentence:
    text, wanted, place = "", set(), 0
    for match in _MARK.finditer(line):
        text += line[place : match.start()]
        wanted.add(Span(len(text), len(text) + len(match[2]), Reason(match[1])))
        text += match[2]
        place = match.end()
    return Sentence(text + line[place:], frozenset(wanted))


LINES = [line for line in CORPUS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
SENTENCES = [_read(line) for line in LINES]


def _hit(span: Span, others: frozenset[Span] | list[Span]) -> bool:
    """Found when the same reason covers all of it: a box too wide is right, one too narrow is not."""
    return any(one.reason is span.reason and one.start <= span.start and span.end <= one.end for one in others)


def _right(span: Span, wanted: frozenset[Span]) -> bool:
    """A find is right when it lies on something of its kind and takes at most a short cue more."""
    return any(
        one.reason is span.reason and one.meets(span) and span.end - span.start <= one.end - one.start + 12
        for one in wanted
    )


def test_the_corpus_is_large_enough() -> None:
    assert len(SENTENCES) >= 120
    assert sum(not sentence.wanted for sentence in SENTENCES) >= 40


@pytest.mark.parametrize("reason", MEASURED)
def test_recall(reason: Reason) -> None:
    there = [(one, span) for one in SENTENCES for span in one.wanted if span.reason is reason]
    missed = [one.text for one, span in there if not _hit(span, suggest(one.text))]
    assert 1 - len(missed) / len(there) >= RECALL.get(reason, OTHERWISE), missed


@pytest.mark.parametrize("reason", MEASURED)
def test_precision(reason: Reason) -> None:
    found = [(one, span) for one in SENTENCES for span in suggest(one.text) if span.reason is reason]
    wrong = [(one.text, one.text[span.start : span.end]) for one, span in found if not _right(span, one.wanted)]
    assert 1 - len(wrong) / len(found) >= PRECISION.get(reason, OTHERWISE), wrong


def test_suggestions_never_overlap() -> None:
    for sentence in SENTENCES:
        spans = suggest(sentence.text)
        assert all(left.end <= right.start for left, right in pairwise(spans))
