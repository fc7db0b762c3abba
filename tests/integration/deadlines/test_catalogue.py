"""Rules and calendar in the database: loading, changing, what that does to running clocks."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import event, func, select, update

from bootstrap.runtime import Runtime
from core.audit import AuditEntry
from core.clock import VIETNAM, local_date
from core.context import Context
from core.errors import Forbidden
from deadlines.commands import DayChange, ProvinceRule
from deadlines.data import RULES
from deadlines.errors import BadLength, BasisMissing, CalendarDayUnknown, PointlessDay, RuleNotOpenToProvince
from deadlines.models import CalendarDay, CatalogueToken, Rule
from deadlines.queries import explain_clock, find_rule, get_clock, list_days, list_events, list_rules, load_calendar
from deadlines.reference import ensure_reference
from deadlines.services import (
    ClockChange,
    change_days,
    pause_clock,
    preview_days,
    resume_clock,
    set_province_rule,
    start_clock,
)  # fmt: skip
from deadlines.states import DayKind, EventKind
from tests.integration.deadlines.conftest import Place
from tests.support.clock import SteppingClock

MARCH_20 = date(2026, 3, 20)
FLOOD = DayChange(MARCH_20, DayKind.SWAPPED_OFF, "nghỉ hoán đổi", "Công văn 1/2026")
SATURDAY = DayChange(date(2026, 3, 28), DayKind.MAKEUP_WORKING, "nghỉ hoán đổi", "Công văn 1/2026")


class Copies:
    """What a domain with copies of due dates is told."""

    def __init__(self) -> None:
        self.changes: list[ClockChange] = []

    def follow(self, ctx: Context, changes: Sequence[ClockChange]) -> None:
        self.changes += changes


def start(ctx: Context, place: Place, on: str = "2026-03-10T09:00", row: int = 28) -> uuid.UUID:
    moment = datetime.fromisoformat(on).replace(tzinfo=VIETNAM)
    return start_clock(
        ctx, subject_type="case", subject_id=uuid.uuid4(), agency_id=place.commune_id, row=row, started_at=moment
    ).id


def test_loading_is_idempotent(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        again = ensure_reference(ctx)
        assert (again.rules, again.days) == (0, 0)
        ctx.session.execute(update(CatalogueToken).values(shipped="an older release"))
        again = ensure_reference(ctx)
        assert (again.rules, again.days) == (0, 0)
        assert len(list_rules(ctx)) == len(RULES)


def test_a_release_that_changes_a_rule_makes_a_version_and_clocks_keep_theirs(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        # As if an older release had shipped another number.
        ctx.session.execute(update(Rule).where(Rule.id == "28").values(length=12))
        ctx.session.execute(update(CatalogueToken).values(token=uuid.uuid4(), shipped="older"))
        ctx.session.info.clear()
        before = start(ctx, place)
        assert ensure_reference(ctx).rules == 1
        after = start(ctx, place)
        assert (get_clock(ctx, before).length, get_clock(ctx, after).length) == (12, 10)
        assert explain_clock(ctx, before).length == 12


def test_loading_confirms_provisional_days_but_leaves_the_provinces_own(runtime: Runtime, place: Place) -> None:
    with runtime.transaction(place.province_admin) as ctx:
        change_days(ctx, [DayChange(date(2026, 9, 1), DayKind.ORDINARY)], on_change=Copies().follow)
        ctx.session.execute(
            update(CalendarDay).where(CalendarDay.date == date(2026, 11, 24)).values(provisional=True, name="tạm")
        )
        ctx.session.execute(update(CatalogueToken).values(token=uuid.uuid4(), shipped="older"))
        ctx.session.info.clear()
        assert ensure_reference(ctx).days == 1
        assert load_calendar(ctx).is_working_day(date(2026, 9, 1))
        day = next(day for day in list_days(ctx, year=2026) if day.date == date(2026, 11, 24))
        assert (day.name, day.provisional) == ("Ngày Văn hóa Việt Nam", False)


def test_years_ahead_are_computed_as_time_goes_on(runtime: Runtime, place: Place, clock: SteppingClock) -> None:
    clock.advance(days=365 * 4)  # 2030
    with runtime.transaction() as ctx:
        assert ensure_reference(ctx).days > 10
        assert 2032 in load_calendar(ctx).provisional_years


def test_a_preview_tells_and_writes_nothing(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        moved, other = start(ctx, place), start(ctx, place, on="2026-03-20T09:00")
    with runtime.reading(place.province_admin) as ctx:
        seen = preview_days(ctx, [FLOOD, SATURDAY])
    assert [(c.clock_id, local_date(c.from_due), local_date(c.to_due)) for c in seen.first if c.clock_id == moved] == [
        (moved, date(2026, 3, 24), date(2026, 3, 25))
    ]
    with runtime.reading() as ctx:
        assert list_events(ctx, moved) == []
        assert load_calendar(ctx).is_working_day(MARCH_20)
        assert get_clock(ctx, other).version == 1


def test_a_change_moves_clocks_their_log_and_the_copies(runtime: Runtime, place: Place) -> None:
    copies = Copies()
    with runtime.transaction() as ctx:
        moved, unmoved = start(ctx, place), start(ctx, place, on="2026-03-02T09:00", row=29)
        backwards = start(ctx, place, on="2026-03-25T09:00", row=25)  # five working days before 25/3
    with runtime.transaction(place.province_admin) as ctx:
        done = change_days(ctx, [FLOOD], on_change=copies.follow, reason="Công văn 1/2026")
    assert done.moved == 2
    assert {change.clock_id for change in copies.changes} == {moved, backwards}
    with runtime.reading() as ctx:
        view = get_clock(ctx, moved)
        assert local_date(view.due_at or view.started_at) == date(2026, 3, 25)
        earlier = get_clock(ctx, backwards)
        assert local_date(earlier.due_at or earlier.started_at) == date(2026, 3, 17)
        (line,) = list_events(ctx, moved)
        assert (line.kind, line.reason, line.to_due) == (EventKind.RECOMPUTED, "Công văn 1/2026", view.due_at)
        assert get_clock(ctx, unmoved).version == 1
        told = explain_clock(ctx, moved)
        assert [day.date for day in told.skipped if day.name] == [MARCH_20]
        actions = ctx.session.scalars(select(AuditEntry.action).where(AuditEntry.chain == place.province_id)).all()
        assert actions == ["deadlines:calendar:change"]


def test_a_change_respects_pauses(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        clock_id = start(ctx, place)
        pause_clock(ctx, clock_id, reason="chờ", at=datetime(2026, 3, 12, 9, tzinfo=VIETNAM))
        resume_clock(ctx, clock_id, at=datetime(2026, 3, 23, 9, tzinfo=VIETNAM))
        before = get_clock(ctx, clock_id).due_at
    with runtime.transaction(place.province_admin) as ctx:
        assert change_days(ctx, [FLOOD], on_change=Copies().follow).moved == 0  # 20/3 lies inside the pause
        assert get_clock(ctx, clock_id).due_at == before


def test_many_clocks_are_computed_in_chunks(runtime: Runtime, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deadlines.services.recomputing.CHUNK", 3)
    copies = Copies()
    with runtime.transaction() as ctx:
        ids = {start(ctx, place) for _ in range(8)}
    with runtime.transaction(place.province_admin) as ctx:
        done = change_days(ctx, [FLOOD], on_change=copies.follow)
    assert (done.checked, done.moved) == (8, 8)
    assert {change.clock_id for change in copies.changes} == ids


def test_who_may_change_and_what(runtime: Runtime, place: Place) -> None:
    with runtime.transaction(place.commune_admin) as ctx, pytest.raises(Forbidden):
        change_days(ctx, [FLOOD], on_change=Copies().follow)
    with runtime.transaction(place.province_admin) as ctx:
        with pytest.raises(PointlessDay):
            change_days(ctx, [DayChange(MARCH_20, DayKind.MAKEUP_WORKING, "bù")], on_change=Copies().follow)
        with pytest.raises(CalendarDayUnknown):
            change_days(ctx, [DayChange(MARCH_20, DayKind.ORDINARY)], on_change=Copies().follow)


def test_a_province_sets_its_own_length(runtime: Runtime, place: Place) -> None:
    own = ProvinceRule("55.ordinary", place.province_id, 7, "Quyết định 1/2026/QĐ-UBND")
    with runtime.transaction() as ctx:
        before = start(ctx, place, row=55)
    with runtime.transaction(place.province_admin) as ctx:
        set_province_rule(ctx, own)
        set_province_rule(ctx, ProvinceRule("55.ordinary", place.province_id, 8, "Quyết định 2/2026/QĐ-UBND"))
    with runtime.transaction() as ctx:
        after = get_clock(ctx, start(ctx, place, row=55))
        assert (get_clock(ctx, before).length, after.length, after.legal_basis) == (10, 8, "Quyết định 2/2026/QĐ-UBND")
        assert find_rule(ctx, row=55).length == 10  # elsewhere the project's default stays
        assert ctx.session.scalar(select(func.count()).select_from(Rule).where(Rule.id == "55.ordinary")) == 3


def test_a_province_may_not_touch_what_the_law_fixes(runtime: Runtime, place: Place) -> None:
    with runtime.transaction(place.province_admin) as ctx:
        with pytest.raises(RuleNotOpenToProvince):
            set_province_rule(ctx, ProvinceRule("28", place.province_id, 20, "Quyết định 1"))
        with pytest.raises(BadLength):
            set_province_rule(ctx, ProvinceRule("55.urgent", place.province_id, 0, "Quyết định 1"))
        with pytest.raises(BasisMissing):
            set_province_rule(ctx, ProvinceRule("55.urgent", place.province_id, 2, " "))
    with runtime.transaction(place.commune_admin) as ctx, pytest.raises(Forbidden):
        set_province_rule(ctx, ProvinceRule("55.urgent", place.province_id, 2, "Quyết định 1"))


@pytest.mark.sqlite_only("PostgreSQL chooses by size, and a test's tables are small")
def test_a_change_of_the_calendar_reads_running_clocks_only(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        start(ctx, place)
    seen: list[tuple[str, Any]] = []
    with runtime.reading(place.province_admin) as ctx:
        connection = ctx.session.connection()
        event.listen(connection, "before_cursor_execute", lambda *args: seen.append((args[2], args[3])))
        preview_days(ctx, [FLOOD, SATURDAY])
        sql, values = next(entry for entry in seen if "FROM deadline_clock" in entry[0])
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
    assert "ix_deadline_clock_due" in str(plan)
