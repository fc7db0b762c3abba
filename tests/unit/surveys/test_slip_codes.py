"""One-time codes: ours are read however they are typed, everybody else's are refused; the screen's go stale."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.crypto import Keyring
from core.ids import ALPHABET
from surveys.slips.codes import (
    MOST_SLIPS,
    SCREEN_SECONDS,
    Slip,
    is_screen_key,
    is_screen_mark,
    looks_like_code,
    make_code,
    read_code,
    screen_key,
    screen_mark,
    ticket_number,
)

KEYS, OTHERS = Keyring((b"k" * 32,)), Keyring((b"o" * 32,))
NOW = datetime(2026, 11, 3, 2, 7, tzinfo=UTC)
SERIALS = st.text(ALPHABET, min_size=4, max_size=4)


@given(SERIALS, st.integers(0, MOST_SLIPS - 1))
def test_a_code_reads_back_however_it_is_typed(serial: str, index: int) -> None:
    slip = Slip(serial, index)
    code = make_code(KEYS, slip)
    assert len(code) == 17
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')} "):
        assert looks_like_code(typed)
        assert read_code(KEYS, typed) == slip
    assert read_code(OTHERS, code) is None


@given(SERIALS, st.integers(0, 14), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_no_code(serial: str, place: int, symbol: str) -> None:
    bare = make_code(KEYS, Slip(serial, 7)).replace("-", "")
    changed = bare[:place] + symbol + bare[place + 1 :]
    assert (read_code(KEYS, changed) is None) == (changed != bare)


@pytest.mark.parametrize("typed", ["", "A", "A" * 15, "A" * 500, "đ" * 15, "A" * 14, "0" * 15])
def test_nonsense_is_no_code(typed: str) -> None:
    assert read_code(KEYS, typed) is None


def test_every_slip_has_a_ticket_of_its_own_that_needs_the_key() -> None:
    slips = [Slip(serial, index) for serial in ("AAAA", "AAAB") for index in range(300)]
    assert len({ticket_number(KEYS, slip) for slip in slips}) == len(slips)
    assert ticket_number(KEYS, slips[0]) != ticket_number(OTHERS, slips[0])


def test_what_a_screen_shows_is_good_for_ten_minutes_at_its_counter_only() -> None:
    point, other = uuid4(), uuid4()
    mark = screen_mark(KEYS, point, NOW)
    assert is_screen_mark(KEYS, point, mark, NOW)
    assert is_screen_mark(KEYS, point, mark, NOW + timedelta(minutes=9))
    assert not is_screen_mark(KEYS, point, mark, NOW + timedelta(minutes=11))
    assert not is_screen_mark(KEYS, point, mark, NOW - timedelta(minutes=1))
    assert not is_screen_mark(KEYS, other, mark, NOW)
    assert screen_mark(KEYS, point, NOW + timedelta(seconds=SCREEN_SECONDS)) != mark


def test_a_screens_address_ends_with_the_next_month() -> None:
    point = uuid4()
    key = screen_key(KEYS, point, NOW)
    assert is_screen_key(KEYS, point, key, NOW)
    assert is_screen_key(KEYS, point, key, NOW.replace(month=12, day=30))
    assert not is_screen_key(KEYS, point, key, datetime(2027, 1, 2, tzinfo=UTC))
    assert not is_screen_key(KEYS, uuid4(), key, NOW)
