"""A breach from the moment it is found to what was learned; 72 hours to the authority."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.inbox import OfficialNoticeKind, list_unseen
from accounts.roles import Role
from core.errors import Forbidden, NotFound
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from deadlines.queries import list_clocks
from deadlines.states import ClockState
from privacy.breaches.queries import get_breach, list_breaches
from privacy.breaches.services import RecordBreach, Step, record_breach, take_step
from privacy.errors import DecisionMissing, FoundLater, NothingSaid
from privacy.states import BreachAct, BreachKind, BreachState, Severity
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

SECRET_WORDS = "Gửi nhầm bảng tên người tố cáo cho Ông Thầm Lặng"


def test_from_found_to_learned(desk: Desk, clock: SteppingClock) -> None:
    finder, officer = desk.actor(Role.HAMLET_HEAD), desk.actor(Role.DATA_PROTECTION_OFFICER)
    leader, commune = desk.actor(Role.LEADER), desk.units["07288"]
    found_at = clock.now - timedelta(hours=5)
    with desk.runtime.transaction(finder) as ctx:
        with pytest.raises(FoundLater):
            record_breach(ctx, RecordBreach(commune, BreachKind.SENT, clock.now + timedelta(hours=1), "x"))
        with pytest.raises(NothingSaid):
            record_breach(ctx, RecordBreach(commune, BreachKind.SENT, found_at, " "))
        breach_id = record_breach(ctx, RecordBreach(commune, BreachKind.SENT, found_at, SECRET_WORDS))
    with desk.runtime.reading() as ctx:
        (term,) = list_clocks(ctx, "data_breach", breach_id)
        assert (term.row, term.due_at) == (58, found_at + timedelta(hours=72))
        assert officer.account_id is not None
        assert [one.kind for one in list_unseen(ctx, officer.account_id)] == [OfficialNoticeKind.BREACH_FOUND]
    for role in set(Role) - {Role.DATA_PROTECTION_OFFICER, Role.LEADER}:
        with desk.runtime.transaction(desk.actor(role)) as ctx:
            assert not list_breaches(ctx, viewer=ctx.actor, page=PageRequest(9)).items
            with pytest.raises(NotFound):
                take_step(ctx, Step(breach_id, 1, BreachAct.CONTAIN, "x"))

    def step(who: object, version: int, act: BreachAct, **more: object) -> None:
        with desk.runtime.transaction(who) as ctx:  # type: ignore[arg-type]  # an actor
            take_step(ctx, Step(breach_id, version, act, "Đã làm.", **more))  # type: ignore[arg-type]  # as above

    step(officer, 1, BreachAct.CONTAIN)
    with pytest.raises(NothingSaid):
        step(officer, 2, BreachAct.ASSESS)  # how grave is it?
    step(officer, 2, BreachAct.ASSESS, severity=Severity.GRAVE, people=12)
    with pytest.raises(Forbidden):  # a leader answers for what goes to the authority
        step(officer, 3, BreachAct.REPORT, document_number="3/BC")
    with pytest.raises(DecisionMissing):
        step(leader, 3, BreachAct.REPORT)
    step(leader, 3, BreachAct.REPORT, document_number="3/BC")
    with pytest.raises(TransitionNotAllowed):
        step(officer, 4, BreachAct.LEARN)
    step(officer, 4, BreachAct.TELL)
    step(officer, 5, BreachAct.LEARN)
    with desk.runtime.transaction(officer) as ctx:
        case = get_breach(ctx, breach_id, viewer=ctx.actor)
        assert (case.row.state, case.row.severity, case.row.people) == (BreachState.CLOSED, Severity.GRAVE, 12)
        assert (case.row.report_number, case.acts) == ("3/BC", ())
        assert case.said(None) == SECRET_WORDS
        assert [one.act for one in case.steps] == [
            None, BreachAct.CONTAIN, BreachAct.ASSESS, BreachAct.REPORT, BreachAct.TELL, BreachAct.LEARN,
        ]  # fmt: skip
        assert [one.state for one in list_clocks(ctx, "data_breach", breach_id)] == [ClockState.MET]
        (row,) = list_breaches(ctx, viewer=ctx.actor, page=PageRequest(9)).items
        assert "Thầm Lặng" not in repr(row)
