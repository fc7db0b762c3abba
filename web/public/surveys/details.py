"""Reading what came after the faces by hand: small numbers, ticks and a few words, over one page or several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from core.text import clean
from surveys.forms import Question, QuestionSet, Value
from surveys.states import QuestionKind

PREFIX = "c-"
COMMENT = "loi-nhan"
_LONGEST_NUMBER = 7


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered so far; `wrong`: keys of questions answered with something they do not take."""

    values: dict[str, Value] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    comment: str = ""
    wrong: Sequence[str] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was answered at all."""
        return not (self.values or self.texts or self.comment)


def read_given(posted: MultiDict[str, str], form: QuestionSet) -> Given:
    """The answers among what was posted, for the questions of this form."""
    values: dict[str, Value] = {}
    texts: dict[str, str] = {}
    wrong = []
    for question in form.optional:
        sent = [clean(text) for text in posted.getlist(PREFIX + question.key)]
        sent = [text for text in sent if text]
        if question.kind is QuestionKind.TEXT:
            texts |= {question.key: sent[0]} if sent else {}
        elif sent:
            value = _value(question, sent)
            if value is None or not question.takes(value):
                wrong.append(question.key)
            else:
                values[question.key] = value
    return Given(values, texts, clean(posted.get(COMMENT, "")), wrong)


def _value(question: Question, sent: Sequence[str]) -> Value | None:
    numbers = [_whole(text) for text in sent]
    if any(number is None for number in numbers):
        return None
    known = [number for number in numbers if number is not None]
    if question.kind is QuestionKind.NUMBER:
        return known[0] - question.low + 1 if known[0] >= question.low else None
    if question.kind is QuestionKind.MULTIPLE:
        ticked = sorted({number for number in known if number})
        return ticked or 0
    return known[0]


def _whole(text: str) -> int | None:
    # ASCII digits or nothing: a superscript two is a digit to Python as well.
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER else None


def carried(
    posted: MultiDict[str, str], form: QuestionSet, shown: Iterable[Question], *, with_comment: bool
) -> Sequence[tuple[str, str]]:
    """What earlier pages answered, to be sent along with a later one: nothing is kept meanwhile on our side."""
    on_page = {question.key for question in shown}
    names = [PREFIX + question.key for question in form.optional if question.key not in on_page]
    return [
        (name, text) for name in [*names, *([COMMENT] if with_comment else [])] for text in posted.getlist(name) if text
    ]


def conditions_of(form: QuestionSet) -> Mapping[str, tuple[str, str]]:
    """Which answers to which question make another one be asked, as they are sent; for a page that holds them all."""
    kinds = {question.key: question for question in form.questions}
    found = {}
    for question in form.optional:
        if question.when is not None:
            asks = kinds[question.when.question]
            shift = asks.low - 1 if asks.kind is QuestionKind.NUMBER else 0
            values = " ".join(str(value + shift) for value in question.when.values)
            found[question.key] = (question.when.question, values)
    return found
