"""The week in figures: each is the length of the queue's list it leads to, and no sealed case is in any."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from accounts.roles import Role
from agencies.queries import AgencyCard, get_card
from core.clock import VIETNAM
from core.context import Context
from core.paging import PageRequest
from feedback.models import Petition
from feedback.queries import list_queue
from feedback.queries.narrowing import Narrowing
from feedback.states import Concerns, Due, Field, PetitionKind, Urgency, View
from feedback.weekly.policies import can_list_at, can_see_week
from feedback.weekly.queries import Line, WeekFigures, week_of_desk, weeks_below
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.query_watch import QueryWatch
from tests.support.staffed import COMMUNE, OTHER, PROVINCE


@pytest.fixture
def weeks(desk: Desk, clock: SteppingClock) -> Sequence[UUID]:
    """Petitions of three weeks at one desk: some answered (one late), some late, some of a hamlet, one sealed."""
    hamlet = {"hamlet_id": desk.units["hamlet"]}
    early = desk.answered()
    slow = desk.in_progress()
    clock.advance(days=21)
    desk.propose(slow)
    desk.approve(slow)
    late, waiting, free = desk.in_progress(), desk.in_progress(), desk.send(**hamlet).id
    desk.triage(free, urgency=Urgency.URGENT)
    clock.advance(days=14)
    desk.propose(waiting)
    sealed = desk.send(Concerns.COMMUNE_OFFICIAL).id
    desk.triage(sealed, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sealed)
    fresh = desk.send(**hamlet).id
    desk.triage(fresh, PetitionKind.PROPOSAL)
    desk.assign(fresh, to=desk.officials.account(Role.VERIFIER))
    desk.send()
    answered = desk.answered()
    return [early, slow, late, waiting, free, sealed, fresh, answered]


def listed(ctx: Context, desk: Desk, view: View, **chosen: object) -> int:
    narrowed = Narrowing(unit=desk.units[COMMUNE], readable=True, **chosen)  # type: ignore[arg-type]
    return len(list_queue(ctx, viewer=ctx.actor, view=view, page=PageRequest(90), narrowed=narrowed).items)


def lines_agree(ctx: Context, desk: Desk, lines: Sequence[Line], name: str) -> None:
    for line in lines:
        key = {name: line.key} if line.key else {"lacks": name}
        assert line.open == listed(ctx, desk, View.OPEN, **key)
        assert line.late == listed(ctx, desk, View.OPEN, due=Due.LATE, **key)
        assert line.due == listed(ctx, desk, View.OPEN, due=Due.THIS_WEEK, **key)


def test_every_figure_is_as_long_as_its_list(desk: Desk, weeks: Sequence[UUID], clock: SteppingClock) -> None:
    for days in (0, 1, 3, 6, 30):
        clock.advance(days=days)
        with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
            found = week_of_desk(ctx, desk.units[COMMUNE])
            assert found.open == listed(ctx, desk, View.OPEN)
            assert found.late == listed(ctx, desk, View.OPEN, due=Due.LATE)
            assert found.due == listed(ctx, desk, View.OPEN, due=Due.THIS_WEEK)
            assert found.approval == listed(ctx, desk, View.APPROVAL)
            lines_agree(ctx, desk, found.by_field, "field")
            lines_agree(ctx, desk, found.by_hamlet, "hamlet")
            lines_agree(ctx, desk, found.by_handler, "assignee")
            for line in found.weeks:
                assert line.answered == listed(ctx, desk, View.DONE, week=line.week.monday)
                assert line.timely == listed(ctx, desk, View.DONE, week=line.week.monday, timely=True)
                assert line.late == listed(ctx, desk, View.DONE, week=line.week.monday, timely=False)


def figures(desk: Desk) -> WeekFigures:
    with desk.runtime.reading(desk.actor(Role.LEADER)) as ctx:
        return week_of_desk(ctx, desk.units[COMMUNE])


def test_the_figures_of_a_known_week(desk: Desk, weeks: Sequence[UUID]) -> None:
    found = figures(desk)
    assert (found.open, found.approval, found.untriaged, found.untriaged_late) == (4, 1, 1, 0)
    assert [(line.key, line.open) for line in found.by_field] == [(Field.INFRASTRUCTURE, 4)]
    assert [(line.name, line.open) for line in found.by_hamlet] == [("Thôn Cầu Gỗ", 2), ("", 2)]
    assert {line.name: line.open for line in found.by_handler} == {"Người handler": 2, "Người verifier": 1, "": 1}
    assert [(w.received, w.answered, w.timely) for w in found.weeks] == [
        (0, 0, 0), (0, 0, 0), (3, 1, 0), (0, 0, 0), (3, 1, 1),
    ]  # fmt: skip
    assert found.this_week.share == 1.0
    assert found.weeks[0].share is None


def test_what_was_disputed_is_open_again_and_answered_no_more(desk: Desk, weeks: Sequence[UUID]) -> None:
    before = figures(desk)
    with desk.runtime.transaction() as ctx:
        again = {"state": "reopened", "reopened_at": ctx.now}
        ctx.session.execute(update(Petition).where(Petition.id == weeks[-1]).values(**again))
    after = figures(desk)
    assert (after.open, after.this_week.answered) == (before.open + 1, before.this_week.answered - 1)


def test_sealed_cases_are_nowhere(desk: Desk, weeks: Sequence[UUID]) -> None:
    """With the sealed one gone, every figure is the same: nobody reads from them that there was one."""
    before = figures(desk)
    with desk.runtime.transaction() as ctx:
        elsewhere = {"agency_id": desk.units[PROVINCE]}
        ctx.session.execute(update(Petition).where(Petition.id == weeks[5]).values(**elsewhere))
    assert figures(desk) == before


def test_the_province_sees_its_communes_side_by_side(desk: Desk, weeks: Sequence[UUID]) -> None:
    with desk.runtime.reading() as ctx:
        rows = {line.code: line for line in weeks_below(ctx, "24")}
    here = figures(desk)
    assert rows[COMMUNE].open == here.open
    assert rows[COMMUNE].late == here.late
    assert rows[COMMUNE].due == here.due
    assert (rows[COMMUNE].answered, rows[COMMUNE].timely) == (here.this_week.answered, here.this_week.timely)
    assert rows[OTHER].open == 0


def test_two_statements_whatever_there_is(desk: Desk, weeks: Sequence[UUID], query_watch: QueryWatch) -> None:
    with desk.runtime.reading() as ctx, query_watch.observe() as seen:
        week_of_desk(ctx, desk.units[COMMUNE])
    assert seen.queries == 2, seen.listing()
    with desk.runtime.reading() as ctx, query_watch.observe() as seen:
        weeks_below(ctx, "24")
    assert seen.queries == 1, seen.listing()


def test_an_empty_desk_has_a_week_too(desk: Desk, clock: SteppingClock) -> None:
    clock.now = datetime(2026, 3, 15, 23, 59, tzinfo=VIETNAM)
    found = figures(desk)
    assert (found.open, found.by_field, found.this_week.received) == (0, [], 0)
    assert found.this_week.week.sunday - found.weeks[0].week.monday == timedelta(days=34)


# Who sees the week of which place, and whose figures lead to the queue: by hand.
SEES = {
    Role.LEADER: {COMMUNE: (True, True), OTHER: (False, False), PROVINCE: (False, False)},
    Role.PROVINCIAL_INSPECTOR: {COMMUNE: (True, False), OTHER: (True, False), PROVINCE: (True, False)},
    Role.INTAKE_CLERK: {COMMUNE: (False, True), OTHER: (False, False), PROVINCE: (False, False)},
    Role.HANDLER: {COMMUNE: (False, True), OTHER: (False, False), PROVINCE: (False, False)},
    Role.BOARD_MEMBER: dict.fromkeys((COMMUNE, OTHER, PROVINCE), (False, False)),
    Role.COMMUNE_ADMIN: dict.fromkeys((COMMUNE, OTHER, PROVINCE), (False, False)),
    Role.PROVINCE_ADMIN: dict.fromkeys((COMMUNE, OTHER, PROVINCE), (False, False)),
}


def card(ctx: Context, desk: Desk, code: str) -> AgencyCard:
    return get_card(ctx, desk.units[code])


@pytest.mark.parametrize("role", SEES)
def test_who_sees_whose_week(desk: Desk, role: Role) -> None:
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        found = {
            code: (bool(can_see_week(ctx.actor, card(ctx, desk, code))), can_list_at(ctx.actor, card(ctx, desk, code)))
            for code in (COMMUNE, OTHER, PROVINCE)
        }
    assert found == SEES[role]


def test_the_province_s_leader_sees_its_communes(desk: Desk) -> None:
    with desk.runtime.transaction(desk.another("lanh-dao-tinh", Role.LEADER, PROVINCE)) as ctx:
        assert all(can_see_week(ctx.actor, card(ctx, desk, code)) for code in (COMMUNE, OTHER, PROVINCE))
        assert not can_list_at(ctx.actor, card(ctx, desk, COMMUNE))
        assert ctx.session.execute(select(Petition.id)).first() is None
