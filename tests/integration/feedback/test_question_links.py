"""A link opens one question of one petition, and only while it waits."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from core.actor import ANONYMOUS
from core.errors import Forbidden
from deadlines.queries import list_clocks
from deadlines.services import start_clock
from deadlines.states import ClockState
from feedback import services
from feedback.errors import LinkGone
from feedback.links.dropping import drop_links
from feedback.links.models import QuestionLink
from feedback.links.services import answer_by_link, find_asked, hand_link, issue_link, sweep_links
from feedback.queries import list_notes
from feedback.services.moving import NOT_RUNNING, SUBJECT
from feedback.states import Concerns, NoteKind, PetitionState
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk

QUESTION, ANSWER = "Cống nào, gần nhà ai?", "Cống trước nhà văn hoá."


def ask(desk: Desk, petition_id: UUID, question: str = QUESTION) -> None:
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(petition_id), question)


def asked(desk: Desk) -> UUID:
    petition_id = desk.in_progress()
    ask(desk, petition_id)
    return petition_id


def link(desk: Desk, petition_id: UUID, *, days: int = 30) -> str:
    with desk.runtime.transaction() as ctx:
        issued = issue_link(ctx, petition_id, days=days)
    assert issued is not None
    return issued.secret


def opens(desk: Desk, secret: str) -> str | None:
    with desk.runtime.reading(ANONYMOUS) as ctx:
        found = find_asked(ctx, secret)
    return found.question if found else None


def answer(desk: Desk, secret: str, text: str = ANSWER) -> bool:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        return answer_by_link(ctx, secret, text)


def additions(desk: Desk, petition_id: UUID) -> list[str]:
    with desk.runtime.reading() as ctx:
        return [note.text for note in list_notes(ctx, petition_id) if note.kind is NoteKind.ADDITION]


def test_the_link_opens_the_question_and_takes_one_answer(desk: Desk) -> None:
    petition_id = asked(desk)
    secret = link(desk, petition_id)
    assert opens(desk, secret) == opens(desk, secret.lower()) == QUESTION
    assert answer(desk, secret) is True
    assert desk.case(petition_id).state is PetitionState.IN_PROGRESS
    assert opens(desk, secret) is None
    assert answer(desk, secret) is False  # sent twice
    assert additions(desk, petition_id) == [ANSWER]


def test_the_secret_is_nowhere_in_the_database(desk: Desk) -> None:
    secret = link(desk, asked(desk))
    with desk.runtime.reading() as ctx:
        row = ctx.session.execute(select(QuestionLink)).scalar_one()
        kept = b"".join(value if isinstance(value, bytes) else str(value).encode() for value in vars(row).values())
    assert secret.encode() not in kept
    assert secret not in repr(row)


def test_a_wrong_secret_opens_nothing(desk: Desk) -> None:
    asked(desk)
    assert opens(desk, "K7Q4M2XCK7Q4M2XCK7Q4M2XC") is None
    with pytest.raises(LinkGone):
        answer(desk, "")


def test_it_ends_with_its_last_day(desk: Desk, clock: SteppingClock) -> None:
    secret = link(desk, asked(desk), days=3)
    clock.advance(days=3)
    assert opens(desk, secret) == QUESTION
    clock.advance(days=1)
    assert opens(desk, secret) is None
    with pytest.raises(LinkGone):
        answer(desk, secret)


def test_it_ends_when_the_handler_goes_on_and_does_not_open_the_next_question(desk: Desk, clock: SteppingClock) -> None:
    petition_id = asked(desk)
    secret = link(desk, petition_id)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.resume(ctx, desk.target(petition_id))
    assert opens(desk, secret) is None
    clock.advance(minutes=5)
    ask(desk, petition_id, "Ngập tới đâu, ngày nào?")
    assert opens(desk, secret) is None
    with pytest.raises(LinkGone):
        answer(desk, secret)
    assert opens(desk, link(desk, petition_id)) == "Ngập tới đâu, ngày nào?"


def test_it_ends_with_the_petition(desk: Desk) -> None:
    petition_id = asked(desk)
    secret = link(desk, petition_id)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, petition_id)
    assert opens(desk, secret) is None


def test_a_sealed_petition_has_no_link(desk: Desk) -> None:
    petition_id = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    ask(desk, petition_id)
    with desk.runtime.transaction() as ctx:
        assert issue_link(ctx, petition_id, days=30) is None
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(Forbidden):
        hand_link(ctx, petition_id, days=30)


def test_who_may_hand_it_over_on_paper(desk: Desk) -> None:
    petition_id = asked(desk)
    for role in (Role.HANDLER, Role.INTAKE_CLERK, Role.LEADER):
        with desk.runtime.transaction(desk.actor(role)) as ctx:
            hand_link(ctx, petition_id, days=30)
    for actor in (desk.actor(Role.VERIFIER), desk.province_clerk()):
        with desk.runtime.transaction(actor) as ctx, pytest.raises(Forbidden):
            hand_link(ctx, petition_id, days=30)


def test_links_are_forgotten_after_their_end_or_when_taken_back(desk: Desk, clock: SteppingClock) -> None:
    petition_id = asked(desk)
    secret = link(desk, petition_id)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        drop_links(ctx, petition_id)
    assert opens(desk, secret) is None
    link(desk, petition_id)
    clock.advance(days=36)
    with desk.runtime.transaction() as ctx:
        assert sweep_links(ctx) == 0
    clock.advance(days=3)
    with desk.runtime.transaction() as ctx:
        assert sweep_links(ctx) == 1


@pytest.mark.parametrize("row", [34, 37, 42, 45])
def test_asking_stops_no_clock_that_needs_a_decision(desk: Desk, row: int) -> None:
    petition_id = desk.in_progress()
    with desk.runtime.transaction() as ctx:
        formal = start_clock(
            ctx, subject_type=SUBJECT, subject_id=petition_id, agency_id=desk.case(petition_id).agency_id, row=row,
            started_at=ctx.now,
        )  # fmt: skip
    ask(desk, petition_id)
    with desk.runtime.reading() as ctx:
        states = {clock.row: clock.state for clock in list_clocks(ctx, SUBJECT, petition_id)}
    assert (states[row], states[55]) == (ClockState.RUNNING, ClockState.PAUSED)
    assert desk.case(petition_id).due_at == formal.due_at  # the queue shows what still runs
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.supplement(ctx, petition_id, ANSWER)
    with desk.runtime.reading() as ctx:
        assert {clock.state for clock in list_clocks(ctx, SUBJECT, petition_id) if clock.row in (row, 55)} == {
            ClockState.RUNNING
        }


def test_asking_pauses_the_ordinary_term(desk: Desk) -> None:
    assert desk.case(asked(desk)).due_at == NOT_RUNNING
