"""How long an item stays posted, and what article 11 says."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosures.errors import PostingBackwards, PostingTooShort
from disclosures.legal_items import OTHER, SHIPPED
from disclosures.posting import posting_end, standing
from disclosures.states import Channel, PostingRule, Standing

START = date(2026, 3, 10)
READ_OUT = {"7", "8", "9", "10", "11", "12"}


def test_the_fourteen_contents_and_the_rest_are_there() -> None:
    assert list(SHIPPED) == [*(str(n) for n in range(1, 15)), OTHER]


@pytest.mark.parametrize("code", [str(n) for n in range(1, 14)])
def test_rules_and_channels_follow_article_13(code: str) -> None:
    item = SHIPPED[code]
    permanent = code in {"4", "13"}
    assert (item.rule, item.days) == ((PostingRule.PERMANENT, None) if permanent else (PostingRule.DAYS, 30))
    assert {Channel.POSTING, Channel.PORTAL} <= set(item.channels)
    assert ({Channel.LOUDSPEAKER, Channel.HAMLET_HEAD} <= set(item.channels)) is (code in READ_OUT)


def test_thirty_whole_days_after_the_day_of_publication() -> None:
    assert posting_end(SHIPPED["2"], start=START, chosen=None, other_law="") == date(2026, 4, 9)


def test_permanent_items_have_no_end() -> None:
    assert posting_end(SHIPPED["13"], start=START, chosen=None, other_law="") is None
    assert posting_end(SHIPPED["13"], start=START, chosen=START + timedelta(days=90), other_law="") is None


def test_a_shorter_time_needs_another_law_by_name() -> None:
    soon = START + timedelta(days=15)
    with pytest.raises(PostingTooShort) as refused:
        posting_end(SHIPPED["3"], start=START, chosen=soon, other_law="")
    assert refused.value.field == "posting_to"
    assert refused.value.values == {"days": 30, "until": "09/04/2026"}
    assert posting_end(SHIPPED["3"], start=START, chosen=soon, other_law="Luật Đất đai, Điều 87") == soon


def test_posting_never_ends_before_it_begins() -> None:
    with pytest.raises(PostingBackwards):
        posting_end(SHIPPED[OTHER], start=START, chosen=START - timedelta(days=1), other_law="Luật khác")


@given(st.sampled_from(sorted(SHIPPED)), st.dates(START, START + timedelta(days=400)))
def test_without_another_law_nothing_is_posted_shorter_than_the_law_asks(code: str, chosen: date) -> None:
    item = SHIPPED[code]
    try:
        end = posting_end(item, start=START, chosen=chosen, other_law="")
    except PostingTooShort:
        assert item.days is not None
        assert chosen < START + timedelta(days=item.days)
    else:
        assert end is None or item.days is None or end >= START + timedelta(days=item.days)


@pytest.mark.parametrize(
    ("rule", "end", "expected"),
    [
        (PostingRule.DAYS, START, Standing.RUNNING),
        (PostingRule.DAYS, START - timedelta(days=1), Standing.ENDED),
        (PostingRule.PERMANENT, None, Standing.ALWAYS),
        (PostingRule.BY_INSTRUMENT, None, Standing.NO_END),
    ],
)
def test_how_an_item_looks_today(rule: PostingRule, end: date | None, expected: Standing) -> None:
    assert standing(rule, end, today=START) is expected
