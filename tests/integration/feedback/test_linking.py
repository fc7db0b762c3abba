"""Petitions of the same matter wait for one answer, each by its own date; and what is sealed stays among its own."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from sqlalchemy import select, update

from accounts.roles import Role
from core.actor import ANONYMOUS
from core.errors import Forbidden, NotFound
from core.outbox import OutboxMessage
from deadlines.queries import list_clocks
from deadlines.services import ClockChange
from deadlines.states import ClockState
from feedback import services
from feedback.commands import DraftAnswer, Leave, Rating
from feedback.errors import TextMissing
from feedback.models import Petition, PetitionAnswer
from feedback.queries import approved_answer, get_case, list_notes
from feedback.routes.commands import Link, Transfer
from feedback.routes.errors import (
    CarriesOthers,
    MainElsewhere,
    NotAMain,
    PublicTextNeeded,
    SealedOfOthers,
    SealsApart,
)
from feedback.routes.queries import count_linked
from feedback.services.moving import NOT_RUNNING
from feedback.states import Act, Concerns, NoteKind, Outcome, PetitionKind, PetitionState, Urgency
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.staffed import OTHER, PROVINCE

S = PetitionState
WHY = "Cùng một cái cống đầu xóm."
FULL, PUBLIC = "Đã nạo vét cống hôm qua, mời ông ra xem.", "Đã nạo vét cống."


def join(desk: Desk, petition_id: UUID, main_id: UUID, *, same: bool = False, role: Role = Role.INTAKE_CLERK) -> None:
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        services.link(ctx, desk.target(petition_id), Link(main_id, WHY, same))


def part(desk: Desk, petition_id: UUID) -> None:
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.unlink(ctx, desk.target(petition_id), "Xem lại thì là cống khác.")


def triaged(desk: Desk, concerns: Concerns = Concerns.NOBODY, **how: object) -> UUID:
    petition_id = desk.send(concerns).id
    desk.triage(petition_id, **how)
    return petition_id


def own_due(desk: Desk, petition_id: UUID) -> datetime:
    with desk.runtime.reading() as ctx:
        (running,) = [c for c in list_clocks(ctx, "petition", petition_id) if c.state is ClockState.RUNNING]
    assert running.due_at is not None
    return running.due_at


def read(desk: Desk, petition_id: UUID) -> str:
    with desk.runtime.reading() as ctx:
        answer = approved_answer(ctx, petition_id)
    assert answer is not None
    return answer.text


def test_three_wait_for_one_and_are_answered_together(desk: Desk) -> None:
    main = desk.in_progress()
    new, own, other = desk.send().id, triaged(desk), desk.in_progress()
    join(desk, new, main)
    join(desk, own, main, same=True)
    join(desk, other, main, role=Role.HANDLER)
    for petition_id in (new, own, other):
        case = desk.case(petition_id)
        assert (case.state, case.assignee_id, case.kind) == (S.LINKED, None, PetitionKind.REPORT)
        assert not case.sealed
    with desk.runtime.reading() as ctx:
        found = count_linked(ctx, [main])[main]
    assert (found.petitions, found.senders) == (3, 3)  # the main one's sender, and two others
    desk.propose(main, FULL, PUBLIC)
    desk.approve(main)
    assert [desk.case(one).state for one in (main, new, own, other)] == [S.ANSWERED] * 4
    assert [read(desk, one) for one in (main, new, own, other)] == [FULL, PUBLIC, FULL, PUBLIC]
    for petition_id in (new, own, other):
        case = desk.case(petition_id)
        assert (case.outcome, case.answered_at) == (Outcome.RESOLVED, desk.case(main).answered_at)
        with desk.runtime.reading() as ctx:
            assert {c.state for c in list_clocks(ctx, "petition", petition_id)} == {ClockState.MET}
            published = select(PetitionAnswer.public_text).where(PetitionAnswer.petition_id == petition_id)
            assert list(ctx.session.execute(published).scalars()) == [""]  # published by two people, not by answering
    with desk.runtime.reading() as ctx:
        told = select(OutboxMessage.payload).where(OutboxMessage.topic == "feedback.sender_to_be_told")
        acts = {(one["petition_id"], one["act"]) for one in ctx.session.execute(told).scalars()}
    assert {(str(new), "link"), (str(new), "share"), (str(main), "approve")} <= acts


def test_the_earliest_date_of_all_rules_the_one_that_is_worked(desk: Desk, clock: SteppingClock) -> None:
    early = triaged(desk, urgency=Urgency.SIMPLE)
    clock.advance(days=3)
    main = desk.in_progress()
    due = desk.case(early).due_at
    assert due < desk.case(main).due_at
    join(desk, early, main)
    assert (desk.case(early).due_at, desk.case(main).due_at) == (due, due)
    assert own_due(desk, early) == due  # its clock runs on
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(main), "Cống nào, gần nhà ai?")
    assert desk.case(main).due_at == due  # that one sender is asked stops nobody else's term
    part(desk, early)
    assert desk.case(main).due_at == NOT_RUNNING
    assert (desk.case(early).state, desk.case(early).due_at) == (S.TRIAGED, due)
    join(desk, early, main)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.resume(ctx, desk.target(main))
    assert desk.case(main).due_at == due
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, early)
    assert desk.case(main).due_at == own_due(desk, main)


def test_when_the_calendar_moves_a_linked_term_the_worked_one_follows(desk: Desk, clock: SteppingClock) -> None:
    early = triaged(desk, urgency=Urgency.SIMPLE)
    clock.advance(days=3)
    main = desk.in_progress()
    join(desk, early, main)
    due = desk.case(early).due_at
    with desk.runtime.transaction() as ctx:
        ctx.session.execute(update(Petition).where(Petition.id == main).values(due_at=NOT_RUNNING))
        moved = ClockChange(UUID(int=1), "petition", early, "55", 1, due, due)
        services.copy_due_dates(ctx, [moved])
    assert desk.case(main).due_at == desk.case(early).due_at


def test_everyone_rates_and_disputes_for_themselves(desk: Desk) -> None:
    main = desk.in_progress()
    happy, not_yet = desk.send().id, desk.send().id
    for petition_id in (happy, not_yet):
        join(desk, petition_id, main)
    desk.propose(main, FULL, PUBLIC)
    desk.approve(main)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.rate(ctx, happy, Rating(5))
        services.rate(ctx, not_yet, Rating(1, "Cống nhà tôi vẫn tắc."))
    assert (desk.case(happy).state, desk.case(not_yet).state) == (S.CLOSED, S.REOPENED)
    assert desk.case(main).state is S.ANSWERED
    assert desk.case(not_yet).reopened_at is not None


def test_with_other_people_s_petitions_the_public_text_is_needed(desk: Desk) -> None:
    main, other = desk.in_progress(), desk.send().id
    join(desk, other, main)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.save_answer(ctx, desk.target(main), DraftAnswer(Outcome.RESOLVED, FULL))
    with pytest.raises(PublicTextNeeded), desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.propose(ctx, desk.target(main))
    part(desk, other)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.propose(ctx, desk.target(main))
    desk.approve(main)
    assert desk.case(other).state is S.TRIAGED


@pytest.mark.parametrize("act", [Act.FORWARD, Act.GUIDE, Act.REFUSE, Act.FILE, Act.TRANSFER, Act.WITHDRAW])
def test_when_the_worked_one_leaves_nobody_is_forgotten(desk: Desk, act: Act) -> None:
    main, linked = desk.in_progress(), desk.send().id
    join(desk, linked, main)
    due = desk.case(linked).due_at
    with desk.runtime.transaction(ANONYMOUS if act is Act.WITHDRAW else desk.actor(Role.HANDLER)) as ctx:
        if act is Act.WITHDRAW:
            services.withdraw(ctx, main)
        elif act is Act.TRANSFER:
            services.transfer(ctx, desk.target(main), Transfer(desk.units[OTHER], WHY))
        else:
            services.leave(ctx, desk.target(main), Leave(act, WHY, "Điện lực"))
    case = desk.case(linked)
    assert (case.state, case.due_at, own_due(desk, linked)) == (S.TRIAGED, due, due)
    with desk.runtime.reading() as ctx:
        assert count_linked(ctx, [main]) == {}
        returned = select(OutboxMessage.payload).where(OutboxMessage.topic == "feedback.cases_returned")
        assert [one["count"] for one in ctx.session.execute(returned).scalars()] == [1]


def test_sealed_ones_only_among_themselves_and_of_one_sender(desk: Desk) -> None:
    sealed, twin = (triaged(desk, Concerns.COMMUNE_OFFICIAL) for _ in range(2))
    plain, kept = triaged(desk), triaged(desk, keep_sealed=True)
    new_plain, new_about = desk.send().id, desk.send(Concerns.COMMUNE_OFFICIAL).id
    for one, main, error in (
        (sealed, plain, SealsApart), (plain, sealed, SealsApart), (new_about, plain, SealsApart),
        (twin, sealed, SealedOfOthers), (kept, sealed, SealedOfOthers), (new_about, sealed, SealedOfOthers),
    ):  # fmt: skip
        with pytest.raises(error):
            join(desk, one, main)
    for one in (plain, new_about):
        with pytest.raises(SealsApart):
            join(desk, one, sealed if one == plain else plain, same=True)
    join(desk, twin, sealed, same=True)
    join(desk, new_plain, sealed, same=True)  # new: nothing of it was ever readable
    assert desk.case(new_plain).sealed
    desk.assign(sealed)
    desk.start(sealed)
    desk.propose(sealed, FULL, "")
    desk.approve(sealed)
    assert read(desk, twin) == read(desk, new_plain) == FULL
    with desk.runtime.reading() as ctx:
        assert set(ctx.session.execute(select(PetitionAnswer.public_text)).scalars()) == {""}


def test_what_the_province_protects_shares_with_nothing_else(desk: Desk) -> None:
    clerk = desk.province_clerk()
    protected, moved = desk.send(Concerns.COMMUNE_LEADER).id, desk.send(Concerns.COMMUNE_OFFICIAL).id
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.transfer(ctx, desk.target(moved), Transfer(desk.units[PROVINCE], WHY))
    desk.triage(protected, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    desk.triage(moved, PetitionKind.DENUNCIATION_INFO, clerk=clerk)
    for one, main in ((moved, protected), (protected, moved)):
        with pytest.raises(SealsApart), desk.runtime.transaction(clerk) as ctx:
            services.link(ctx, desk.target(one), Link(main, WHY, same_sender=True))


def test_what_is_no_main(desk: Desk) -> None:
    one, new, answered, waiting = triaged(desk), desk.send().id, desk.answered(), desk.in_progress()
    desk.propose(waiting)
    for main in (one, new, answered, waiting):
        with pytest.raises(NotAMain):
            join(desk, one, main)
    elsewhere = triaged(desk)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.transfer(ctx, desk.target(elsewhere), Transfer(desk.units[OTHER], WHY))
    for main in (elsewhere, UUID(int=4)):
        with pytest.raises(MainElsewhere):
            join(desk, one, main)
    main, second = triaged(desk), triaged(desk)
    join(desk, one, main)
    with pytest.raises(NotAMain):
        join(desk, second, one)
    with pytest.raises(CarriesOthers):
        join(desk, main, second)


def test_a_sealed_one_in_other_hands_is_not_linked_to_unread(desk: Desk) -> None:
    given, mine = desk.in_progress(Concerns.COMMUNE_OFFICIAL), triaged(desk, Concerns.COMMUNE_OFFICIAL)
    with pytest.raises(MainElsewhere):
        join(desk, mine, given, same=True)
    with pytest.raises(Forbidden):
        join(desk, given, mine, same=True)
    with pytest.raises((Forbidden, NotFound)):
        join(desk, triaged(desk), triaged(desk), role=Role.VERIFIER)
    with pytest.raises(TextMissing), desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        services.link(ctx, desk.target(mine), Link(given, "ừ"))


def test_why_is_for_the_desk_alone(desk: Desk) -> None:
    main, other = triaged(desk), triaged(desk)
    join(desk, other, main)
    with desk.runtime.reading() as ctx:
        assert [note.kind for note in list_notes(ctx, other)] == [NoteKind.LINKING]
        assert not list_notes(ctx, other, public_only=True)
    with desk.runtime.transaction(desk.actor(Role.VERIFIER)) as ctx:
        assert get_case(ctx, other, viewer=ctx.actor).state is S.LINKED
