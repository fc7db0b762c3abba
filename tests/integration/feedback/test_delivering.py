"""Issued papers on their way: what is planned, recorded, proven; and the terms that begin with the day of receipt."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update

from accounts.roles import Role
from casework.models import CaseKeyRow
from casework.sealing import LOCKED, open_case_key
from casework.timeline import list_entries
from core.actor import ANONYMOUS
from core.clock import local_date
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.notices import Channel, NoticeState, finish_sending, queue_notice
from core.transitions import TransitionNotAllowed
from deadlines.states import ClockState
from feedback.commands import Target
from feedback.delivery.commands import RecordDelivery
from feedback.delivery.errors import (
    DayAhead,
    DayBefore,
    DayMissing,
    NotSentYet,
    ReasonMissing,
    ReceiverMissing,
    TrackingMissing,
    WitnessMissing,
)
from feedback.delivery.models import PaperDelivery
from feedback.delivery.queries import list_records, open_addressees
from feedback.delivery.services import (
    address_from_case,
    follow_notices,
    plan_issued,
    record_delivery,
    settle_case,
    tell_by_notice,
)
from feedback.delivery.states import DeliveryAct, DeliveryState, Recipient, Way
from feedback.desk.states import Arrival, ReadBack
from feedback.papers.states import PaperKind
from feedback.proceedings.commands import Take
from feedback.proceedings.queries import lodging_term
from feedback.proceedings.services import let_take_effect, take
from feedback.proceedings.states import Stage, Step
from feedback.services import erase_contact
from feedback.states import Concerns, Happened, PetitionKind, PetitionState, Source
from tests.support.clock import SteppingClock
from tests.support.delivering import Mailroom
from tests.support.desk_entries import take_in
from tests.support.petitioning import Desk
from tests.support.proceeding import Court

# A Tuesday after the decrees of 1/7/2026 came into force, weeks away from any holiday.
AUTUMN = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)
A, S = DeliveryAct, DeliveryState


@pytest.fixture
def court(desk: Desk, clock: SteppingClock) -> Court:
    clock.now = AUTUMN
    return Court(desk)


@pytest.fixture
def room(court: Court) -> Mailroom:
    return Mailroom(court.desk)


def decided(court: Court, room: Mailroom, *, concerns: Concerns = Concerns.NOBODY) -> tuple[UUID, UUID]:
    """A complaint with a decision that was issued and waits to be sent."""
    petition_id = court.formal(concerns=concerns)
    court.take(petition_id, Step.ACCEPT, court.leader)
    court.take(petition_id, Step.REPORT, court.handler)
    paper_id = room.issued(petition_id)
    court.take(petition_id, Step.DECIDE, court.leader)
    return petition_id, paper_id


def test_an_issued_decision_lies_on_the_page_at_once_and_waits_on_paper(court: Court, room: Mailroom) -> None:
    _, paper_id = decided(court, room)
    assert {(one.recipient, one.way, one.state) for one in room.deliveries(paper_id)} == {
        (Recipient.SENDER, Way.PAGE, S.SENT), (Recipient.SENDER, Way.POST, S.PLANNED),
    }  # fmt: skip
    with court.desk.runtime.transaction() as ctx:
        plan_issued(ctx, paper_id)  # the message came twice
    assert len(room.deliveries(paper_id)) == 2


def test_an_answer_needs_no_paper_and_what_the_denounced_is_told_is_not_the_senders(desk: Desk) -> None:
    room = Mailroom(desk)
    petition_id = desk.answered()
    answer = room.issued(petition_id, PaperKind.ANSWER)
    assert [(one.recipient, one.way) for one in room.deliveries(answer)] == [(Recipient.SENDER, Way.PAGE)]
    told = room.issued(petition_id, PaperKind.DENUNCIATION_TOLD)
    assert [(one.recipient, one.way) for one in room.deliveries(told)] == [(Recipient.RESPONDENT, Way.POST)]
    with pytest.raises(NotFound):
        room.opened(petition_id, told)


def test_the_term_of_sending_is_met_when_the_last_paper_has_left_and_not_before(
    court: Court, room: Mailroom, clock: SteppingClock
) -> None:
    """Row 35: three working days from the decision."""
    petition_id, paper_id = decided(court, room)
    related = room.plan(paper_id, Recipient.RELATED)
    clock.advance(days=1)
    room.record(room.one(paper_id, Way.POST).id, A.SEND)
    assert court.view(petition_id).stage is Stage.DECIDED
    assert court.clocks(petition_id)["35"].state is ClockState.RUNNING
    with pytest.raises(NotSentYet), court.desk.runtime.transaction(court.handler) as ctx:
        take(ctx, Target(petition_id, None), Take(Step.SEND, day=court.today))
    clock.advance(days=1)
    room.record(related, A.REACH)
    view, term = court.view(petition_id), court.clocks(petition_id)["35"]
    assert (view.stage, view.sent_on, term.state) == (Stage.SENT, court.today, ClockState.MET)
    assert view.served_on is None  # somebody else's receipt starts nothing for the sender


def test_the_day_of_receipt_starts_the_senders_term_and_the_day_of_sending_does_not(
    court: Court, room: Mailroom, clock: SteppingClock
) -> None:
    """Complaints Act art. 33, row 36: thirty days from receipt."""
    petition_id, paper_id = decided(court, room)
    letter = room.one(paper_id, Way.POST).id
    room.record(letter, A.SEND)
    with court.desk.runtime.reading() as ctx:
        assert lodging_term(ctx, court.view(petition_id), court.desk.units["07288"]) is None
    clock.advance(days=6)
    room.record(letter, A.REACH)
    view = court.view(petition_id)
    assert (view.sent_on, view.served_on) == (court.today - timedelta(days=6), court.today)
    with court.desk.runtime.reading() as ctx:
        term = lodging_term(ctx, view, court.desk.units["07288"])
    assert term is not None
    assert term.due_at is not None
    assert local_date(term.due_at) >= court.today + timedelta(days=30)


def test_of_several_ways_the_first_proven_day_counts_also_when_it_is_recorded_later(
    court: Court, room: Mailroom, clock: SteppingClock
) -> None:
    petition_id, paper_id = decided(court, room)
    letter, start = room.one(paper_id, Way.POST).id, court.today
    room.record(letter, A.SEND)
    clock.advance(days=5)
    room.opened(petition_id, paper_id)
    assert court.view(petition_id).served_on == start + timedelta(days=5)
    clock.advance(days=2)
    room.record(letter, A.REACH, day=start + timedelta(days=3))  # the slip came back late
    assert court.view(petition_id).served_on == start + timedelta(days=3)


def test_a_refusal_before_witnesses_counts_and_absence_does_not(
    court: Court, room: Mailroom, clock: SteppingClock
) -> None:
    petition_id, paper_id = decided(court, room)
    by_hand = room.plan(paper_id, Recipient.SENDER)
    clock.advance(days=1)
    room.record(by_hand, A.MISS)
    assert court.view(petition_id).served_on is None
    clock.advance(days=1)
    room.record(by_hand, A.REFUSE)
    assert court.view(petition_id).served_on == court.today


def test_opening_twice_keeps_the_first_day_and_tells_no_hour(
    court: Court, room: Mailroom, clock: SteppingClock
) -> None:
    petition_id, paper_id = decided(court, room)
    clock.advance(hours=30, minutes=17)
    room.opened(petition_id, paper_id)
    first = court.today
    clock.advance(days=3)
    room.opened(petition_id, paper_id)
    page = room.one(paper_id, Way.PAGE)
    assert (page.state, page.settled_on) == (S.REACHED, first)
    with court.desk.runtime.reading() as ctx:
        (told,) = [e for e in list_entries(ctx, petition_id, kinds=Happened) if e.kind is Happened.DELIVERED]
    assert (told.at.minute, told.at.second, told.public) == (0, 0, True)


def test_a_case_is_not_closed_while_its_sender_may_still_complain_again(
    court: Court, room: Mailroom, clock: SteppingClock
) -> None:
    """The decision takes effect thirty days after its issue; who got it on the twentieth day has ten more."""
    petition_id, paper_id = decided(court, room)
    letter = room.one(paper_id, Way.POST).id
    room.record(letter, A.SEND)
    clock.advance(days=20)
    room.record(letter, A.REACH)
    clock.advance(days=15)
    with court.desk.runtime.transaction() as ctx:
        assert let_take_effect(ctx) == 0
    clock.advance(days=20)
    with court.desk.runtime.transaction() as ctx:
        assert let_take_effect(ctx) == 1
    assert court.desk.case(petition_id).state is PetitionState.CLOSED


def test_returned_mail_becomes_a_task_on_paper_once(court: Court, room: Mailroom) -> None:
    _, paper_id = decided(court, room)
    letter = room.one(paper_id, Way.POST)
    room.record(letter.id, A.SEND)
    room.record(letter.id, A.FAIL)
    by_hand = room.one(paper_id, Way.BY_HAND)
    assert (by_hand.state, by_hand.after_id) == (S.PLANNED, letter.id)
    room.record(by_hand.id, A.FAIL)
    again = [one for one in room.deliveries(paper_id) if one.way is Way.BY_HAND and one.state is S.PLANNED]
    assert [one.after_id for one in again] == [by_hand.id]


@pytest.mark.parametrize("ended", [NoticeState.SENT, NoticeState.FAILED, NoticeState.UNKNOWN])
def test_a_notice_is_followed_and_one_that_failed_is_carried_on_paper(desk: Desk, ended: NoticeState) -> None:
    room, petition_id = Mailroom(desk), desk.answered()
    paper_id = room.issued(petition_id, PaperKind.ANSWER)
    with desk.runtime.transaction() as ctx:
        notice_id = queue_notice(
            ctx, agency_id=desk.units["07288"], channel=Channel.SMS, to="0912345678", subject="x", text="y",
            subject_type="petition", subject_id=petition_id,
        )  # fmt: skip
        tell_by_notice(ctx, paper_id, Channel.SMS, notice_id)
    with desk.runtime.transaction() as ctx:
        assert follow_notices(ctx) == 0  # still on its way
        finish_sending(ctx, notice_id, ended)
    with desk.runtime.transaction() as ctx:
        assert follow_notices(ctx) == 1
        assert follow_notices(ctx) == 0
    failed = ended is not NoticeState.SENT
    assert room.one(paper_id, Way.SMS).state is (S.FAILED if failed else S.SENT)
    assert [one.state for one in room.deliveries(paper_id) if one.way is Way.BY_HAND] == ([S.PLANNED] if failed else [])


@pytest.mark.parametrize(
    ("act", "values", "error"),
    [
        (A.SEND, {"day": None}, DayMissing),
        (A.SEND, {"day": date(2026, 9, 9)}, DayAhead),
        (A.SEND, {"day": date(2026, 9, 7)}, DayBefore),
        (A.SEND, {"tracking": " "}, TrackingMissing),
        (A.REACH, {"who": ""}, ReceiverMissing),
        (A.REFUSE, {"witnesses": ""}, WitnessMissing),
        (A.MISS, {"witnesses": ""}, WitnessMissing),
        (A.FAIL, {"words": ""}, ReasonMissing),
        (A.CANCEL, {"words": ""}, ReasonMissing),
    ],
)
def test_what_is_missing_is_said(
    court: Court, room: Mailroom, act: DeliveryAct, values: dict[str, Any], error: type[DomainError]
) -> None:
    _, paper_id = decided(court, room)
    letter = room.one(paper_id, Way.POST).id
    with pytest.raises(error):
        room.record(letter, act, **values)
    assert room.state(letter) is S.PLANNED


def test_of_a_sealed_case_only_its_holder_learns_for_whom_and_nothing_is_readable(court: Court, room: Mailroom) -> None:
    _, paper_id = decided(court, room, concerns=Concerns.COMMUNE_OFFICIAL)
    clerk = court.desk.another("van-thu", Role.RECORDS_CLERK)
    letter = room.one(paper_id, Way.POST)
    for actor in (clerk, court.clerk, court.leader):
        with pytest.raises(NotFound):
            room.record(letter.id, A.SEND, actor=actor)
        with pytest.raises(NotFound):
            room.plan(paper_id, Recipient.RELATED, actor=actor)
    room.record(letter.id, A.SEND, tracking="RR-KIN-99")
    with court.desk.runtime.reading() as ctx:
        (line,) = list_records(ctx, letter)
        raw = ctx.session.connection().exec_driver_sql("SELECT sealed FROM paper_delivery_record").scalars().all()
        assert line.tracking == "RR-KIN-99"
        assert all(b"RR-KIN" not in bytes(one) for one in raw)
    # An unsealed one the records clerk sends.
    _, open_paper = decided(court, room)
    assert room.record(room.one(open_paper, Way.POST).id, A.SEND, actor=clerk) is S.SENT


def test_a_suspension_counts_as_sent_when_its_paper_left(court: Court, room: Mailroom, clock: SteppingClock) -> None:
    """Row 40: three working days from the decision to suspend."""
    petition_id = court.formal()
    court.take(petition_id, Step.ACCEPT, court.leader)
    paper_id = room.issued(petition_id, PaperKind.SUSPENSION)
    court.take(petition_id, Step.SUSPEND, court.leader)
    assert court.clocks(petition_id)["40"].state is ClockState.RUNNING
    clock.advance(days=1)
    room.record(room.one(paper_id, Way.POST).id, A.SEND)
    assert court.clocks(petition_id)["40"].state is ClockState.MET
    assert court.view(petition_id).stage is Stage.SUSPENDED


def test_what_left_before_the_decision_was_recorded_counts_once_it_is(court: Court, room: Mailroom) -> None:
    """The registry may be quicker than whoever writes the step down; the worker looks again."""
    petition_id = court.formal()
    court.take(petition_id, Step.ACCEPT, court.leader)
    court.take(petition_id, Step.REPORT, court.handler)
    paper_id = room.issued(petition_id)
    room.record(room.one(paper_id, Way.POST).id, A.SEND)
    court.take(petition_id, Step.DECIDE, court.leader)
    assert court.view(petition_id).stage is Stage.DECIDED
    with court.desk.runtime.transaction() as ctx:
        settle_case(ctx, petition_id)
    assert (court.view(petition_id).stage, court.view(petition_id).sent_on) == (Stage.SENT, court.today)


def test_who_erases_their_name_is_erased_from_the_envelopes_too(court: Court, room: Mailroom) -> None:
    petition_id = court.formal(name="Bà Lò Thị Quên", consent=True, phone="0900 000 001")
    court.take(petition_id, Step.ACCEPT, court.leader)
    paper_id = room.issued(petition_id, PaperKind.COMPLAINT_ACCEPTED)
    letter = room.one(paper_id, Way.POST)
    with court.desk.runtime.transaction(court.clerk) as ctx:
        address_from_case(ctx, letter.id, version=letter.version)
    related = room.plan(paper_id, Recipient.RELATED)

    def names() -> set[str]:
        with court.desk.runtime.reading() as ctx:
            opened = open_addressees(ctx, open_case_key(ctx, petition_id), [letter.id, related])
        return {one.name for one in opened.values()}

    assert names() == {"Bà Lò Thị Quên", "Trần Văn Nhận"}
    with court.desk.runtime.transaction(ANONYMOUS) as ctx:
        erase_contact(ctx, petition_id)
    assert names() == {"", "Trần Văn Nhận"}


def test_a_lost_race_and_a_step_twice_are_refused(court: Court, room: Mailroom) -> None:
    _, paper_id = decided(court, room)
    letter = room.one(paper_id, Way.POST)
    room.record(letter.id, A.SEND)
    with pytest.raises(TransitionNotAllowed):
        room.record(letter.id, A.SEND)
    with pytest.raises(StaleVersion), court.desk.runtime.transaction(court.handler) as ctx:
        record_delivery(ctx, letter.id, RecordDelivery(A.REACH, court.today, who="x"), version=letter.version)
    with pytest.raises(Forbidden):  # only whoever showed number and code opens the page
        room.record(room.one(paper_id, Way.PAGE).id, A.REACH)


def test_whoever_handed_it_on_gets_the_paper_too(desk: Desk) -> None:
    room, council = Mailroom(desk), "Thường trực Hội đồng nhân dân xã"
    petition_id = take_in(
        desk, arrival=Arrival.FORWARDED, source=Source.DELEGATE, handed_on_by=council, read_back=ReadBack.NOT_READ
    ).petition_id
    desk.triage(petition_id, PetitionKind.PROPOSAL)
    desk.assign(petition_id)
    desk.start(petition_id)
    answer = room.issued(petition_id, PaperKind.ANSWER)
    rows = {(one.recipient, one.way, one.state): one.id for one in room.deliveries(answer)}
    assert set(rows) == {(Recipient.SENDER, Way.PAGE, S.SENT), (Recipient.BODY, Way.POST, S.PLANNED)}
    with desk.runtime.reading() as ctx:
        named = open_addressees(ctx, open_case_key(ctx, petition_id), list(rows.values()))
    assert [one.name for one in named.values() if one.name] == [council]


def test_a_notice_that_failed_for_a_locked_petition_holds_up_no_other(desk: Desk) -> None:
    room, petition_id = Mailroom(desk), desk.answered()
    paper_id = room.issued(petition_id, PaperKind.ANSWER)
    with desk.runtime.transaction() as ctx:
        notice_id = queue_notice(
            ctx, agency_id=desk.units["07288"], channel=Channel.SMS, to="0912345678", subject="x", text="y",
            subject_type="petition", subject_id=petition_id,
        )  # fmt: skip
        tell_by_notice(ctx, paper_id, Channel.SMS, notice_id)
        finish_sending(ctx, notice_id, NoticeState.FAILED)
        ctx.session.execute(update(CaseKeyRow).where(CaseKeyRow.case_id == petition_id).values(wrapped=LOCKED))
    with desk.runtime.transaction() as ctx:
        assert follow_notices(ctx) == 1
    with desk.runtime.reading() as ctx:
        states = select(PaperDelivery.way, PaperDelivery.state).where(PaperDelivery.paper_id == paper_id)
        found = ctx.session.execute(states).all()
    assert {tuple(row) for row in found} >= {(Way.SMS, S.FAILED), (Way.BY_HAND, S.PLANNED)}
