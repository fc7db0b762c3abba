"""What becomes of a petition: states, clocks, timeline and copies move together."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from accounts.roles import Role
from casework.timeline import list_entries
from core.actor import ANONYMOUS
from core.errors import Forbidden, NotFound, StaleVersion
from core.outbox import OutboxMessage
from core.transitions import TransitionNotAllowed
from deadlines.queries import list_clocks
from deadlines.states import ClockState
from feedback import services
from feedback.commands import DraftAnswer, Leave, Rating, Target, Triage
from feedback.errors import (
    AlreadyReopened,
    AnswerMissing,
    ConflictOfInterest,
    DisputeReasonMissing,
    NotAHolder,
    PublicTextOfSealed,
    TextMissing,
    TitleMissing,
)
from feedback.queries import approved_answer, get_tracked, list_answers, list_notes
from feedback.services.moving import NOT_RUNNING
from feedback.states import (
    Act,
    AnswerState,
    Concerns,
    Field,
    Happened,
    NoteKind,
    Outcome,
    PetitionKind,
    PetitionState,
    Urgency,
)
from tests.support.clock import SteppingClock
from tests.support.petitioning import WHAT, Desk


def happened(desk: Desk, petition_id: UUID) -> list[Happened]:
    with desk.runtime.reading() as ctx:
        return [entry.kind for entry in list_entries(ctx, petition_id, kinds=Happened)]


def clocks(desk: Desk, petition_id: UUID) -> dict[int, ClockState]:
    with desk.runtime.reading() as ctx:
        return {clock.row: clock.state for clock in list_clocks(ctx, "petition", petition_id)}


def test_triage_unseals_a_report_and_swaps_the_clocks(desk: Desk) -> None:
    petition_id = desk.send().id
    desk.triage(petition_id, urgency=Urgency.SIMPLE)
    case = desk.case(petition_id)
    assert (case.sealed, case.body, case.title, case.kind) == (False, WHAT, "Cống tắc", PetitionKind.REPORT)
    assert clocks(desk, petition_id) == {28: ClockState.MET, 55: ClockState.RUNNING}
    with desk.runtime.reading() as ctx:
        (settling,) = [clock for clock in list_clocks(ctx, "petition", petition_id) if clock.row == 55]
    assert (settling.variant, settling.due_at) == ("simple", case.due_at)
    assert settling.started_at == case.received_at  # the citizen waits since then, not since triage


@pytest.mark.parametrize(
    ("concerns", "kind"),
    [
        (Concerns.NOBODY, PetitionKind.DENUNCIATION_INFO),
        (Concerns.NOBODY, PetitionKind.MIXED),
        (Concerns.HAMLET_HEAD, PetitionKind.REPORT),
        (Concerns.COMMUNE_OFFICIAL, PetitionKind.REPORT),
    ],
)
def test_what_may_accuse_or_speaks_of_someone_stays_sealed(desk: Desk, concerns: Concerns, kind: PetitionKind) -> None:
    petition_id = desk.send(concerns).id
    desk.triage(petition_id, kind, keep_sealed=False)
    case = desk.case(petition_id)
    assert (case.sealed, case.body, case.title) == (True, "", "")


def test_what_concerns_leaders_stays_sealed_whatever_it_is_called(desk: Desk) -> None:
    petition_id = desk.send(Concerns.COMMUNE_LEADER).id
    desk.triage(petition_id, PetitionKind.REPORT, clerk=desk.province_clerk())
    assert desk.case(petition_id).sealed


def test_a_readable_petition_needs_a_title(desk: Desk) -> None:
    with pytest.raises(TitleMissing):
        desk.triage(desk.send().id, title=" ")


def test_only_people_who_handle_here_are_given_a_case(desk: Desk) -> None:
    petition_id = desk.send().id
    desk.triage(petition_id)
    for stranger in (uuid4(), desk.officials.account(Role.PUBLISHER)):
        with pytest.raises(NotAHolder):
            desk.assign(petition_id, to=stranger)


def test_asking_stops_the_clock_and_the_answer_starts_it_again(desk: Desk, clock: SteppingClock) -> None:
    petition_id = desk.in_progress()
    due = desk.case(petition_id).due_at
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(petition_id), "Cống nào, gần nhà ai?")
    assert clocks(desk, petition_id)[55] is ClockState.PAUSED
    assert desk.case(petition_id).due_at == NOT_RUNNING
    clock.advance(days=7)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.supplement(ctx, petition_id, "Cống trước nhà văn hóa.")
    case = desk.case(petition_id)
    assert case.state is PetitionState.IN_PROGRESS
    assert case.due_at == due + timedelta(days=7)
    with desk.runtime.reading() as ctx:
        assert [note.kind for note in list_notes(ctx, petition_id)] == [NoteKind.QUESTION, NoteKind.ADDITION]


def test_going_on_without_an_answer(desk: Desk) -> None:
    petition_id = desk.in_progress()
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(petition_id), "Cống nào, gần nhà ai?")
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.resume(ctx, desk.target(petition_id))
    assert desk.case(petition_id).due_at < NOT_RUNNING


def test_the_sender_reads_only_the_approved_answer(desk: Desk) -> None:
    petition_id = desk.in_progress()
    desk.propose(petition_id, "Bản thứ nhất chưa đạt.")
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        services.return_answer(ctx, desk.target(petition_id), "Ghi rõ ngày làm xong.")
    with desk.runtime.reading() as ctx:
        assert get_tracked(ctx, petition_id).answer is None
    desk.propose(petition_id, "Bản thứ hai: đã xong hôm qua.")
    desk.approve(petition_id)
    with desk.runtime.reading() as ctx:
        answer = approved_answer(ctx, petition_id)
        states = [version.state for version in list_answers(ctx, petition_id)]
        tracked = get_tracked(ctx, petition_id)
    assert answer is not None
    assert answer.text == "Bản thứ hai: đã xong hôm qua."
    assert states == [AnswerState.APPROVED, AnswerState.RETURNED]
    assert Happened.RETURNED not in [entry.kind for entry in tracked.timeline]
    assert clocks(desk, petition_id)[55] is ClockState.MET


def test_nothing_is_proposed_without_a_draft_and_nothing_of_a_sealed_case_published(desk: Desk) -> None:
    petition_id = desk.in_progress()
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(AnswerMissing):
        services.propose(ctx, desk.target(petition_id))
    sealed = desk.send(Concerns.COMMUNE_OFFICIAL).id
    desk.triage(sealed, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sealed)
    command = DraftAnswer(Outcome.EXPLAINED, "Đã kiểm tra nội dung.", "Bản công khai")
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(PublicTextOfSealed):
        services.save_answer(ctx, desk.target(sealed), command)


def test_an_unhappy_sender_reopens_it_once(desk: Desk, clock: SteppingClock) -> None:
    petition_id = desk.answered()
    clock.advance(days=2)
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(DisputeReasonMissing):
        services.rate(ctx, petition_id, Rating(1))
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.rate(ctx, petition_id, Rating(2, "Cống vẫn tắc như cũ."))
    case = desk.case(petition_id)
    assert case.state is PetitionState.REOPENED
    assert case.due_at > clock.now
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx, pytest.raises(ConflictOfInterest):
        services.assign(ctx, desk.target(petition_id), desk.officials.account(Role.HANDLER))
    desk.answered_again(petition_id)
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(AlreadyReopened):
        services.rate(ctx, petition_id, Rating(1, "Vẫn chưa được đâu.", dispute=True))
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.rate(ctx, petition_id, Rating(1, "Vẫn chưa được đâu."))
    assert desk.case(petition_id).state is PetitionState.CLOSED


def test_a_rating_is_given_once(desk: Desk) -> None:
    petition_id = desk.answered()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.rate(ctx, petition_id, Rating(5))
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(TransitionNotAllowed):
        services.rate(ctx, petition_id, Rating(4))
    assert desk.case(petition_id).rating == 5


@pytest.mark.parametrize("act", [Act.FORWARD, Act.GUIDE, Act.REFUSE, Act.FILE])
def test_the_side_exits_tell_why_and_end_every_clock(desk: Desk, act: Act) -> None:
    petition_id = desk.send().id
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx, pytest.raises(TextMissing):
        services.leave(ctx, desk.target(petition_id), Leave(act, "ừ"))
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.leave(ctx, desk.target(petition_id), Leave(act, "Việc này nơi khác giải quyết.", "Điện lực"))
    with desk.runtime.reading() as ctx:
        (note,) = list_notes(ctx, petition_id, public_only=True)
    assert note.text.startswith("Điện lực")
    assert set(clocks(desk, petition_id).values()) <= {ClockState.MET, ClockState.STOPPED}
    assert desk.case(petition_id).closed_at is not None


def test_withdrawing_stops_the_clocks(desk: Desk) -> None:
    petition_id = desk.in_progress()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, petition_id, reason="Đã xong rồi")
    assert desk.case(petition_id).state is PetitionState.WITHDRAWN
    assert clocks(desk, petition_id)[55] is ClockState.STOPPED


def test_who_comes_second_is_told_not_overwritten(desk: Desk) -> None:
    petition_id = desk.send().id
    old = desk.target(petition_id)
    desk.triage(petition_id)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx, pytest.raises(StaleVersion):
        services.assign(ctx, old, desk.officials.account(Role.HANDLER))


def test_a_stranger_learns_nothing_and_a_colleague_may_not_act(desk: Desk) -> None:
    petition_id = desk.in_progress()
    stranger = desk.another("ben-canh", Role.INTAKE_CLERK, "07294")
    command = Triage(PetitionKind.REPORT, Field.LAND, Urgency.SIMPLE, "Tên khác")
    with desk.runtime.transaction(stranger) as ctx, pytest.raises(NotFound):
        services.triage(ctx, desk.target(petition_id), command)
    with desk.runtime.transaction(desk.another("nguoi-khac", Role.HANDLER)) as ctx, pytest.raises(Forbidden):
        services.ask(ctx, desk.target(petition_id), "Tôi hỏi thay được không?")


def test_what_the_sender_should_hear_waits_in_the_outbox(desk: Desk) -> None:
    petition_id = desk.answered()
    with desk.runtime.reading() as ctx:
        payloads = ctx.session.execute(select(OutboxMessage.payload).order_by(OutboxMessage.created_at)).scalars()
        acts = [payload["act"] for payload in payloads if payload.get("petition_id") == str(petition_id)]
    assert sorted(acts) == ["approve", "triage"]


def test_answered_petitions_close_after_a_month_of_silence(desk: Desk, clock: SteppingClock) -> None:
    petition_id = desk.answered()
    with desk.runtime.transaction() as ctx:
        assert services.close_settled(ctx) == 0
    clock.advance(days=31)
    with desk.runtime.transaction() as ctx:
        assert services.close_settled(ctx) == 1
    assert desk.case(petition_id).state is PetitionState.CLOSED


def test_the_story_is_on_the_timeline(desk: Desk) -> None:
    told = [Happened.SUBMITTED, Happened.TRIAGED, Happened.ASSIGNED, Happened.STARTED, Happened.PROPOSED]
    assert sorted(happened(desk, desk.answered())) == sorted([*told, Happened.ANSWERED])


def test_an_unknown_petition_is_not_found(desk: Desk) -> None:
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx, pytest.raises(NotFound):
        services.start(ctx, Target(uuid4(), 1))
