"""The queue shows what the policy allows, page by page, in due order; others see no sealed case."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy import select, update

from accounts.roles import Role
from core.actor import Actor
from core.errors import Forbidden
from core.paging import PageRequest
from deadlines.commands import DayChange
from deadlines.services import change_days
from deadlines.states import DayKind
from feedback.machine import OPEN_STATES
from feedback.models import Petition
from feedback.policies import can_see
from feedback.queries import QueueRow, commune_facts, count_queues, list_for_board, list_queue, overview
from feedback.queries.queue import CAP
from feedback.services import copy_due_dates
from feedback.states import Concerns, PetitionKind, PetitionState, Urgency, View
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.publishing import published
from tests.support.query_watch import QueryWatch
from tests.support.staffed import COMMUNE, PROVINCE


def rows(desk: Desk, viewer: Actor, view: View = View.OPEN, size: int = 50) -> list[QueueRow]:
    """All pages of a view."""
    found: list[QueueRow] = []
    after: str | None = None
    with desk.runtime.transaction(viewer) as ctx:
        while True:
            page = list_queue(ctx, viewer=ctx.actor, view=view, page=PageRequest(size, after))
            found += page.items
            after = page.next_cursor
            if after is None:
                return found


@pytest.fixture
def mixed(desk: Desk) -> Sequence[UUID]:
    """Petitions of every sort, at both desks."""
    given = desk.in_progress()
    new, leaders = desk.send().id, desk.send(Concerns.COMMUNE_LEADER).id
    sealed = desk.send(Concerns.COMMUNE_OFFICIAL).id
    desk.triage(sealed, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sealed)
    waiting = desk.in_progress()
    desk.propose(waiting)
    triaged = desk.send().id
    desk.triage(triaged, urgency=Urgency.SIMPLE)
    return [given, new, leaders, sealed, waiting, triaged, desk.answered()]


def test_the_list_is_what_the_policy_says(desk: Desk, mixed: Sequence[UUID]) -> None:
    viewers = [desk.actor(role) for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.VERIFIER, Role.LEADER)]
    for viewer in [*viewers, desk.another("khac", Role.HANDLER), desk.province_clerk()]:
        with desk.runtime.transaction(viewer) as ctx:
            known = {petition_id: can_see(ctx.actor, desk.case(petition_id).facts()) for petition_id in mixed}
        expected = {p for p, seen in known.items() if seen and desk.case(p).state in OPEN_STATES}
        assert {row.id for row in rows(desk, viewer)} == expected
        done = {p for p, seen in known.items() if seen and desk.case(p).state not in OPEN_STATES}
        assert {row.id for row in rows(desk, viewer, View.DONE)} == done


def test_pages_join_without_gap_or_double(desk: Desk, mixed: Sequence[UUID]) -> None:
    clerk = desk.actor(Role.INTAKE_CLERK)
    whole, paged = rows(desk, clerk), rows(desk, clerk, size=2)
    assert [row.id for row in paged] == [row.id for row in whole]
    assert [row.due_at for row in whole] == sorted(row.due_at for row in whole)


def test_counts_agree_with_the_lists(desk: Desk, mixed: Sequence[UUID], clock: SteppingClock) -> None:
    for days in (0, 4, 10, 10):
        clock.advance(days=days)
        for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER):
            with desk.runtime.transaction(desk.actor(role)) as ctx:
                counts = {count.view: count.count for count in count_queues(ctx)}
            assert counts == {view: len(rows(desk, desk.actor(role), view)) for view in View if view is not View.DONE}


def test_my_work_is_what_waits_for_my_role(desk: Desk, mixed: Sequence[UUID]) -> None:
    given, new, _, sealed, waiting, triaged, _ = mixed
    assert {row.id for row in rows(desk, desk.actor(Role.INTAKE_CLERK), View.MINE)} == {new, triaged}
    assert {row.id for row in rows(desk, desk.actor(Role.HANDLER), View.MINE)} == {given, sealed}
    assert {row.id for row in rows(desk, desk.actor(Role.LEADER), View.MINE)} == {waiting}


def test_what_was_taken_up_formally_waits_for_its_handler(desk: Desk) -> None:
    given = desk.in_progress()
    with desk.runtime.transaction() as ctx:
        formal = {"state": PetitionState.PROCEEDING, "kind": PetitionKind.COMPLAINT}
        ctx.session.execute(update(Petition).where(Petition.id == given).values(**formal))
    handler = desk.actor(Role.HANDLER)
    for view in (View.MINE, View.OPEN):
        assert [row.id for row in rows(desk, handler, view)] == [given]
    with desk.runtime.transaction(handler) as ctx:
        counts = {count.view: count.count for count in count_queues(ctx)}
    assert (counts[View.MINE], counts[View.OPEN], counts[View.UNASSIGNED]) == (1, 1, 0)


@pytest.mark.parametrize("state", [PetitionState.AWAITING_INFO, PetitionState.PROCEEDING])
def test_what_lost_its_handler_on_the_way_waits_for_the_desk(desk: Desk, state: PetitionState) -> None:
    """It is not new, but nobody has it: without this only the list of everything open would show it."""
    given = desk.in_progress()
    clerk = desk.actor(Role.INTAKE_CLERK)
    for assignee, found in ((desk.officials.account(Role.HANDLER), []), (None, [given])):
        with desk.runtime.transaction() as ctx:
            values = {"state": state, "assignee_id": assignee}
            ctx.session.execute(update(Petition).where(Petition.id == given).values(**values))
        for view in (View.MINE, View.UNASSIGNED):
            assert [row.id for row in rows(desk, clerk, view)] == found
        with desk.runtime.transaction(clerk) as ctx:
            counts = {count.view: count.count for count in count_queues(ctx)}
        assert (counts[View.MINE], counts[View.UNASSIGNED], counts[View.OPEN]) == (len(found), len(found), 1)


def test_sealed_rows_show_nothing(desk: Desk, mixed: Sequence[UUID]) -> None:
    sealed = [row for row in rows(desk, desk.actor(Role.INTAKE_CLERK)) if row.sealed]
    assert len(sealed) == 2
    assert {row.title for row in sealed} == {""}


def test_the_queue_is_for_those_who_work_petitions(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        rows(desk, desk.actor(Role.COMMUNE_ADMIN))
    with desk.runtime.transaction(desk.actor(Role.BOARD_MEMBER)) as ctx:
        assert count_queues(ctx) == []


def test_counts_stop_at_the_cap(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from feedback.queries import queue

    for _ in range(3):
        desk.send()
    monkeypatch.setattr(queue, "CAP", 2)
    queue._count_statement.cache_clear()
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        counts = {count.view: (count.count, count.capped) for count in count_queues(ctx)}
    queue._count_statement.cache_clear()
    assert counts[View.UNTRIAGED] == (2, True)
    assert CAP > 2


def test_the_list_and_the_counts_are_one_statement_each(desk: Desk, query_watch: QueryWatch) -> None:
    desk.send()
    clerk = desk.actor(Role.INTAKE_CLERK)
    with desk.runtime.transaction(clerk) as ctx:
        actor = ctx.actor
    with desk.runtime.reading(actor) as ctx:
        count_queues(ctx)  # the calendar's mark is read once
        with query_watch.observe() as seen:
            list_queue(ctx, viewer=actor, view=View.OPEN, page=PageRequest(20))
            count_queues(ctx)
    assert seen.queries == 2, seen.listing()


def test_public_figures_and_the_board_leave_sealed_cases_out(desk: Desk, mixed: Sequence[UUID]) -> None:
    with desk.runtime.reading() as ctx:
        answered = [row.id for row in list_for_board(ctx, "24.07288", PageRequest(50)).items if row.answered_at]
    published(desk, answered[0])
    with desk.runtime.reading() as ctx:
        facts = commune_facts(ctx, desk.units[COMMUNE])
        board = list_for_board(ctx, "24.07288", PageRequest(50)).items
        province = list_for_board(ctx, "24", PageRequest(50)).items
        assert commune_facts(ctx, desk.units[PROVINCE]).open == 0
    assert (facts.open, facts.overdue, facts.answered, facts.answered_on_time) == (3, 0, 1, 1)
    assert {row.id for row in board} == {row.id for row in province} == {mixed[0], mixed[4], mixed[5], mixed[6]}
    assert {row.public_answer for row in board} == {"", "Đã nạo vét cống hôm qua."}


def test_the_board_reads_page_by_page(desk: Desk, mixed: Sequence[UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    def ids(path: str) -> list[UUID]:
        found: list[UUID] = []
        after = None
        with desk.runtime.reading() as ctx:
            while True:
                page = list_for_board(ctx, path, PageRequest(2, after))
                found += [row.id for row in page.items]
                after = page.next_cursor
                if after is None:
                    return found

    merged = ids("24")
    assert len(merged) == 4
    assert ids("24.07288") == merged
    monkeypatch.setattr(overview, "_MERGED", 0)
    assert ids("24") == merged
    assert ids("khong-co") == []


def test_a_changed_calendar_moves_the_queue(desk: Desk) -> None:
    petition_id = desk.in_progress()
    due = desk.case(petition_id).due_at
    off = DayChange(due.date(), DayKind.HOLIDAY, "Nghỉ đột xuất", "thử")
    with desk.runtime.transaction(desk.actor(Role.PROVINCE_ADMIN)) as ctx:
        change_days(ctx, [off], on_change=copy_due_dates)
    with desk.runtime.reading() as ctx:
        moved = ctx.session.execute(select(Petition.due_at).where(Petition.id == petition_id)).scalar_one()
    assert moved > due
