"""Every figure of every table equals a plain count of the same petitions, whatever happened to them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.actor import Actor
from reports.periods import Period, fixed_period, free_period, list_cut_offs
from reports.queries import Report, find_scope, get_report, list_scopes
from reports.states import PeriodKind
from reports.tables import CODES, table
from tests.integration.reports.conftest import Viewer
from tests.integration.reports.histories import Life, by_hand, lives, write
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, OTHER, PROVINCE

TODAY = date(2026, 12, 31)
# No shrinking: each example fills a database; the message names table, period and place, which is enough to look.
EXAMPLES = settings(
    max_examples=12, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@pytest.fixture
def inspector(viewer: Viewer) -> Actor:
    return viewer(Role.PROVINCIAL_INSPECTOR, PROVINCE)


def _report(runtime: Runtime, code: str, key: str, period: Period, viewer: Actor) -> Report:
    with runtime.reading(viewer) as ctx:
        scope = find_scope(list_scopes(ctx, ctx.actor), key)
        return get_report(ctx, table(code), period, scope, viewer=ctx.actor)


def _periods(runtime: Runtime, desk: Desk) -> list[Period]:
    with runtime.reading() as ctx:
        cut_offs = list_cut_offs(ctx, desk.units[PROVINCE])
    return [
        *(fixed_period(cut_offs, kind, 2026, today=TODAY) for kind in (PeriodKind.Q1, PeriodKind.Q3, PeriodKind.YEAR)),
        free_period(cut_offs, date(2026, 3, 10), date(2026, 3, 20), today=TODAY),
    ]


@EXAMPLES
@given(found=st.lists(lives(), max_size=30))
def test_figures_equal_a_plain_count(
    runtime: Runtime, desk: Desk, inspector: Actor, viewer: Viewer, found: list[Life]
) -> None:
    places = [desk.units[PROVINCE], desk.units[COMMUNE], desk.units[OTHER]]
    assert inspector.account_id is not None
    with runtime.transaction() as ctx:
        write(ctx, found, places, inspector.account_id)
    for period in _periods(runtime, desk):
        days = {"first": period.first, "last": period.last, "year_first": period.year_first}
        for code in CODES:
            whole = _report(runtime, code, f"{PROVINCE}-tat-ca", period, inspector)
            assert list(whole.total.figures) == by_hand(code, found, desks={0, 1, 2}, sealed=True, **days), code
            for number, place in enumerate(places):
                line = next(line for line in whole.lines if line.agency_id == place)
                assert list(line.figures) == by_hand(code, found, desks={number}, sealed=True, **days), code
        _check_what_the_records_clerk_sees(runtime, viewer(Role.RECORDS_CLERK), found, period, days)


def _check_what_the_records_clerk_sees(
    runtime: Runtime, clerk: Actor, found: list[Life], period: Period, days: dict[str, date]
) -> None:
    for code in ("bang-7", "bieu-01-xld", "bieu-03-xld", "bieu-01-tcd"):
        report = _report(runtime, code, COMMUNE, period, clerk)
        assert report.open_only
        assert list(report.total.figures) == by_hand(code, found, desks={1}, sealed=False, **days), code


@EXAMPLES
@given(found=st.lists(lives(), max_size=30))
def test_what_came_is_what_ended_or_waits(runtime: Runtime, desk: Desk, inspector: Actor, found: list[Life]) -> None:
    """carried + received = settled + open, and the lines add up to the sum."""
    assert inspector.account_id is not None
    with runtime.transaction() as ctx:
        write(ctx, found, [desk.units[PROVINCE], desk.units[COMMUNE], desk.units[OTHER]], inspector.account_id)
    for period in _periods(runtime, desk):
        report = _report(runtime, "bieu-2b", f"{PROVINCE}-tat-ca", period, inspector)
        for line in report.lines:
            carried, received, total, *_, settled, waiting = (figure or 0 for figure in line.figures)
            assert carried + received == total == settled + waiting
        by_kind = _report(runtime, "bang-7", f"{PROVINCE}-tat-ca", period, inspector)
        for index in range(5):
            groups = [line.figures[index] or 0 for line in by_kind.lines if line.group]
            units = [line.figures[index] or 0 for line in by_kind.lines if line.agency_id]
            assert sum(groups) == sum(units) == by_kind.total.figures[index]


def test_actors_without_a_report_see_none(runtime: Runtime, viewer: Viewer) -> None:
    for role in (Role.HANDLER, Role.VERIFIER, Role.BOARD_MEMBER, Role.COMMUNE_ADMIN, Role.PUBLISHER):
        with runtime.reading(viewer(role)) as ctx:
            assert list_scopes(ctx, ctx.actor) == []
