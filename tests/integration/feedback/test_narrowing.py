"""Filters combine, count what they show, and cost one statement each."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select

from accounts.roles import Role
from core.actor import Actor
from core.clock import end_of_day, local_date
from core.errors import Forbidden, NotFound
from core.paging import PageRequest
from feedback.commands import Target
from feedback.desk_models import PetitionPresence, QueueBatch
from feedback.errors import BatchEmpty, BatchTooLate, FilterEmpty, FilterNameTaken
from feedback.queries import QueueRow, get_case, list_queue
from feedback.queries.desk_reads import list_filters
from feedback.queries.narrowing import NOTHING, Narrowing, narrowing_from
from feedback.queries.queue import count_narrowed
from feedback.services import drop_filter, note_present, run_batch, save_filter, undo_batch
from feedback.states import BatchKind, Concerns, Due, Field, PetitionKind, PetitionState, Source, Urgency, View
from jobs.handlers.feedback import sweep_petition_drafts
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.query_watch import QueryWatch
from tests.support.staffed import COMMUNE, OTHER


@pytest.fixture
def mixed(desk: Desk) -> Sequence[UUID]:
    """Petitions of several kinds, steps and due dates."""
    given = desk.in_progress()
    proposal, urgent, new = desk.send().id, desk.send().id, desk.send().id
    desk.triage(proposal, PetitionKind.PROPOSAL)
    desk.triage(urgent, urgency=Urgency.URGENT)
    return [given, proposal, urgent, new, desk.answered()]


def shown(desk: Desk, viewer: Actor, view: View, narrowed: Narrowing = NOTHING) -> tuple[list[QueueRow], int]:
    with desk.runtime.transaction(viewer) as ctx:
        rows, after = [], None
        while True:
            page = list_queue(ctx, viewer=ctx.actor, view=view, page=PageRequest(2, after), narrowed=narrowed)
            rows += page.items
            after = page.next_cursor
            if after is None:
                return rows, count_narrowed(ctx, viewer=ctx.actor, view=view, narrowed=narrowed)[0]


def test_every_combination_is_what_choosing_by_hand_gives(desk: Desk, mixed: Sequence[UUID]) -> None:
    clerk, holder = desk.actor(Role.INTAKE_CLERK), desk.officials.account(Role.HANDLER)
    kinds = (None, PetitionKind.REPORT, PetitionKind.PROPOSAL)
    states = (None, PetitionState.TRIAGED, PetitionState.IN_PROGRESS)
    rest = ((None, None, None), (Field.INFRASTRUCTURE, Source.PORTAL, holder), (Field.LAND, None, None))
    for view in (View.OPEN, View.DONE):
        everything, _ = shown(desk, clerk, view)
        for kind, state, (field, source, assignee) in itertools.product(kinds, states, rest):
            narrowed = Narrowing(kind=kind, state=state, field=field, source=source, assignee=assignee)
            expected = [
                row.id
                for row in everything
                if kind in (None, row.kind) and state in (None, row.state) and field in (None, row.field)
                and assignee in (None, row.assignee_id)
            ]  # fmt: skip
            rows, count = shown(desk, clerk, view, narrowed)
            assert [row.id for row in rows] == expected
            assert count == len(expected)


def test_windows_of_the_due_date(desk: Desk, mixed: Sequence[UUID], clock: SteppingClock) -> None:
    clerk = desk.actor(Role.INTAKE_CLERK)
    for days in (0, 1, 6, 10, 40):
        clock.advance(days=days)
        everything, _ = shown(desk, clerk, View.OPEN)
        late, _ = shown(desk, clerk, View.OPEN, Narrowing(due=Due.LATE))
        assert {row.id for row in late} == {row.id for row in everything if row.due_at < clock.now}
        today, week, month = (
            {row.id for row in shown(desk, clerk, View.OPEN, Narrowing(due=due))[0]}
            for due in (Due.TODAY, Due.WEEK, Due.MONTH)
        )
        assert today <= week <= month
        assert not month & {row.id for row in late}


def test_until_sunday_is_between_today_and_seven_days(desk: Desk, mixed: Sequence[UUID], clock: SteppingClock) -> None:
    clerk = desk.actor(Role.INTAKE_CLERK)
    for days in (0, 1, 5, 1, 6):
        clock.advance(days=days)
        today, until_sunday, seven = (
            {row.id for row in shown(desk, clerk, View.OPEN, Narrowing(due=due))[0]}
            for due in (Due.TODAY, Due.THIS_WEEK, Due.WEEK)
        )
        assert today <= until_sunday <= seven
        sunday = end_of_day(local_date(clock.now) + timedelta(days=6 - local_date(clock.now).weekday()))
        everything, _ = shown(desk, clerk, View.OPEN)
        assert until_sunday == {row.id for row in everything if clock.now <= row.due_at <= sunday}


def test_what_was_answered_in_a_week_in_time_or_late(desk: Desk, clock: SteppingClock) -> None:
    leader = desk.actor(Role.LEADER)
    monday = local_date(clock.now) - timedelta(days=local_date(clock.now).weekday())
    early = desk.answered()
    clock.advance(days=7)
    given = desk.in_progress()
    clock.advance(days=60)
    desk.propose(given)
    desk.approve(given)
    today = local_date(clock.now)
    late_week = today - timedelta(days=today.weekday())
    ids = [
        {row.id for row in shown(desk, leader, View.DONE, Narrowing(week=week, timely=timely))[0]}
        for week, timely in (
            (monday, None), (monday, True), (monday, False), (late_week, None), (late_week, False), (late_week, True),
        )
    ]  # fmt: skip
    assert ids == [{early}, {early}, set(), {given}, {given}, set()]
    # A week is named by its Monday; any other of its days is understood when it stands in an address.
    week = narrowing_from({"week": (late_week + timedelta(days=4)).isoformat(), "timely": "False"})
    assert week == Narrowing(week=late_week, timely=False)


def test_readable_leaves_sealed_cases_out(desk: Desk) -> None:
    sealed, plain = desk.send(Concerns.COMMUNE_OFFICIAL).id, desk.in_progress()
    desk.triage(sealed, PetitionKind.DENUNCIATION_INFO)
    clerk = desk.actor(Role.INTAKE_CLERK)
    assert {row.id for row in shown(desk, clerk, View.OPEN)[0]} == {sealed, plain}
    assert [row.id for row in shown(desk, clerk, View.OPEN, Narrowing(readable=True))[0]] == [plain]
    assert shown(desk, clerk, View.OPEN, Narrowing(hamlet=desk.units["hamlet"])) == ([], 0)
    assert [row.id for row in shown(desk, clerk, View.OPEN, Narrowing(readable=True, lacks="hamlet"))[0]] == [plain]
    assert [row.id for row in shown(desk, clerk, View.OPEN, Narrowing(lacks="assignee"))[0]] == [sealed]


def test_only_one_s_own_desk_and_nothing_sealed(desk: Desk, mixed: Sequence[UUID]) -> None:
    other = desk.another("xa-ben", Role.INTAKE_CLERK, OTHER)
    assert shown(desk, other, View.OPEN, Narrowing(unit=desk.units[COMMUNE])) == ([], 0)
    assert shown(desk, other, View.OPEN, Narrowing(kind=PetitionKind.REPORT)) == ([], 0)
    handler = desk.actor(Role.HANDLER)
    assert shown(desk, handler, View.OPEN, Narrowing(state=PetitionState.RECEIVED)) == ([], 0)


def test_a_narrowed_view_is_one_statement_and_its_count_another(
    desk: Desk, mixed: Sequence[UUID], query_watch: QueryWatch
) -> None:
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        actor = ctx.actor
    narrowed = Narrowing(kind=PetitionKind.REPORT, due=Due.MONTH)
    with desk.runtime.reading(actor) as ctx:
        list_queue(ctx, viewer=actor, view=View.OPEN, page=PageRequest(5))  # the calendar's mark is read once
        with query_watch.observe() as seen:
            list_queue(ctx, viewer=actor, view=View.OPEN, page=PageRequest(5), narrowed=narrowed)
            count_narrowed(ctx, viewer=actor, view=View.OPEN, narrowed=narrowed)
    assert seen.queries == 2, seen.listing()


def test_choices_come_back_from_an_address_and_nonsense_does_not(desk: Desk) -> None:
    narrowed = Narrowing(
        PetitionKind.REPORT, PetitionState.TRIAGED, Field.LAND, Source.QR, Due.WEEK, desk.units[COMMUNE],
        desk.units[OTHER], desk.units["hamlet"], True, date(2026, 3, 2), False, "hamlet",
    )  # fmt: skip
    assert narrowing_from(narrowed.as_choices()) == narrowed
    assert narrowing_from({"week": "2026-02-30", "timely": "ja", "readable": "False", "hamlet": "x"}) == NOTHING
    assert narrowing_from({"week": "0001-01-01"}) == NOTHING
    assert narrowing_from({"kind": "x", "state": "'", "due": "1", "assignee": "me", "unit": "0"}) == NOTHING


def test_filters_are_one_s_own(desk: Desk) -> None:
    narrowed = Narrowing(field=Field.LAND)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        kept = save_filter(ctx, name="Đất", view=View.OPEN, narrowed=narrowed)
        with pytest.raises(FilterNameTaken):
            save_filter(ctx, name="Đất ", view=View.OPEN, narrowed=narrowed)
        with pytest.raises(FilterEmpty):
            save_filter(ctx, name="Tất cả", view=View.OPEN, narrowed=NOTHING)
        assert [(one.name, one.narrowed) for one in list_filters(ctx, viewer=ctx.actor)] == [("Đất", narrowed)]
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        assert list_filters(ctx, viewer=ctx.actor) == []
        with pytest.raises(NotFound):
            drop_filter(ctx, kept)
    with pytest.raises(Forbidden), desk.runtime.transaction(desk.actor(Role.COMMUNE_ADMIN)) as ctx:
        save_filter(ctx, name="Đất", view=View.OPEN, narrowed=narrowed)


def test_a_batch_does_what_it_may_and_is_undone_once(desk: Desk, mixed: Sequence[UUID]) -> None:
    given, proposal, urgent, new, _ = mixed
    verifier = desk.officials.account(Role.VERIFIER)
    targets = [desk.target(one) for one in (given, proposal, new)] + [Target(urgent, 99)]
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        result = run_batch(ctx, BatchKind.ASSIGN, targets, assignee_id=verifier)
        with pytest.raises(BatchEmpty):
            run_batch(ctx, BatchKind.CLAIM, [])
    assert (result.done, result.refused) == (2, 2)
    assert {desk.case(one).assignee_id for one in (given, proposal)} == {verifier}
    with pytest.raises(NotFound), desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        undo_batch(ctx, result.id)  # somebody else's
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        assert undo_batch(ctx, result.id).done == 2
        with pytest.raises(BatchTooLate):
            undo_batch(ctx, result.id)
    assert desk.case(given).assignee_id == desk.officials.account(Role.HANDLER)
    assert (desk.case(proposal).assignee_id, desk.case(proposal).state) == (None, PetitionState.TRIAGED)


def test_passing_marks_go_by_themselves(desk: Desk, mixed: Sequence[UUID], clock: SteppingClock) -> None:
    _, proposal, urgent, *_ = mixed
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        run_batch(ctx, BatchKind.CLAIM, [desk.target(proposal)])
        note_present(ctx, proposal)

    def kept() -> tuple[int, int]:
        sweep_petition_drafts(desk.runtime)
        with desk.runtime.reading() as ctx:
            found = (ctx.session.execute(select(func.count()).select_from(t)) for t in (QueueBatch, PetitionPresence))
            batches, present = (one.scalar_one() for one in found)
            return batches, present

    assert kept() == (1, 1)
    clock.advance(hours=1)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        note_present(ctx, urgent)
    assert kept() == (1, 1)
    clock.advance(days=2)
    assert kept() == (0, 0)


def test_who_may_take_a_petition_themselves(desk: Desk, mixed: Sequence[UUID]) -> None:
    _, proposal, urgent, new, _ = mixed
    handler = desk.actor(Role.HANDLER)
    with desk.runtime.transaction(handler) as ctx:
        result = run_batch(ctx, BatchKind.CLAIM, [desk.target(one) for one in (proposal, new)])
    assert (result.done, result.refused) == (1, 1)
    with desk.runtime.transaction(handler) as ctx:
        assert get_case(ctx, proposal, viewer=ctx.actor).assignee_id == ctx.actor.account_id
    for viewer in (desk.actor(Role.LEADER), desk.another("xa-ben", Role.HANDLER, OTHER)):
        with desk.runtime.transaction(viewer) as ctx:
            assert run_batch(ctx, BatchKind.CLAIM, [desk.target(urgent)]).done == 0
