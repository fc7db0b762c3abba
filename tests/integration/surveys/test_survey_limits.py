"""The numbers by which odd ratings are told hold from a day on, for a province; the flags go by them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from accounts.roles import Role
from core.clock import local_date
from core.errors import DomainError, Forbidden
from surveys.flags import flag_bursts
from surveys.patterns.errors import LimitInThePast, LimitOutOfRange, LimitUnexplained
from surveys.patterns.limits import SHIPPED, keep_limit, list_limits, numbers_on
from surveys.patterns.states import PatternLimit
from tests.support.clock import SteppingClock
from tests.support.counters import Counters


def keep(counters: Counters, role: Role = Role.PROVINCE_ADMIN, days: int = 0, **changes: Any) -> None:
    given = {"number": 20, "reason": "Quầy ở đây đông hơn", "document": ""} | changes
    at = counters.province if role is Role.PROVINCE_ADMIN else counters.commune
    with counters.runtime.transaction(counters.official(role, at)) as ctx:
        keep_limit(
            ctx, PatternLimit.FEWEST, province_id=counters.province,
            valid_from=local_date(ctx.now) + timedelta(days=days), **given,
        )  # fmt: skip


def test_a_number_holds_from_its_day_on(counters: Counters, clock: SteppingClock) -> None:
    keep(counters, days=3)
    with counters.runtime.reading() as ctx:
        held = {view.limit: view for view in list_limits(ctx, counters.province)}
    assert held[PatternLimit.FEWEST].number == SHIPPED[PatternLimit.FEWEST].number == 12
    assert [number for _, number in held[PatternLimit.FEWEST].coming] == [20]
    clock.advance(days=3)
    keep(counters, number=25, document="12/QĐ-UBND")
    with counters.runtime.reading() as ctx:
        held = {view.limit: view for view in list_limits(ctx, counters.province)}
        assert numbers_on(ctx, counters.others)[PatternLimit.FEWEST] == 12
    assert (held[PatternLimit.FEWEST].number, held[PatternLimit.FEWEST].to_be_confirmed) == (25, False)
    assert held[PatternLimit.WEEKS].to_be_confirmed


def test_the_flags_go_by_it(counters: Counters, clock: SteppingClock) -> None:
    keep(counters, number=20)
    counters.rate(*[5] * 19)
    counters.rate(*[5] * 20, point=1)
    clock.advance(hours=1)
    with counters.runtime.transaction() as ctx:
        assert flag_bursts(ctx) == 20


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"number": 1}, LimitOutOfRange), ({"number": 501}, LimitOutOfRange), ({"days": -1}, LimitInThePast),
        ({"reason": " ok "}, LimitUnexplained), ({"role": Role.SURVEY_MANAGER}, Forbidden),
        ({"role": Role.LEADER}, Forbidden),
    ],
)  # fmt: skip
def test_what_is_not_kept(counters: Counters, changes: dict[str, Any], error: type[DomainError]) -> None:
    with pytest.raises(error):
        keep(counters, **changes)
    with counters.runtime.reading() as ctx:
        assert numbers_on(ctx, counters.province)[PatternLimit.FEWEST] == 12
