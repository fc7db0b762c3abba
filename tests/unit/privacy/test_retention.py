"""The schedule as shipped: what it reaches back to, that every rule has work, that nothing unconfirmed acts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts import throttle
from bootstrap.models import MODULES
from core.db import Model
from deadlines.services import reminders
from feedback import drafts
from feedback.bulk import batches, receipts
from feedback.desk import drafts as desk_drafts
from feedback.letters import running
from feedback.links import services as links
from feedback.services import upkeep
from feedback.texting import services as texts
from jobs.handlers.feedback import KEPT_SEEN
from jobs.periodic import TASKS
from privacy.retention.acting import PASSING, WORK
from privacy.retention.rules import BY_CODE, RULES
from privacy.retention.schedule import Term, back
from privacy.states import Means, Span
from surveys.slips import runs

NOW = datetime(2026, 3, 31, 3, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("length", "span", "day"),
    [
        (24, Span.HOURS, datetime(2026, 3, 30, 3, tzinfo=UTC)),
        (90, Span.DAYS, NOW - timedelta(days=90)),
        (1, Span.MONTHS, datetime(2026, 2, 27, 17, tzinfo=UTC)),  # the last day of February in Việt Nam
        (12, Span.MONTHS, datetime(2025, 3, 30, 17, tzinfo=UTC)),
        (20, Span.YEARS, datetime(2006, 3, 30, 17, tzinfo=UTC)),
        (25, Span.MONTHS, datetime(2024, 2, 28, 17, tzinfo=UTC)),
    ],
)
def test_how_far_back_a_term_reaches(length: int, span: Span, day: datetime) -> None:
    assert back(NOW, length, span) == day


def test_each_rule_has_its_work_and_its_tables() -> None:
    tables = set(Model.metadata.tables)
    assert MODULES
    assert len(BY_CODE) == len(RULES)
    for rule in RULES:
        assert set(rule.tables) <= tables, rule.code
        assert rule.task in TASKS, rule.code
        assert (rule.task == "privacy.retain") is (rule.code in WORK or rule.code in PASSING), rule.code
    assert set(WORK) | set(PASSING) <= set(BY_CODE)


def test_the_schedule_says_what_the_sweeps_do() -> None:
    kept = {
        "draft.public": drafts.KEPT, "draft.desk": desk_drafts.KEPT, "letters": running.KEPT,
        "bulk.codes": receipts.CODES_KEPT, "bulk.undecided": batches.UNDECIDED_KEPT, "slips": runs.KEPT,
        "links.question": links.SWEPT_AFTER, "texts.inbound": texts.FORGOTTEN_AFTER, "reminders": reminders.KEPT,
        "inbox.seen": KEPT_SEEN, "presence": upkeep.BATCH_KEPT,
    }  # fmt: skip
    for code, length in kept.items():
        rule = BY_CODE[code]
        assert NOW - back(NOW, rule.length or 0, rule.span) == length, code
    assert timedelta(days=2) >= throttle.KEPT


def test_what_is_not_confirmed_erases_nothing() -> None:
    for rule in RULES:
        term = Term(rule, rule.length, rule.span)
        assert term.acts is rule.technical, rule.code
        assert term.to_confirm is not rule.technical
        confirmed = Term(rule, rule.length, rule.span, document_number="12/QĐ")
        assert confirmed.acts is (rule.length is not None and rule.means is not Means.NOTHING)
