"""Codes of the app: the right moment, once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from accounts import totp

# RFC 6238, appendix B: SHA-1, the last six of the eight digits.
RFC_SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
NOW = datetime(2026, 3, 10, 2, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(("second", "code"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_codes_of_the_standard(second: int, code: str) -> None:
    assert totp.current_code(RFC_SECRET, now=datetime.fromtimestamp(second, UTC)) == code


@pytest.mark.parametrize(("late", "accepted"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_a_clock_may_be_half_a_minute_off(late: int, accepted: bool) -> None:
    code = totp.current_code(RFC_SECRET, now=NOW + timedelta(seconds=late))
    assert (totp.matching_counter(RFC_SECRET, code, now=NOW, last_counter=-1) is not None) is accepted


def test_a_code_works_once_and_older_ones_no_longer() -> None:
    code = totp.current_code(RFC_SECRET, now=NOW)
    counter = totp.matching_counter(RFC_SECRET, code, now=NOW, last_counter=-1)
    assert counter is not None
    assert totp.matching_counter(RFC_SECRET, code, now=NOW, last_counter=counter) is None
    before = totp.current_code(RFC_SECRET, now=NOW - timedelta(seconds=30))
    assert totp.matching_counter(RFC_SECRET, before, now=NOW, last_counter=counter) is None


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567", "١٢٣٤٥٦", "12 34"])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert totp.matching_counter(RFC_SECRET, typed, now=NOW, last_counter=-1) is None


def test_spaces_in_a_code_are_forgiven() -> None:
    code = totp.current_code(RFC_SECRET, now=NOW)
    assert totp.matching_counter(RFC_SECRET, f" {code[:3]} {code[3:]}", now=NOW, last_counter=-1) is not None
