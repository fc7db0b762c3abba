"""Behind a figure stands what it counts, and nothing of it is looked up without an index."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import event

from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.actor import Actor
from core.context import Context
from core.paging import PageRequest
from feedback.states import Concerns, PetitionKind
from reports.listing import Drilled, list_behind
from reports.periods import Period, free_period, list_cut_offs
from reports.queries import Report, find_scope, get_report, list_scopes
from reports.tables import table
from tests.integration.reports.conftest import Viewer
from tests.support.petitioning import Desk
from tests.support.staffed import COMMUNE, PROVINCE


def _period(ctx: Context, desk: Desk) -> Period:
    days = date(2026, 1, 1), date(2026, 12, 31)
    return free_period(list_cut_offs(ctx, desk.units[PROVINCE]), *days, today=days[1])


def _report(ctx: Context, desk: Desk, code: str, key: str, viewer: Actor) -> Report:
    scope = find_scope(list_scopes(ctx, viewer), key)
    return get_report(ctx, table(code), _period(ctx, desk), scope, viewer=viewer)


def _behind(runtime: Runtime, desk: Desk, viewer: Actor, code: str, column: int, key: str = COMMUNE) -> Drilled:
    with runtime.reading(viewer) as ctx:
        report = _report(ctx, desk, code, key, viewer)
        return list_behind(ctx, report, report.total, column, viewer=viewer, page=PageRequest(50))


def test_every_figure_is_its_list_and_what_is_hidden(runtime: Runtime, desk: Desk, viewer: Viewer) -> None:
    desk.answered()
    desk.in_progress()
    denounced = desk.send(Concerns.HAMLET_HEAD, what="Trưởng thôn thu tiền không có giấy.")
    desk.triage(denounced.id, PetitionKind.DENUNCIATION_INFO)
    desk.send(what="Chưa ai đọc đơn này.")
    clerk, leader = viewer(Role.INTAKE_CLERK), viewer(Role.LEADER)
    inspector = viewer(Role.PROVINCIAL_INSPECTOR, PROVINCE)
    for code in ("bang-7", "bieu-01-xld", "bieu-03-xld"):
        for reader, key in ((clerk, COMMUNE), (leader, COMMUNE), (inspector, f"{PROVINCE}-tat-ca")):
            with runtime.reading(reader) as ctx:
                figures = _report(ctx, desk, code, key, reader).total.figures
            for index, column in enumerate(table(code).columns):
                if column.is_number:
                    found = _behind(runtime, desk, reader, code, index, key)
                    assert len(found.page.items) + found.hidden == figures[index] == found.figure


def test_a_denunciation_is_counted_and_listed_only_to_whoever_may_read_it(
    runtime: Runtime, desk: Desk, viewer: Viewer
) -> None:
    denounced = desk.send(Concerns.HAMLET_HEAD, what="Trưởng thôn thu tiền không có giấy.").id
    desk.triage(denounced, PetitionKind.DENUNCIATION_INFO)
    seen = {
        role: [one.id for one in _behind(runtime, desk, viewer(role), "bieu-03-xld", 1).page.items]
        for role in (Role.INTAKE_CLERK, Role.LEADER, Role.PROVINCIAL_INSPECTOR)
    }
    assert seen == {Role.INTAKE_CLERK: [denounced], Role.LEADER: [], Role.PROVINCIAL_INSPECTOR: []}
    # Given to somebody by name, even the desk that received it no longer has it in a list.
    desk.assign(denounced)
    found = _behind(runtime, desk, viewer(Role.INTAKE_CLERK), "bieu-03-xld", 1)
    assert (found.page.items, found.hidden, found.figure) == ([], 1, 1)


def test_titles_are_for_whoever_may_open_it(runtime: Runtime, desk: Desk, viewer: Viewer) -> None:
    desk.in_progress()
    for role, place, title in (
        (Role.LEADER, COMMUNE, "Cống tắc"), (Role.RECORDS_CLERK, COMMUNE, ""),
        (Role.PROVINCIAL_INSPECTOR, PROVINCE, ""),
    ):  # fmt: skip
        (one,) = _behind(runtime, desk, viewer(role, place), "bieu-04-xld", 1).page.items
        assert (one.title, one.may_open) == (title, bool(title))


@pytest.mark.sqlite_only("EXPLAIN QUERY PLAN is SQLite's")
def test_petitions_are_found_by_indexes_that_begin_with_the_agency(
    runtime: Runtime, desk: Desk, viewer: Viewer
) -> None:
    desk.answered()
    statements: list[tuple[str, tuple[object, ...]]] = []

    def note(_c: object, _k: object, statement: str, parameters: tuple[object, ...], *_: object) -> None:
        if "FROM petition" in statement and "stay" in statement:
            statements.append((statement, parameters))

    event.listen(runtime.engine, "before_cursor_execute", note)
    leader = viewer(Role.LEADER)
    with runtime.reading(leader) as ctx:
        for code in ("bang-7", "bieu-01-xld", "bieu-01-kqgq", "bieu-2b"):
            _report(ctx, desk, code, COMMUNE, leader)
        event.remove(runtime.engine, "before_cursor_execute", note)
        assert len(statements) == 4
        for statement, parameters in statements:
            connection = ctx.session.connection()
            plan = [str(row[3]) for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
            scans = [step for step in plan if step.startswith("SCAN") and step.split()[1] in {"petition", "proceeding"}]
            assert scans == []
            assert any("ix_petition_received (agency_id=? AND received_at>?" in step for step in plan)
            assert any("ix_petition_closed (agency_id=? AND closed_at>?" in step for step in plan)
