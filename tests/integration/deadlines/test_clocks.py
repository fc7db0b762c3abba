"""A clock's life, on both databases."""

from __future__ import annotations

import uuid
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from bootstrap.runtime import Runtime
from core.audit import AuditEntry, verify
from core.clock import VIETNAM, local_date
from core.context import Context
from core.errors import NotFound
from core.transitions import TransitionNotAllowed
from deadlines.errors import (
    ExtensionNeedsDocument,
    ExtensionNotAllowed,
    NoExtension,
    NoSuchRule,
    ReasonMissing,
    WrongMoment,
)
from deadlines.queries import (
    ClockView,
    clocks_of,
    explain_clock,
    find_rule,
    get_clock,
    list_clocks,
    list_events,
    list_rules,
    load_calendar,
)
from deadlines.services import (
    extend_clock,
    meet_clock,
    meet_row,
    pause_clock,
    resume_clock,
    start_clock,
    stop_all,
    stop_clock,
)
from deadlines.states import ClockState, EventKind, StandingKind
from tests.integration.deadlines.conftest import Place
from tests.support.clock import SteppingClock


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def start(
    ctx: Context, place: Place, *, row: int = 28, variant: str | None = None, on: str = "2026-03-10T09:00",
    subject_id: uuid.UUID | None = None,
) -> ClockView:  # fmt: skip
    return start_clock(
        ctx, subject_type="case", subject_id=subject_id or uuid.uuid4(), agency_id=place.commune_id, row=row,
        variant=variant, started_at=at(on),
    )  # fmt: skip


def due_on(view: ClockView) -> date:
    assert view.due_at is not None
    return local_date(view.due_at)


