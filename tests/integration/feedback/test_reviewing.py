"""Held back: received like any other, in no list and no count until a clerk has looked; its clock runs."""

from __future__ import annotations

from uuid import UUID

import pytest

from accounts.inbox import list_unseen
from accounts.roles import Role
from core.actor import ANONYMOUS, Actor
from core.errors import Forbidden, NotFound
from core.outbox import list_waiting as waiting_messages
from core.paging import PageRequest
from deadlines.events import ReminderDue
from deadlines.queries import list_clocks
from deadlines.states import ClockState, ReminderStage
from feedback import services
from feedback.events import SenderToBeTold
from feedback.queries import count_queues, list_notes, list_queue
from feedback.reviewing.queries import count_waiting, held_among, list_waiting
from feedback.reviewing.services import file_as_spam, hold_back, let_through
from feedback.reviewing.states import SpamReason
from feedback.shutting.services import declare_accused
from feedback.states import Concerns, NoteKind, PetitionState, View
from processes.reminding import remind
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk


def hold(desk: Desk, concerns: Concerns = Concerns.NOBODY) -> UUID:
    sent = desk.send(concerns, consent=True, email="ai@vidu.example")
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        hold_back(ctx, sent.id)
    return sent.id


def in_queue(desk: Desk, view: View = View.UNTRIAGED) -> list[UUID]:
    with desk.runtime.reading(clerk(desk)) as ctx:
        page = list_queue(ctx, viewer=ctx.actor, view=view, page=PageRequest(10))
        counted = {count.view: count.count for count in count_queues(ctx)}
    assert counted[view] == len(page.items)
    return [row.id for row in page.items]


def clerk(desk: Desk) -> Actor:
    """With the roles read, as a signed-in one has them."""
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        return ctx.actor


def waiting(desk: Desk, viewer: Actor | None = None) -> list[UUID]:
    who = viewer or clerk(desk)
    with desk.runtime.reading(who) as ctx:
        found = [row.id for row in list_waiting(ctx, viewer=who, page=PageRequest(10)).items]
        assert count_waiting(ctx, viewer=who) == len(found)
    return found


def test_it_is_in_no_list_until_a_clerk_lets_it_through(desk: Desk) -> None:
    other, held = desk.send().id, hold(desk)
    assert in_queue(desk) == in_queue(desk, View.OPEN) == in_queue(desk, View.MINE) == [other]
    assert waiting(desk) == [held]
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        let_through(ctx, held)
    assert set(in_queue(desk)) == {other, held}
    assert waiting(desk) == []
    desk.triage(held)


def test_whom_it_accuses_finds_no_line_of_it_before_it_is_let_through(desk: Desk) -> None:
    accused, other = (desk.another(f"ban-{n}", Role.INTAKE_CLERK) for n in range(2))
    held = hold(desk, Concerns.COMMUNE_OFFICIAL)
    with desk.runtime.transaction(other) as ctx:
        viewers = [Actor(one.kind, one.account_id, grants=ctx.actor.grants) for one in (accused, other)]
        assert accused.account_id is not None
        declare_accused(ctx, held, [accused.account_id])
    assert [waiting(desk, one) for one in viewers] == [[], [held]]
    with desk.runtime.transaction(accused) as ctx, pytest.raises(NotFound):
        let_through(ctx, held)


def test_its_clock_runs_from_the_receipt(desk: Desk) -> None:
    ordinary, held = desk.send(), hold(desk)
    with desk.runtime.reading() as ctx:
        (clock,) = list_clocks(ctx, "petition", held)
    assert clock.state is ClockState.RUNNING
    assert desk.case(held).due_at == clock.due_at == desk.case(ordinary.id).due_at


def test_spam_is_filed_with_a_reason_its_sender_can_read_and_nobody_is_written_to(desk: Desk) -> None:
    held = hold(desk)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        file_as_spam(ctx, held, SpamReason.ADVERTISING, "Bán thuốc.")
    assert desk.case(held).state is PetitionState.FILED
    assert waiting(desk) == []
    with desk.runtime.reading() as ctx:
        assert [note.text for note in list_notes(ctx, held, public_only=True) if note.kind is NoteKind.FILING] == [
            "Quảng cáo, mời chào, lừa đảo\nBán thuốc."
        ]
        assert {clock.state for clock in list_clocks(ctx, "petition", held)} == {ClockState.MET}
        assert not [m for m in waiting_messages(ctx.session, now=ctx.now) if m.topic == SenderToBeTold.topic]


def test_only_a_clerk_of_the_desk_decides(desk: Desk) -> None:
    held, above = hold(desk), hold(desk, Concerns.COMMUNE_LEADER)
    assert waiting(desk) == [held]
    with desk.runtime.transaction(desk.province_clerk()) as ctx:
        province = ctx.actor
    assert waiting(desk, province) == [above]
    for actor, petition_id in ((desk.actor(Role.HANDLER), held), (desk.actor(Role.LEADER), held),
                               (desk.actor(Role.INTAKE_CLERK), above), (ANONYMOUS, held)):  # fmt: skip
        with desk.runtime.transaction(actor) as ctx, pytest.raises((NotFound, Forbidden)):
            let_through(ctx, petition_id)


def test_what_nobody_held_back_cannot_be_spam(desk: Desk) -> None:
    sent, held = desk.send(), hold(desk)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        with pytest.raises(NotFound):
            file_as_spam(ctx, sent.id, SpamReason.MACHINE)
        let_through(ctx, held)
        with pytest.raises(NotFound):
            file_as_spam(ctx, held, SpamReason.MACHINE)


def test_what_left_by_another_way_waits_no_more(desk: Desk) -> None:
    triaged, withdrawn = hold(desk), hold(desk)
    desk.triage(triaged)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.withdraw(ctx, withdrawn)
    assert waiting(desk) == []
    with desk.runtime.reading() as ctx:
        assert held_among(ctx, [triaged, withdrawn]) == frozenset()


def test_nobody_is_reminded_of_it(desk: Desk, clock: SteppingClock) -> None:
    held = hold(desk)
    with desk.runtime.reading() as ctx:
        (running,) = list_clocks(ctx, "petition", held)
    assert running.due_at is not None
    clock.now = running.due_at
    event = ReminderDue(running.id, ReminderStage.DUE.value, running.due_at)
    with desk.runtime.transaction() as ctx:
        assert remind(ctx, event, public_url=None) == 0
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
        let_through(ctx, held)
    with desk.runtime.transaction() as ctx:
        assert remind(ctx, event, public_url=None) > 0
        assert list_unseen(ctx, desk.officials.account(Role.INTAKE_CLERK))
