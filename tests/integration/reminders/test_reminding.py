"""From a clock to the page and the letter of those concerned, in office hours, once each."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, func, select, update

from accounts.models import Account
from accounts.roles import Role
from bootstrap.runtime import Runtime
from core.clock import VIETNAM
from core.notices import list_latest_open
from core.outbox import OutboxMessage, list_waiting
from core.paging import PageRequest
from deadlines.models import Clock, Reminder
from deadlines.queries import get_clock
from deadlines.reminders import address_of
from deadlines.services import set_address, take_due
from deadlines.services.reminders import note_seen
from deadlines.states import ReminderStage
from feedback import services
from feedback.states import Concerns, PetitionKind
from jobs.handlers import HANDLERS
from jobs.handlers.deadlines import forget_reminders, remind_officials
from jobs.handling import run_message
from processes.reminding import ShownReminder, list_my_reminders
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

HALF, MOST, DUE, OVERDUE = ReminderStage


def to_moment(clock: SteppingClock, text: str) -> None:
    clock.now = datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def run(desk: Desk) -> None:
    """The periodic task, then every message it left."""
    remind_officials(desk.runtime)
    with desk.runtime.reading() as ctx:
        waiting = list_waiting(ctx.session, now=ctx.now, limit=1000)
    for message in waiting:
        run_message(desk.runtime, message, HANDLERS)


def told(desk: Desk) -> dict[str, set[str]]:
    """Stages by the user name of whoever was told."""
    found: dict[str, set[str]] = {}
    with desk.runtime.reading() as ctx:
        rows = ctx.session.execute(
            select(Account.user_name, Reminder.stage).join(Account, Account.id == Reminder.account_id)
        )
        for name, stage in rows:
            found.setdefault(name, set()).add(stage.value)
    return found


def mine(desk: Desk, role: Role) -> list[ShownReminder]:
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        return list(list_my_reminders(ctx, ctx.actor, PageRequest(50, None)).items)


@pytest.fixture
def inspector(desk: Desk) -> UUID:
    return desk.officials.account(Role.PROVINCIAL_INSPECTOR)


@pytest.fixture
def working(desk: Desk, inspector: UUID) -> UUID:
    """Received on Tuesday 10/3, ten working days: half on 17/3, 80 % on 20/3, due 24/3, overdue 25/3."""
    petition_id = desk.in_progress()
    run(desk)
    assert told(desk) == {}
    return petition_id


def test_each_stage_reaches_those_it_concerns_and_nobody_twice(desk: Desk, working: UUID, clock: SteppingClock) -> None:
    expected: dict[str, set[str]] = {}
    for moment, stage, people in (
        ("2026-03-17T08:05", HALF, ["handler"]),
        ("2026-03-20T09:00", MOST, ["handler", "leader"]),
        ("2026-03-24T08:00", DUE, ["handler", "leader"]),
        ("2026-03-25T16:59", OVERDUE, ["handler", "leader", "provincial-inspector"]),
    ):
        to_moment(clock, moment)
        for _ in range(2):
            run(desk)
        for person in people:
            expected.setdefault(person, set()).add(stage.value)
        assert told(desk) == expected
    to_moment(clock, "2026-04-20T09:00")
    run(desk)
    assert told(desk) == expected
    with desk.runtime.reading() as ctx:
        assert ctx.session.scalar(select(func.count()).select_from(Clock).where(Clock.remind_at.is_not(None))) == 0


def test_a_petition_nobody_has_taken_up_reminds_the_desk(desk: Desk, inspector: UUID, clock: SteppingClock) -> None:
    desk.send()
    to_moment(clock, "2026-03-20T09:00")  # half of the first reply's ten days was missed: told once, of the 80 %
    run(desk)
    assert told(desk) == {"intake-clerk": {"most"}, "leader": {"most"}}


@pytest.mark.parametrize("moment", ["2026-03-17T07:59", "2026-03-17T17:00", "2026-03-21T10:00", "2026-03-22T10:00"])
def test_nobody_is_reminded_outside_office_hours(desk: Desk, working: UUID, clock: SteppingClock, moment: str) -> None:
    to_moment(clock, moment)
    run(desk)
    assert told(desk) == {}


def test_what_ends_or_moves_in_between_is_not_told(desk: Desk, working: UUID, clock: SteppingClock) -> None:
    to_moment(clock, "2026-03-17T09:00")
    remind_officials(desk.runtime)  # in the outbox, not yet handled
    desk.propose(working)
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        services.approve(ctx, desk.target(working))
    run(desk)
    assert told(desk) == {}


def test_a_case_kept_sealed_passes_the_leader_by(desk: Desk, inspector: UUID, clock: SteppingClock) -> None:
    petition_id = desk.send(Concerns.COMMUNE_OFFICIAL).id
    held = desk.case(petition_id)
    clerk = desk.actor(Role.INTAKE_CLERK)
    if held.agency_id != desk.units["07288"]:
        clerk = desk.province_clerk()
    desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    to_moment(clock, "2026-03-20T09:00")
    run(desk)
    assert "leader" not in told(desk)
    assert told(desk)["provincial-inspector"] == {"most"}
    (entry,) = mine(desk, Role.PROVINCIAL_INSPECTOR)
    assert (entry.number, entry.petition_id) == ("", None)


def test_the_page_names_only_what_the_reader_may_know(desk: Desk, working: UUID, clock: SteppingClock) -> None:
    to_moment(clock, "2026-03-25T09:00")
    run(desk)
    number = desk.case(working).number
    assert [(e.number, e.petition_id) for e in mine(desk, Role.HANDLER)] == [(number, working)]
    assert [(e.number, e.petition_id) for e in mine(desk, Role.PROVINCIAL_INSPECTOR)] == [(number, None)]
    assert mine(desk, Role.INTAKE_CLERK) == []
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        note_seen(ctx)
    assert [e.seen for e in mine(desk, Role.HANDLER)] == [True]
    assert [e.seen for e in mine(desk, Role.LEADER)] == [False]


def test_one_letter_a_day_without_a_word_of_the_case(desk: Desk, working: UUID, clock: SteppingClock) -> None:
    second = desk.in_progress()
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        set_address(ctx, " can.bo@xa.example ")
    to_moment(clock, "2026-03-17T09:00")
    run(desk)
    with desk.runtime.reading() as ctx:
        letters = list_latest_open(ctx)
        assert [letter.to for letter in letters if letter.subject.startswith("Nhắc việc")] == ["can.bo@xa.example"]
        (text,) = [letter.text for letter in letters if letter.to == "can.bo@xa.example"]
        payloads = " ".join(str(m.payload) for m in ctx.session.scalars(select(OutboxMessage)))
    for petition_id in (working, second):
        assert desk.case(petition_id).number not in text
    assert "can.bo" not in payloads
    assert len(mine(desk, Role.HANDLER)) == 2
    to_moment(clock, "2026-03-20T09:00")
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        assert address_of(ctx, ctx.actor.account_id or working) == "can.bo@xa.example"
        set_address(ctx, "")
    run(desk)
    with desk.runtime.reading() as ctx:
        assert sum(letter.to == "can.bo@xa.example" for letter in list_latest_open(ctx)) == 1


def test_reminders_are_forgotten_after_half_a_year(desk: Desk, working: UUID, clock: SteppingClock) -> None:
    to_moment(clock, "2026-03-17T09:00")
    run(desk)
    clock.advance(days=179)
    forget_reminders(desk.runtime)
    assert told(desk) == {"handler": {"half"}}
    clock.advance(days=2)
    forget_reminders(desk.runtime)
    assert told(desk) == {}


def test_clocks_without_a_plan_get_one(desk: Desk, working: UUID, clock: SteppingClock) -> None:
    as_migrated = update(Clock).where(Clock.remind_at.is_not(None)).values(remind_at=Clock.due_at, remind_stage=DUE)
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(as_migrated)
    to_moment(clock, "2026-03-18T02:47")  # half of it is over
    forget_reminders(desk.runtime)
    for day, stages in ((19, set()), (20, {"most"}), (24, {"most", "due"}), (25, {"most", "due", "overdue"})):
        to_moment(clock, f"2026-03-{day}T09:00")
        run(desk)
        assert told(desk).get("handler", set()) == stages


def test_a_pause_silences_and_an_answer_ends_it(desk: Desk, working: UUID, clock: SteppingClock) -> None:
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(working), "Cống ở đoạn nào, bà con cho biết thêm?")
    to_moment(clock, "2026-03-25T09:00")
    run(desk)
    assert told(desk) == {}


def test_the_look_for_due_reminders_walks_its_own_index(runtime: Runtime, desk: Desk, working: UUID) -> None:
    with runtime.transaction() as ctx:
        statements: list[tuple[str, Any]] = []
        listener = lambda *args: statements.append((args[2], args[3]))  # noqa: E731 - removed again below
        event.listen(ctx.session.connection(), "before_cursor_execute", listener)
        assert take_due(ctx) == 0
        event.remove(ctx.session.connection(), "before_cursor_execute", listener)
        (sql, values) = next(entry for entry in statements if "remind_at <=" in entry[0])
        if ctx.session.get_bind().dialect.name == "sqlite":
            plan = ctx.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values).all()
            assert "ix_deadline_clock_remind" in str(plan)
        assert " LIMIT " in sql


def test_the_stage_of_a_clock_is_that_of_its_plan(desk: Desk, working: UUID) -> None:
    with desk.runtime.reading() as ctx:
        ids = ctx.session.scalars(select(Clock.id).where(Clock.remind_at.is_not(None))).all()
        (clock,) = [get_clock(ctx, clock_id) for clock_id in ids]
    assert (clock.remind_stage, clock.remind_at) == (HALF, datetime(2026, 3, 17, 8, tzinfo=VIETNAM))