def test_starting_writes_what_reading_gives(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        started = start(ctx, place)
    with runtime.reading() as ctx:
        assert get_clock(ctx, started.id) == started
    assert (started.row, started.length, due_on(started)) == (28, 10, date(2026, 3, 24))
    assert started.legal_basis.startswith("Luật Tiếp công dân")
    assert (started.standing.kind, started.standing.working_days_left) == (StandingKind.ON_TIME, 10)


def test_starting_two_clocks_costs_three_statements(runtime: Runtime, place: Place) -> None:
    seen: list[str] = []
    with runtime.transaction() as ctx:
        list_rules(ctx)  # the process has read the catalogue before
    with runtime.transaction() as ctx:
        connection = ctx.session.connection()
        event.listen(connection, "before_cursor_execute", lambda *args: seen.append(args[2]))
        start(ctx, place)
        start(ctx, place, row=55, variant="urgent")
    assert len(seen) == 3, seen  # one look at the mark, two inserts


def test_lists_take_one_query(runtime: Runtime, place: Place) -> None:
    ids = [uuid.uuid4() for _ in range(3)]
    with runtime.transaction() as ctx:
        for subject_id in ids[:2]:
            start(ctx, place, subject_id=subject_id)
            start(ctx, place, row=55, on="2026-03-11T09:00", subject_id=subject_id)
    seen: list[str] = []
    with runtime.reading() as ctx:
        load_calendar(ctx)
        event.listen(ctx.session.connection(), "before_cursor_execute", lambda *args: seen.append(args[2]))
        found = clocks_of(ctx, "case", ids)
    assert len(seen) == 1
    assert {key: [clock.row for clock in clocks] for key, clocks in found.items()} == {
        ids[0]: [28, 55],
        ids[1]: [28, 55],
    }
    assert clocks_of(ctx, "case", []) == {}


def test_an_unknown_rule_and_an_unknown_clock(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        with pytest.raises(NoSuchRule):
            start(ctx, place, row=99)
        with pytest.raises(NoSuchRule):
            start(ctx, place, row=28, variant="urgent")
        with pytest.raises(NotFound):
            pause_clock(ctx, uuid.uuid4(), reason="x")


def test_a_pause_keeps_what_was_left(runtime: Runtime, place: Place, clock: SteppingClock) -> None:
    with runtime.transaction() as ctx:
        view = start(ctx, place)  # Tuesday 10/3, due 24/3
        paused = pause_clock(ctx, view.id, reason="chờ người dân bổ sung", at=at("2026-03-12T10:00"))
        assert (paused.state, paused.standing.kind) == (ClockState.PAUSED, StandingKind.PAUSED)
        assert paused.standing.working_days_left == 8
        with pytest.raises(TransitionNotAllowed):
            pause_clock(ctx, view.id, reason="lần nữa", at=at("2026-03-13T10:00"))
        with pytest.raises(WrongMoment):
            resume_clock(ctx, view.id, at=at("2026-03-11T10:00"))
        resumed = resume_clock(ctx, view.id, at=at("2026-03-19T10:00"))
    assert due_on(resumed) == date(2026, 3, 31)  # five working days later
    assert resumed.pause_reason == ""
    with runtime.reading() as ctx:
        log = list_events(ctx, view.id)
        told = explain_clock(ctx, view.id)
        assert not list(verify(ctx))
        audited = ctx.session.scalars(select(AuditEntry.action).where(AuditEntry.subject_type == "case")).all()
    assert [entry.kind for entry in log] == [EventKind.PAUSED, EventKind.RESUMED]
    assert (log[1].from_due, log[1].to_due) == (view.due_at, resumed.due_at)
    assert set(audited) == {"deadlines:clock:pause", "deadlines:clock:resume"}
    assert len(told.counted) == 10
    assert told.due_at == resumed.due_at
    assert not told.settled
    assert [line.number for line in told.lines if line.reason is None][-1] == 10


def test_a_pause_needs_a_reason_and_comes_after_the_start(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        view = start(ctx, place)
        with pytest.raises(ReasonMissing):
            pause_clock(ctx, view.id, reason=" ")
        with pytest.raises(WrongMoment):
            pause_clock(ctx, view.id, reason="sớm quá", at=at("2026-03-09T10:00"))


def test_an_extension_stays_within_the_rule(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        fixed, once = start(ctx, place), start(ctx, place, row=55, variant="simple")
        with pytest.raises(NoExtension):
            extend_clock(ctx, fixed.id, length=1, reason="bận", document_number="1/QĐ")
        with pytest.raises(ExtensionNotAllowed):
            extend_clock(ctx, once.id, length=4, reason="xa", document_number="1/QĐ")
        with pytest.raises(ExtensionNeedsDocument):
            extend_clock(ctx, once.id, length=3, reason="xa", document_number=" ")
        longer = extend_clock(ctx, once.id, length=3, reason="xa", document_number="1/QĐ")
        assert (due_on(once), due_on(longer), longer.extension_left) == (date(2026, 3, 13), date(2026, 3, 18), 0)
        with pytest.raises(NoExtension):
            extend_clock(ctx, once.id, length=1, reason="nữa", document_number="2/QĐ")
        assert explain_clock(ctx, once.id).due_at == longer.due_at


def test_meeting_late_and_on_time(runtime: Runtime, place: Place, clock: SteppingClock) -> None:
    subject_id = uuid.uuid4()
    with runtime.transaction() as ctx:
        start(ctx, place, subject_id=subject_id)
        late = start(ctx, place, row=55, variant="urgent")
        done = meet_row(ctx, subject_type="case", subject_id=subject_id, row=28, at=at("2026-03-24T23:59"))
        assert done is not None
        assert done.standing.kind is StandingKind.MET
        assert meet_row(ctx, subject_type="case", subject_id=subject_id, row=28) is None
        assert meet_clock(ctx, late.id, at=at("2026-03-13T08:00")).standing.kind is StandingKind.MET_LATE
        with pytest.raises(TransitionNotAllowed):
            stop_clock(ctx, late.id, reason="thôi")


def test_stopping_everything_of_a_subject(runtime: Runtime, place: Place) -> None:
    subject_id = uuid.uuid4()
    with runtime.transaction() as ctx:
        first = start(ctx, place, subject_id=subject_id)
        start(ctx, place, row=55, subject_id=subject_id)
        pause_clock(ctx, first.id, reason="chờ")
        assert len(stop_all(ctx, subject_type="case", subject_id=subject_id, reason="rút đơn")) == 2
        assert stop_all(ctx, subject_type="case", subject_id=subject_id, reason="rút đơn") == []
        assert {c.standing.kind for c in list_clocks(ctx, "case", subject_id)} == {StandingKind.STOPPED}


def test_a_rule_without_a_length_runs_without_a_due_date(runtime: Runtime, place: Place) -> None:
    with runtime.transaction() as ctx:
        view = start(ctx, place, row=3)
        assert (view.due_at, view.standing.kind) == (None, StandingKind.OPEN_ENDED)
        assert explain_clock(ctx, view.id).lines == ()


def test_the_base_variant_is_meant_when_none_is_named(runtime: Runtime, place: Place) -> None:
    with runtime.reading() as ctx:
        assert find_rule(ctx, row=55).id == "55.ordinary"
        with pytest.raises(NoSuchRule):
            find_rule(ctx, row=27, on=date(2026, 6, 30))  # the decree is in force from 1/7/2026
        assert find_rule(ctx, row=27, on=date(2026, 7, 1)).length == 3


steps = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_any_pauses_leave_the_full_length(runtime: Runtime, place: Place, pauses: list[tuple[int, int]]) -> None:
    """Whatever the pauses, a term that is not over when they begin counts its ten days, and the page can tell how."""
    from datetime import timedelta

    with runtime.transaction() as ctx:
        view = start(ctx, place)
        moment = view.started_at
        for run, wait in pauses:
            paused = pause_clock(ctx, view.id, reason="chờ", at=moment + timedelta(days=run))
            moment = moment + timedelta(days=run + wait)
            resumed = resume_clock(ctx, view.id, at=moment)
            assert resumed.due_at is not None
            assert paused.due_at is not None
            assert resumed.due_at >= paused.due_at
        told = explain_clock(ctx, view.id)
        assert len(told.counted) == 10
        assert told.due_at == get_clock(ctx, view.id).due_at
