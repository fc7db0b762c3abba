"""What guessing gets: played against the limits with a clock of its own, and what the papers say of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from accounts import throttle
from accounts.errors import TooManyAttempts as SignInsSlowed
from bench import guessing
from bootstrap.runtime import Runtime
from casework.errors import TooManyAttempts
from casework.locks import codes
from casework.numbers import PER_NETWORK, PER_NUMBER, PER_NUMBER_AND_NETWORK, find_case, issue_case
from core.ids import new_access_code, new_number
from tests.support.clock import SteppingClock
from tests.support.keys import CHEAP

ROOT = Path(__file__).resolve().parents[3]
HOURS = 2


def network(number: int) -> bytes:
    return number.to_bytes(32, "big")


def answered(runtime: Runtime, number: str, networks: Sequence[bytes]) -> int:
    """How many of these guesses at a number, one from each network, are told that they are wrong."""
    told = 0
    for one in networks:
        try:
            with runtime.transaction() as ctx:
                code = new_access_code()
                assert find_case(ctx, number_typed=number, access_code_typed=code, network=one) is None
                told += 1
        except TooManyAttempts:
            continue
    return told


@pytest.fixture
def number(runtime: Runtime) -> str:
    """A number that exists."""
    with runtime.transaction() as ctx:
        return issue_case(ctx, agency_code="07288", case_type="petition", case_id=uuid.uuid4()).number


def test_so_many_wrong_codes_are_answered_in_an_hour(
    runtime: Runtime, clock: SteppingClock, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "COST", CHEAP)
    for _ in range(HOURS):
        one_network = [network(1)] * (PER_NUMBER_AND_NETWORK + 5)
        assert answered(runtime, number, one_network) == PER_NUMBER_AND_NETWORK
        # Through as many networks as it likes: a number gives so many answers an hour.
        others = [network(2 + place // 8) for place in range(PER_NUMBER + 8)]
        assert answered(runtime, number, others) == PER_NUMBER - PER_NUMBER_AND_NETWORK
        # From one network at as many numbers as it likes.
        every = [answered(runtime, new_number("07288", 2026), [network(99)]) for _ in range(PER_NETWORK + 5)]
        assert sum(every) == PER_NETWORK
        clock.advance(minutes=61)


def test_a_sign_in_is_tried_so_often_in_a_day(runtime: Runtime, clock: SteppingClock) -> None:
    """Whoever comes back the moment the wait is over, for a day."""
    begun, tries = clock(), 0
    while clock() < begun + guessing.DAY:
        try:
            with runtime.transaction() as ctx:
                throttle.begin_attempt(ctx, throttle.factor_bucket(ctx, uuid.UUID(int=7)))
            tries += 1
        except SignInsSlowed as slowed:
            clock.advance(seconds=slowed.wait_seconds)
    assert abs(tries - guessing.tries_in(throttle.ACCOUNT, guessing.DAY)) <= 1  # a second is lost at each wait


def test_a_code_outlasts_every_guesser() -> None:
    assert guessing.bits(guessing.CODES) > 59
    assert all(guessing.years(guessing.CODES, an_hour) > 100 for _, an_hour in guessing.GUESSERS)
    assert guessing.tries_in(throttle.ACCOUNT, timedelta(hours=1)) < 20


def test_the_threat_model_shows_these_figures() -> None:
    text = (ROOT / "docs" / "security.md").read_text()
    assert [line for line in guessing.lines() if line not in text] == []
