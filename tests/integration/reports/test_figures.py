"""Every figure of every table equals a plain count of the same petitions, whatever happened to them."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from bootstrap.papers import paper_maker
from bootstrap.reports import report_sheet
from bootstrap.runtime import Runtime
from core.actor import Actor
from infra.papers.reading import read_blocks
from reports.exporting.records import records_of
from reports.layout import paper_of
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
    max_examples=6, phases=[Phase.explicit, Phase.generate],
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


@pytest.mark.slow
@pytest.mark.timeout(600)
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
        if period.kind is PeriodKind.Q1:
            _check_files(_report(runtime, "bieu-01-xld", f"{PROVINCE}-tat-ca", period, inspector))
        _check_export(runtime, found, period)
        _check_what_the_records_clerk_sees(runtime, viewer(Role.RECORDS_CLERK), found, period, days)


def _check_files(report: Report) -> None:
    """Workbook and document hold the report's own figures, line by line."""
    wanted = [[figure for figure in line.figures if figure is not None] for line in report.lines]
    paper = paper_of(report)
    sheet = openpyxl.load_workbook(io.BytesIO(report_sheet(paper.form, paper.values, paper.stamp))).worksheets[0]
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[1], int)]
    assert [[value for value in row[1:] if value is not None] for row in rows] == wanted
    maker = paper_maker()
    blocks = read_blocks(maker.fill(maker.compose(paper.form), paper.values, paper.stamp))["blocks"]
    table_block = next(block for block in blocks if block["kind"] == "tbl" and block["lined"])
    written = [
        [run["text"] for cell in row[1:] for block in cell["blocks"] for run in block["runs"]]
        for row in table_block["rows"][table_block["head"] :]
    ]
    assert written == [[str(figure) for figure in line] for line in wanted]


def _check_export(runtime: Runtime, found: list[Life], period: Period) -> None:
    """Who counts table 7 from the exported records gets the same, but for what only an agency's own history knows."""
    plain = [life for life in found if life.passed is None and not life.undone and life.state != "split"]
    with runtime.reading() as ctx:
        records = records_of(ctx, [life.id for life in plain])
    first, last = period.first.isoformat(), period.last.isoformat()
    received = sum(first <= one["received_on"] <= last for one in records)
    # A decision may be dated before its petition was entered: it ends with the later of the two days.
    ended = [max(one["ended_on"], one["received_on"]) for one in records if one["ended_on"]]
    days = {"first": period.first, "last": period.last, "year_first": period.year_first}
    by_table = by_hand("bang-7", plain, desks={0, 1, 2}, sealed=True, **days)
    assert (received, sum(first <= day <= last for day in ended)) == (by_table[0], by_table[2])


def _check_what_the_records_clerk_sees(
    runtime: Runtime, clerk: Actor, found: list[Life], period: Period, days: dict[str, date]
) -> None:
    for code in ("bang-7", "bieu-01-xld", "bieu-03-xld", "bieu-01-tcd"):
        report = _report(runtime, code, COMMUNE, period, clerk)
        assert report.open_only
        assert list(report.total.figures) == by_hand(code, found, desks={1}, sealed=False, **days), code


@pytest.mark.slow
@pytest.mark.timeout(600)
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
