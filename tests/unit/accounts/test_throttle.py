"""How delays grow, and which addresses count together."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.throttle import ACCOUNT, NETWORK, Rule, network_of


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (500, 900)]
)
def test_delays_double_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert ACCOUNT.delay(failures) == timedelta(seconds=seconds)


@given(st.integers(0, 10**9), st.sampled_from([ACCOUNT, NETWORK]))
def test_nobody_is_ever_locked_out_for_good(failures: int, rule: Rule) -> None:
    assert timedelta(0) <= rule.delay(failures) <= rule.longest <= timedelta(minutes=15)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.0/24"),
        ("203.0.113.200", "203.0.113.0/24"),
        ("::ffff:203.0.113.9", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        (None, "?"),
        ("unix", "?"),
    ],
)
def test_networks(address: str | None, network: str) -> None:
    assert network_of(address) == network
