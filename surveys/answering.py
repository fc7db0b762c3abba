"""Which questions somebody is asked, page by page, and what their answers count as. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from surveys.forms import OVERALL, Question, QuestionSet, Value, cells_of
from surveys.states import Channel

# As much as a phone's screen takes with a little scrolling.
PER_PAGE = 8
# Answers with a one-time code from a dossier slip come from people who surely were there: counted once more apart.
VERIFIED = "overall+slip"
# What lay on a device without a connection for an hour or more is counted on the day it was given, and once more apart.
LATE = "overall+late"
# What came as a text message, once more apart: its own line in the results.
TEXTED = "overall+sms"
_VERIFIED = frozenset({Channel.SLIP, Channel.SMS_SLIP})
_TEXTED = frozenset({Channel.SMS, Channel.SMS_SLIP})


def pages_of(form: QuestionSet) -> Sequence[Sequence[Question]]:
    """The optional questions in pages: one that depends on another comes on a later page than that."""
    pages: list[list[Question]] = []
    page: list[Question] = []
    for question in form.optional:
        depends = question.when is not None and any(one.key == question.when.question for one in page)
        if page and (depends or len(page) == PER_PAGE):
            pages.append(page)
            page = []
        page.append(question)
    return [*pages, page] if page else pages


def asked_of(form: QuestionSet, values: Mapping[str, Value]) -> Sequence[Question]:
    """The optional questions somebody with these answers (the overall rating among them) is asked."""
    asked: list[Question] = []
    for question in form.optional:
        when = question.when
        if when is None or (
            _among(values.get(when.question), when.values)
            and (when.question == OVERALL or any(one.key == when.question for one in asked))
        ):
            asked.append(question)
    return asked


def _among(value: Value | None, wanted: Sequence[int]) -> bool:
    if value is None:
        return False
    return value in wanted if isinstance(value, int) else any(one in wanted for one in value)


def next_page(form: QuestionSet, values: Mapping[str, Value], start: int = 0) -> tuple[int, Sequence[Question]] | None:
    """The first page from `start` on with a question to ask: its number and those questions; None after the last."""
    asked = {question.key for question in asked_of(form, values)}
    for number, page in enumerate(pages_of(form)):
        shown = [question for question in page if question.key in asked]
        if number >= start and shown:
            return number, shown
    return None


def counted(
    form: QuestionSet, *, overall: int, channel: Channel, details: Mapping[str, Value], waited: int | None = None
) -> Iterable[tuple[str, int]]:
    """Everything one answer adds to the counts: (cell, value)."""
    for name in own_cells(channel, waited):
        yield name, overall
    yield from cells_of(form, details)


def own_cells(channel: Channel, waited: int | None) -> Iterable[str]:
    """Where the overall rating is counted."""
    yield OVERALL
    if channel in _VERIFIED:
        yield VERIFIED
    if channel in _TEXTED:
        yield TEXTED
    if waited:
        yield LATE
