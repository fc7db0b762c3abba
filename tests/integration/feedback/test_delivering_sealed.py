"""Papers of sealed cases: the system plans them without any key, and no byte of them is readable in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from accounts.roles import Role
from casework.numbers import find_case
from core.actor import ANONYMOUS, Actor
from core.notices import list_latest_open
from core.outbox import list_waiting
from feedback.commands import Target
from feedback.delivery.commands import PlanDelivery, ProposePosting, RecordDelivery
from feedback.delivery.postings import approve_posting, propose_posting
from feedback.delivery.services import note_opened, plan_delivery, record_delivery
from feedback.delivery.states import DeliveryAct, DeliveryState, PostingForm, Recipient, Way
from feedback.proceedings.commands import Take
from feedback.proceedings.services import take
from feedback.proceedings.states import Finding, Stage, Step
from feedback.states import Concerns
from jobs.handlers.deliveries import HANDLERS
from tests.support.clock import SteppingClock
from tests.support.delivering import Mailroom, result_of
from tests.support.keys import close_desk, with_key
from tests.support.petitioning import Desk, Sent
from tests.support.proceeding import Court
from tests.support.staffed import COMMUNE

SECRETS = ("Lò Thị Kín Đáo", "Bản Kín số 9", "RR-KIN-0099", "Ông Chứng Kín", "Kết luận Kín về quỹ", "4711")


@pytest.fixture
def court(desk: Desk, clock: SteppingClock) -> Court:
    clock.now = datetime(2026, 9, 8, 2, 0, tzinfo=UTC)
    return Court(desk)


def run_jobs(desk: Desk) -> None:
    """Everything a worker would do about deliveries, twice."""
    with desk.runtime.reading() as ctx:
        waiting = [one for one in list_waiting(ctx.session, now=ctx.now) if one.topic in HANDLERS]
    for message in waiting * 2:
        for handler in HANDLERS[message.topic]:
            handler.run(desk.runtime, message)


def sender(desk: Desk, sent: Sent) -> Actor:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        found = find_case(
            ctx, number_typed=sent.receipt.number, access_code_typed=sent.receipt.access_code, network=b"n"
        )
    assert found is not None
    return replace(ANONYMOUS, secret=found.secret)


def test_a_locked_case_is_delivered_by_people_alone(court: Court) -> None:
    """The server has no key of it: it plans, tells nobody, and takes the step only with the holder's key in hand."""
    desk = court.desk
    people = {
        role: with_key(desk.runtime, desk.officials.account(role))
        for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)
    }
    close_desk(desk.runtime, desk.units[COMMUNE], people[Role.INTAKE_CLERK])
    sent = desk.send(Concerns.COMMUNE_OFFICIAL, name="Bà Kín", consent=True, phone="0900 000 001")
    court.formalise(sent.id, actor=people[Role.INTAKE_CLERK])
    desk.assign(sent.id, clerk=people[Role.INTAKE_CLERK])

    def step(role: Role, command: Take) -> None:
        with desk.runtime.transaction(people[role]) as ctx:
            take(ctx, Target(sent.id, None), command)

    step(Role.LEADER, Take(Step.ACCEPT, court.today, "1/TB"))
    step(Role.HANDLER, Take(Step.REPORT, court.today))
    paper_id = Mailroom(desk).issued(sent.id, by=people[Role.HANDLER])
    step(Role.LEADER, Take(Step.DECIDE, court.today, "2/QĐ", finding=Finding.PARTLY))
    run_jobs(desk)
    with desk.runtime.reading() as ctx:
        assert list_latest_open(ctx) == []
    letter = Mailroom(desk).one(paper_id, Way.POST)
    with desk.runtime.transaction(people[Role.HANDLER]) as ctx:
        record_delivery(ctx, letter.id, RecordDelivery(DeliveryAct.SEND, court.today, tracking="RR1"))
    assert court.view(sent.id).stage is Stage.SENT
    with desk.runtime.transaction(sender(desk, sent)) as ctx:
        note_opened(ctx, sent.id, paper_id)
    assert Mailroom(desk).one(paper_id, Way.PAGE).state is DeliveryState.REACHED
    assert court.view(sent.id).served_on == court.today


def _written(court: Court) -> UUID:
    """A denunciation whose conclusion was sent to somebody by name, refused before witnesses, and covered."""
    room = Mailroom(court.desk)
    petition_id = court.formal(court.denunciation())
    for act, who in ((Step.ACCEPT, court.leader), (Step.NOTIFY, court.handler), (Step.REPORT, court.handler),
                     (Step.CONCLUDE, court.leader), (Step.SEND, court.handler)):  # fmt: skip
        court.take(petition_id, act, who)
    paper_id = result_of(court.desk, petition_id)
    assert paper_id is not None
    with court.desk.runtime.transaction(court.handler) as ctx:
        mine = plan_delivery(ctx, PlanDelivery(paper_id, Recipient.RESPONDENT, Way.POST, SECRETS[0], SECRETS[1]))
    room.record(mine, DeliveryAct.SEND, tracking=SECRETS[2])
    room.record(mine, DeliveryAct.REFUSE, witnesses=SECRETS[3])
    with court.desk.runtime.transaction(court.handler) as ctx:
        posting_id = propose_posting(ctx, ProposePosting(paper_id, PostingForm.MEETING, SECRETS[4]))
    with court.desk.runtime.transaction(court.leader) as ctx:
        approve_posting(ctx, posting_id, version=1)
    return petition_id


@pytest.mark.sqlite_only
def test_no_byte_of_it_is_readable_in_the_database(court: Court, data_dir: Path) -> None:
    _written(court)
    run_jobs(court.desk)
    court.desk.runtime.engine.dispose()
    files = [one for one in data_dir.rglob("*") if one.is_file() and "keys" not in one.parts]
    assert files
    for one in files:
        content = one.read_bytes()
        for secret in SECRETS[:5]:
            assert secret.encode() not in content, (secret, one.name)


def test_the_log_and_the_timeline_hold_choices_only(court: Court) -> None:
    petition_id = _written(court)
    with court.desk.runtime.reading() as ctx:
        connection = ctx.session.connection()
        for statement in (
            "SELECT params FROM case_event",
            "SELECT detail FROM audit_detail",
            "SELECT payload FROM outbox_message",
        ):
            told = " ".join(str(row) for row in connection.exec_driver_sql(statement).scalars())
            for secret in SECRETS[:5]:
                assert secret not in told, statement
    assert court.view(petition_id).stage is Stage.CONCLUSION_SENT
