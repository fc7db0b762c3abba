"""Complaints: signed, checked, verified, decided; clocks, stages, record and petition move together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from accounts.roles import Role
from casework.timeline import list_entries
from core.clock import local_date
from core.errors import DomainError, Forbidden, NotFound
from core.transitions import TransitionNotAllowed
from deadlines.queries import ClockView
from deadlines.states import ClockState
from feedback.errors import TitleMissing
from feedback.proceedings.commands import Lodge
from feedback.proceedings.errors import (
    ComplainedMissing,
    ComplaintWithdrawn,
    DayInFuture,
    DayTooEarly,
    DialogueAhead,
    DialogueMissing,
    DialogueTooSoon,
    DocumentMissing,
    FindingMissing,
    GroundMissing,
    KnownAfterReceived,
    KnownMissing,
    NoNoticeDue,
    NotTheDecider,
    NotYetInEffect,
    ObstacleReasonMissing,
    StepDayMissing,
    StillInTime,
    TimeBarPassed,
    WrongTrack,
)
from feedback.proceedings.queries import list_steps, open_details
from feedback.proceedings.services import let_take_effect, lodge_second
from feedback.proceedings.states import Evidence, Finding, Ground, Stage, Step, Track, Withdrawn
from feedback.queries import find_case_view, get_tracked
from feedback.services.moving import NOT_RUNNING
from feedback.states import Concerns, Happened, PetitionKind, PetitionState
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.proceeding import COMPLAINED, TITLE, Court
from tests.support.staffed import PROVINCE

# A Tuesday after the decrees of 1/7/2026 came into force, weeks away from any holiday.
AUTUMN = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)


@pytest.fixture
def court(desk: Desk, clock: SteppingClock) -> Court:
    clock.now = AUTUMN
    return Court(desk)


def states(clocks: dict[str, ClockView]) -> dict[str, ClockState]:
    return {rule: clock.state for rule, clock in clocks.items()}


def due(clock: ClockView) -> date:
    assert clock.due_at is not None
    return local_date(clock.due_at)


def test_a_signed_paper_starts_the_term_of_the_law_on_the_day_it_came(court: Court, clock: SteppingClock) -> None:
    """Row 33: the earlier of seven working days and ten days, from the receipt, not from the click."""
    petition_id = court.desk.send().id
    court.desk.triage(petition_id)
    clock.advance(days=2)
    received_on = court.today - timedelta(days=1)  # Wednesday, recorded on Thursday
    court.formalise(petition_id, court.command(received_on=received_on))
    case, found = court.desk.case(petition_id), court.clocks(petition_id)
    assert (case.state, case.kind) == (PetitionState.PROCEEDING, PetitionKind.COMPLAINT)
    assert states(found) == {
        "28": ClockState.MET, "55.ordinary": ClockState.STOPPED, "33": ClockState.RUNNING,
    }  # fmt: skip
    assert due(found["33"]) == received_on + timedelta(days=9)  # the seventh working day comes before the tenth day
    assert case.due_at == found["33"].due_at
    assert court.view(petition_id).stage is Stage.CHECKING


def test_an_untriaged_complaint_about_nobody_becomes_readable_and_has_its_own_words(court: Court) -> None:
    petition_id = court.formal(give=False)
    case = court.desk.case(petition_id)
    assert (case.sealed, case.title) == (False, TITLE)
    assert case.assignee_id == court.clerk.account_id  # whoever recorded it has it until it is given on
    with court.desk.runtime.reading() as ctx:
        assert open_details(ctx, petition_id).complained == COMPLAINED
        (first,) = list_steps(ctx, petition_id)
    assert (first.step, first.number, first.day) == (None, "15/SKN", court.today)


def test_a_complaint_about_somebody_stays_sealed(court: Court) -> None:
    petition_id = court.formal(concerns=Concerns.COMMUNE_OFFICIAL)
    case = court.desk.case(petition_id)
    assert (case.sealed, case.title, case.body) == (True, "", "")


def test_the_first_reply_is_met_by_the_written_acceptance(court: Court) -> None:
    petition_id = court.formal()
    assert states(court.clocks(petition_id)) == {"28": ClockState.RUNNING, "33": ClockState.RUNNING}
    court.take(petition_id, Step.ACCEPT, court.leader)
    assert states(court.clocks(petition_id)) == {
        "28": ClockState.MET, "33": ClockState.MET, "34": ClockState.RUNNING,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"received_on": 1}, DayInFuture),
        ({"known_on": None}, KnownMissing),
        ({"known_on": 0, "received_on": -2}, KnownAfterReceived),
        ({"complained": " "}, ComplainedMissing),
        ({"obstacle_days": 5}, ObstacleReasonMissing),
        ({"title": "A"}, TitleMissing),
        ({"track": Track.COMPLAINT_SECOND}, WrongTrack),
        ({"decider_id": "handler"}, NotTheDecider),
    ],
)
def test_what_a_signed_complaint_must_say(court: Court, wrong: dict[str, Any], error: type[DomainError]) -> None:
    if isinstance(wrong.get("decider_id"), str):
        wrong = {"decider_id": court.handler.account_id}
    days = {name: court.today + timedelta(days=value) for name, value in wrong.items() if type(value) is int}
    days.pop("obstacle_days", None)
    petition_id = court.desk.send().id
    with pytest.raises(error):
        court.formalise(petition_id, court.command(**{**wrong, **days}))
    assert court.desk.case(petition_id).state is PetitionState.RECEIVED


def test_from_acceptance_to_effect(court: Court, clock: SteppingClock) -> None:
    """Every term is started, met and copied by the step that the law ties to it."""
    petition_id = court.formal()
    clock.advance(days=1)
    assert court.take(petition_id, Step.ACCEPT, court.leader) is Stage.VERIFYING
    accepted = court.today
    assert court.desk.case(petition_id).due_at == court.clocks(petition_id)["34"].due_at
    clock.advance(days=6)
    assert court.take(petition_id, Step.REPORT, court.handler, words="Xác minh xong.") is Stage.REPORTED
    assert court.take(petition_id, Step.DECIDE, court.leader, finding=Finding.RIGHT) is Stage.DECIDED
    found = court.clocks(petition_id)
    assert (found["34"].state, found["35"].state) == (ClockState.MET, ClockState.RUNNING)
    assert court.desk.case(petition_id).due_at == found["35"].due_at
    assert court.take(petition_id, Step.SEND, court.handler) is Stage.SENT
    assert court.desk.case(petition_id).due_at == NOT_RUNNING  # nothing is due: the decision takes effect by itself
    decided = court.today
    clock.advance(days=3)
    assert court.take(petition_id, Step.PUBLISH, court.handler) is Stage.PUBLISHED
    with pytest.raises(NotYetInEffect):
        court.take(petition_id, Step.TAKE_EFFECT, court.handler)
    with court.desk.runtime.transaction() as ctx:
        assert let_take_effect(ctx) == 0
    clock.advance(days=30)
    with court.desk.runtime.transaction() as ctx:
        assert let_take_effect(ctx) == 1
    view, case = court.view(petition_id), court.desk.case(petition_id)
    assert (view.stage, view.accepted_on, view.decided_on) == (Stage.IN_EFFECT, accepted, decided)
    assert (case.state, view.finding) == (PetitionState.CLOSED, Finding.RIGHT)
    assert {clock_.state for clock_ in court.clocks(petition_id).values()} == {ClockState.MET}


def test_a_remote_area_has_the_longer_terms(court: Court) -> None:
    """Rows 34 and 41: chosen by the place, nobody has to know."""
    desk = court.desk
    with desk.runtime.transaction() as ctx:
        from sqlalchemy import update

        from agencies.models import Agency

        ctx.session.execute(update(Agency).where(Agency.id == desk.units["07288"]).values(remote=True))
    petition_id = court.accepted()
    assert set(court.clocks(petition_id)) == {"28", "33", "34.remote"}


def test_refusing_needs_a_number_and_one_of_the_nine_grounds(court: Court) -> None:
    petition_id = court.formal()
    with pytest.raises(GroundMissing):
        court.take(petition_id, Step.REFUSE, court.leader, ground=Ground.D_FORM)
    with pytest.raises(DocumentMissing):
        court.take(petition_id, Step.REFUSE, court.leader, number="")
    assert court.take(petition_id, Step.REFUSE, court.leader, ground=Ground.C_NOT_AFFECTED) is Stage.NOT_ACCEPTED
    assert court.desk.case(petition_id).state is PetitionState.CLOSED
    assert states(court.clocks(petition_id)) == {"28": ClockState.MET, "33": ClockState.MET}
    with court.desk.runtime.reading() as ctx:
        last = list_steps(ctx, petition_id)[-1]
    assert (last.step, last.ground, last.number) == (Step.REFUSE, Ground.C_NOT_AFFECTED, "12/QĐ-UBND")


def test_after_the_time_bar_it_can_only_be_refused_unless_an_obstacle_is_on_record(court: Court) -> None:
    known_on = court.today - timedelta(days=95)
    late = court.formal(court.command(known_on=known_on))
    with pytest.raises(TimeBarPassed):
        court.take(late, Step.ACCEPT, court.leader)
    assert court.take(late, Step.REFUSE, court.leader) is Stage.NOT_ACCEPTED
    excused = court.formal(court.command(known_on=known_on, obstacle_days=20, obstacle="Nằm viện, có giấy ra viện"))
    assert court.take(excused, Step.ACCEPT, court.leader) is Stage.VERIFYING


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_of_a_step_lies_between_the_receipt_and_today(court: Court, days: int) -> None:
    petition_id = court.formal()
    error = DayInFuture if days > 0 else DayTooEarly
    with pytest.raises(error):
        court.take(petition_id, Step.ACCEPT, court.leader, day=court.today + timedelta(days=days))
    with pytest.raises(StepDayMissing):
        court.take(petition_id, Step.ACCEPT, court.leader, day=None)


def test_where_views_differ_there_is_a_dialogue_told_five_days_ahead(court: Court, clock: SteppingClock) -> None:
    petition_id = court.accepted()
    court.take(petition_id, Step.REPORT, court.handler, differs=True)
    with pytest.raises(DialogueMissing):
        court.take(petition_id, Step.DECIDE, court.leader)
    with pytest.raises(DialogueTooSoon):
        court.take(petition_id, Step.INVITE, court.handler, meeting=court.today + timedelta(days=4))
    meeting = court.today + timedelta(days=7)
    assert court.take(petition_id, Step.INVITE, court.handler, meeting=meeting) is Stage.DIALOGUE
    with pytest.raises(DialogueAhead):
        court.take(petition_id, Step.MEET, court.handler)
    clock.advance(days=7)
    assert court.take(petition_id, Step.MEET, court.handler) is Stage.REPORTED
    with pytest.raises(FindingMissing):
        court.take(petition_id, Step.DECIDE, court.leader, finding=None)
    assert court.take(petition_id, Step.DECIDE, court.leader) is Stage.DECIDED


def test_suspension_stops_the_term_by_the_day_of_the_decision(court: Court, clock: SteppingClock) -> None:
    """Row 34 stands still from the decision to suspend to the decision to go on; row 40 for sending each."""
    petition_id = court.accepted()
    before = due(court.clocks(petition_id)["34"])
    clock.advance(days=3)
    suspended = court.today - timedelta(days=1)
    court.take(petition_id, Step.SUSPEND, court.leader, day=suspended)
    found = court.clocks(petition_id)
    assert (found["34"].state, found["40"].state) == (ClockState.PAUSED, ClockState.RUNNING)
    assert court.desk.case(petition_id).due_at == found["40"].due_at
    court.take(petition_id, Step.SEND_NOTICE, court.handler)
    assert court.desk.case(petition_id).due_at == NOT_RUNNING
    with pytest.raises(NoNoticeDue):
        court.take(petition_id, Step.SEND_NOTICE, court.handler)
    clock.advance(days=9)
    resumed = court.today
    assert court.take(petition_id, Step.RESUME, court.leader, day=resumed) is Stage.VERIFYING
    settling = court.clocks(petition_id)["34"]
    assert settling.state is ClockState.RUNNING
    # Never the shorter: a term that ends on a day off moves on.
    assert due(settling) >= before + (resumed - suspended)


def test_a_complaint_taken_back_is_ended_by_a_decision(court: Court) -> None:
    petition_id = court.accepted()
    court.take(petition_id, Step.WITHDRAW, court.clerk, withdrawn=Withdrawn.ALL)
    court.take(petition_id, Step.REPORT, court.handler)
    with pytest.raises(ComplaintWithdrawn):
        court.take(petition_id, Step.DECIDE, court.leader)
    assert court.take(petition_id, Step.TERMINATE, court.leader) is Stage.STOPPING
    found = court.clocks(petition_id)
    assert (found["34"].state, found["40"].state) == (ClockState.STOPPED, ClockState.RUNNING)
    assert court.take(petition_id, Step.SEND_NOTICE, court.handler) is Stage.STOPPED
    assert court.desk.case(petition_id).state is PetitionState.CLOSED


def test_before_acceptance_taking_it_back_is_the_end(court: Court) -> None:
    petition_id = court.formal()
    assert court.take(petition_id, Step.WITHDRAW, court.handler) is Stage.WITHDRAWN
    assert court.desk.case(petition_id).state is PetitionState.CLOSED


def lodge(court: Court, petition_id: UUID, **values: Any) -> Any:
    given = {"received_on": court.today, "told_on": court.today, **values}
    with court.desk.runtime.transaction(court.clerk) as ctx:
        return lodge_second(ctx, court.desk.target(petition_id), Lodge(Evidence.SIGNED_PAPER, **given))


def test_a_second_complaint_is_the_provinces_case(court: Court, clock: SteppingClock) -> None:
    petition_id = court.decided()
    told_on = court.today
    clock.advance(days=10)
    lodged = lodge(court, petition_id, told_on=told_on)
    first, second = court.desk.case(petition_id), court.desk.case(lodged.petition_id)
    assert (first.state, court.view(petition_id).stage) == (PetitionState.CLOSED, Stage.APPEALED)
    assert second.agency_id == court.desk.units[PROVINCE]
    assert (second.state, second.title) == (PetitionState.PROCEEDING, TITLE)
    view = court.view(lodged.petition_id)
    assert (view.track, view.stage, view.known_on) == (Track.COMPLAINT_SECOND, Stage.CHECKING, told_on)
    assert set(court.clocks(lodged.petition_id)) == {"28", "33"}
    with court.desk.runtime.reading() as ctx:
        details = open_details(ctx, lodged.petition_id)
        assert get_tracked(ctx, lodged.petition_id).content.content.what
    assert (details.complained, details.complained_number) == (COMPLAINED, "01/QĐ-UBND")  # as its paper was numbered


def test_without_a_decision_a_second_complaint_waits_for_the_term(court: Court, clock: SteppingClock) -> None:
    petition_id = court.accepted()
    with pytest.raises(StillInTime):
        lodge(court, petition_id)
    clock.advance(days=40)
    assert lodge(court, petition_id).number


def test_in_the_second_instance_there_is_always_a_dialogue(court: Court, clock: SteppingClock) -> None:
    petition_id = court.decided()
    lodged = lodge(court, petition_id)
    second, province = lodged.petition_id, court.desk.province_clerk()
    chair = court.desk.another("chu-tich-tinh", Role.LEADER, PROVINCE)
    from feedback.proceedings.services import name_decider

    with court.desk.runtime.transaction(province) as ctx:
        name_decider(ctx, court.desk.target(second), chair.account_id or UUID(int=0))
    verifier = court.desk.another("xac-minh-tinh", Role.VERIFIER, PROVINCE)
    court.desk.assign(second, clerk=province, to=verifier.account_id)
    assert court.take(second, Step.ACCEPT, chair) is Stage.VERIFYING
    assert "37" in court.clocks(second)
    court.take(second, Step.REPORT, verifier, differs=False)
    with pytest.raises(DialogueMissing):
        court.take(second, Step.DECIDE, chair)
    court.take(second, Step.INVITE, verifier, meeting=court.today + timedelta(days=8))
    clock.advance(days=8)
    court.take(second, Step.MEET, verifier)
    court.take(second, Step.DECIDE, chair)
    assert court.clocks(second)["38"].state is ClockState.RUNNING
    with pytest.raises(TransitionNotAllowed):
        court.take(second, Step.APPEAL, verifier)


def test_a_late_second_complaint_is_for_the_province_to_refuse(court: Court, clock: SteppingClock) -> None:
    petition_id = court.decided()
    told_on = court.today
    clock.advance(days=40)
    lodged = lodge(court, petition_id, told_on=told_on)
    chair = court.desk.another("chu-tich-tinh", Role.LEADER, PROVINCE)
    from feedback.proceedings.services import name_decider

    with court.desk.runtime.transaction(court.desk.province_clerk()) as ctx:
        name_decider(ctx, court.desk.target(lodged.petition_id), chair.account_id or UUID(int=0))
    with pytest.raises(TimeBarPassed):
        court.take(lodged.petition_id, Step.ACCEPT, chair)
    assert court.take(lodged.petition_id, Step.REFUSE, chair, ground=Ground.C_TIME_BAR) is Stage.NOT_ACCEPTED


WHO: list[tuple[Step, Callable[[Court], Any]]] = [
    (Step.ACCEPT, lambda court: court.handler),
    (Step.ACCEPT, lambda court: court.clerk),
    (Step.ACCEPT, lambda court: court.desk.another("pho-chu-tich", Role.LEADER)),
]


@pytest.mark.parametrize(("step", "who"), WHO)
def test_only_the_one_who_was_named_decides(court: Court, step: Step, who: Callable[[Court], Any]) -> None:
    actor, petition_id = who(court), court.formal()
    with pytest.raises(Forbidden):
        court.take(petition_id, step, actor)


def test_somebody_of_another_commune_knows_nothing_of_it(court: Court) -> None:
    petition_id, stranger = court.formal(), court.desk.another("xa-khac", Role.LEADER, "07294")
    with pytest.raises(NotFound):
        court.take(petition_id, Step.ACCEPT, stranger)


def test_the_story_is_on_the_senders_page_without_its_words(court: Court) -> None:
    petition_id = court.decided()
    with court.desk.runtime.reading() as ctx:
        entries = list_entries(ctx, petition_id, kinds=Happened, public_only=True)
        assert find_case_view(ctx, petition_id)
    steps = [entry.params.get("step") for entry in reversed(entries) if entry.kind is Happened.PROCEEDED]
    assert steps == ["accept", "report", "decide", "send"]
    known = {"step", "stage", "due_at", "petition_kind", "assignee", "kind", "paper", "way"}
    assert all(set(entry.params) <= known for entry in entries)
