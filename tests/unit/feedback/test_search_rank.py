"""Where a petition stands in the index of words: newer is higher, and nobody takes another's place."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from feedback.searching import rank_of

HOUR = datetime(2026, 3, 10, 2, 0, tzinfo=UTC)


def test_petitions_dated_to_the_same_hour_are_told_apart_by_a_thousand_million_ids() -> None:
    """With twenty bits one of a thousand in an hour took the place of another, and could not be triaged."""
    ids = [UUID(int=1 << 90 | low) for low in (1, 1 | 1 << 20, 1 | 1 << 30)]
    assert len({rank_of(HOUR, one) for one in ids}) == len(ids)


def test_newer_is_higher_and_fits_a_row_number() -> None:
    highest = UUID(int=(1 << 128) - 1)
    assert rank_of(HOUR, highest) < rank_of(HOUR + timedelta(seconds=1), UUID(int=0))
    assert rank_of(datetime(2100, 1, 1, tzinfo=UTC), highest) < 1 << 63
