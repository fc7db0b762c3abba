"""Handing over: all of it, to whoever may have it, signed for once; sealed cases for those alone who see them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import pytest

from accounts import inbox
from accounts.inbox import OfficialNoticeKind
from accounts.roles import Role
from casework.timeline import list_entries
from core.actor import Actor
from core.errors import Forbidden, NotFound
from feedback import services
from feedback.commands import DraftAnswer, Target
from feedback.errors import NotAHolder
from feedback.handover.errors import NobodyTookIt, NothingToHandOver, SamePerson, SignedAlready
from feedback.handover.policies import HandoverFacts, can_give_at, can_see_handover, can_see_hands, can_sign
from feedback.handover.queries import Held, get_handover, list_given, list_handovers, list_hands
from feedback.handover.services import HandOver, hand_over, sign_for
from feedback.handover.states import HandoverReason, HandoverState
from feedback.states import AnswerState, Concerns, Happened, Outcome, PetitionKind, PetitionState, ReleaseReason
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.query_watch import QueryWatch
from tests.support.staffed import COMMUNE, OTHER

LEAVES = HandoverReason.LEAVES


@pytest.fixture
def held(desk: Desk) -> Sequence[UUID]:
    """In the handler's hands: under way, with a draft, waiting for approval, asked, sealed."""
    plain, drafted, waiting, asked = (desk.in_progress() for _ in range(4))
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.save_answer(ctx, desk.target(drafted), DraftAnswer(Outcome.RESOLVED, "Đang viết dở câu này.", "Đang"))
    desk.propose(waiting)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        services.ask(ctx, desk.target(asked), "Bà con cho biết cống ở đoạn nào?")
    sealed = desk.send(Concerns.COMMUNE_OFFICIAL).id
    desk.triage(sealed, PetitionKind.DENUNCIATION_INFO)
    desk.assign(sealed)
    desk.answered()
    desk.send()
    return [plain, drafted, waiting, asked, sealed]


def hands(desk: Desk, viewer: Actor, person: UUID | None = None, code: str = COMMUNE) -> dict[UUID, Held]:
    with desk.runtime.transaction(viewer) as ctx:
        whose = person or desk.officials.account(Role.HANDLER)
        found = list_hands(ctx, viewer=ctx.actor, agency_id=desk.units[code], person_id=whose)
    return {one.id: one for one in found}


def give(desk: Desk, role: Role, ids: Sequence[UUID], *, to: Role = Role.VERIFIER) -> UUID:
    command = HandOver(
        desk.units[COMMUNE], desk.officials.account(Role.HANDLER), desk.officials.account(to), LEAVES,
        [desk.target(one) for one in ids],
    )  # fmt: skip
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        return hand_over(ctx, command)


def test_everything_open_in_a_person_s_hands(desk: Desk, held: Sequence[UUID]) -> None:
    plain, drafted, waiting, asked, sealed = held
    found = hands(desk, desk.actor(Role.HANDLER))
    assert set(found) == set(held)
    assert [one.answer for one in (found[plain], found[drafted], found[waiting])] == [
        None, AnswerState.DRAFT, AnswerState.PROPOSED,
    ]  # fmt: skip
    assert {one: found[one].givable for one in held} == {
        plain: True, drafted: True, waiting: False, asked: True, sealed: True,
    }  # fmt: skip
    assert found[sealed].title == ""
    assert list(found) == [one.id for one in sorted(found.values(), key=lambda one: (one.due_at, one.id))]


def test_each_sees_of_it_what_the_queue_shows_them(desk: Desk, held: Sequence[UUID]) -> None:
    sealed = held[4]
    assert set(hands(desk, desk.actor(Role.INTAKE_CLERK))) == set(held)
    assert set(hands(desk, desk.actor(Role.LEADER))) == set(held) - {sealed}
    for viewer in (desk.actor(Role.VERIFIER), desk.actor(Role.BOARD_MEMBER), desk.actor(Role.COMMUNE_ADMIN)):
        with pytest.raises(NotFound):
            hands(desk, viewer)
    with pytest.raises(NotFound):
        hands(desk, desk.another("xa-ben", Role.LEADER, OTHER))
    assert hands(desk, desk.actor(Role.HANDLER), code=OTHER) == {}


def test_it_goes_over_and_is_signed_for(desk: Desk, held: Sequence[UUID], clock: SteppingClock) -> None:
    plain, drafted, waiting, asked, sealed = held
    due = {one: desk.case(one).due_at for one in held}
    made = give(desk, Role.INTAKE_CLERK, held)
    receiver = desk.officials.account(Role.VERIFIER)
    assert {one: desk.case(one).assignee_id == receiver for one in held} == {
        plain: True, drafted: True, waiting: False, asked: True, sealed: True,
    }  # fmt: skip
    assert {one: desk.case(one).due_at for one in held} == due
    with desk.runtime.reading() as ctx:
        (told,) = inbox.list_unseen(ctx, receiver)
    assert (told.kind, told.params["count"]) == (OfficialNoticeKind.HANDED_OVER, 4)
    clock.advance(hours=1)
    with desk.runtime.transaction(desk.actor(Role.VERIFIER)) as ctx:
        sign_for(ctx, made)
    with desk.runtime.transaction(desk.actor(Role.VERIFIER)) as ctx:
        view = get_handover(ctx, made, viewer=ctx.actor)
        lines = list_given(ctx, view, viewer=ctx.actor)
        with pytest.raises(SignedAlready):
            sign_for(ctx, made)
    assert (view.state, view.signed_at, view.refused) == (HandoverState.SIGNED, clock.now, 1)
    assert [one.id for one in lines] == [plain, drafted, asked, sealed]
    with desk.runtime.reading() as ctx:
        entries = {
            one: [
                (e.public, e.params) for e in list_entries(ctx, one, kinds=Happened) if e.kind is Happened.HANDED_OVER
            ]
            for one in held
        }
    giver = str(desk.officials.account(Role.HANDLER))
    said = [(False, {"source": giver, "assignee": str(receiver)})]
    assert entries == {plain: said, drafted: said, waiting: [], asked: said, sealed: said}


def test_the_leader_hands_over_what_is_readable(desk: Desk, held: Sequence[UUID]) -> None:
    made = give(desk, Role.LEADER, held)
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        view = get_handover(ctx, made, viewer=ctx.actor)
    assert held[4] not in view.petition_ids
    assert desk.case(held[4]).assignee_id == desk.officials.account(Role.HANDLER)
    assert view.refused == 2


def test_only_the_receiver_signs(desk: Desk, held: Sequence[UUID]) -> None:
    made = give(desk, Role.INTAKE_CLERK, held)
    for role in (Role.INTAKE_CLERK, Role.LEADER, Role.HANDLER):
        with pytest.raises(NotFound), desk.runtime.transaction(desk.actor(role)) as ctx:
            sign_for(ctx, made)


def test_what_is_refused(desk: Desk, held: Sequence[UUID]) -> None:
    for role in (Role.HANDLER, Role.VERIFIER, Role.BOARD_MEMBER):
        with pytest.raises(Forbidden):
            give(desk, role, held)
    with pytest.raises(SamePerson):
        give(desk, Role.LEADER, held, to=Role.HANDLER)
    with pytest.raises(NotAHolder):
        give(desk, Role.LEADER, held, to=Role.LEADER)
    with pytest.raises(NothingToHandOver):
        give(desk, Role.LEADER, [desk.send().id])
    with pytest.raises(NobodyTookIt):
        give(desk, Role.LEADER, [held[2]])


def test_what_moved_on_since_stays(desk: Desk, held: Sequence[UUID]) -> None:
    plain, drafted = held[:2]
    stale = Target(plain, desk.case(plain).version - 1)
    command = HandOver(
        desk.units[COMMUNE], desk.officials.account(Role.HANDLER), desk.officials.account(Role.VERIFIER), LEAVES,
        [stale, desk.target(drafted), desk.target(drafted)],
    )  # fmt: skip
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx:
        made = hand_over(ctx, command)
        view = get_handover(ctx, made, viewer=ctx.actor)
    assert list(view.petition_ids) == [drafted]
    assert desk.case(plain).assignee_id == desk.officials.account(Role.HANDLER)


def test_whoever_asked_to_be_kept_apart_gets_it_not(desk: Desk) -> None:
    own = desk.in_progress()
    desk.assign(own, to=desk.officials.account(Role.VERIFIER))
    with desk.runtime.transaction(desk.actor(Role.VERIFIER)) as ctx:
        services.release(ctx, desk.target(own), ReleaseReason.CONFLICT)
    desk.assign(own)
    with pytest.raises(NobodyTookIt):
        give(desk, Role.LEADER, [own])
    assert desk.case(own).state is PetitionState.ASSIGNED


def test_lists_of_handings_over(desk: Desk, held: Sequence[UUID]) -> None:
    made = give(desk, Role.INTAKE_CLERK, held)

    def listed(viewer: Actor) -> list[UUID]:
        with desk.runtime.transaction(viewer) as ctx:
            return [one.id for one in list_handovers(ctx, viewer=ctx.actor)]

    for role in (Role.INTAKE_CLERK, Role.LEADER, Role.HANDLER, Role.VERIFIER):
        assert listed(desk.actor(role)) == [made]
    assert listed(desk.another("xa-ben", Role.LEADER, OTHER)) == []
    with pytest.raises(NotFound), desk.runtime.transaction(desk.another("xa-ben", Role.LEADER, OTHER)) as ctx:
        get_handover(ctx, made, viewer=ctx.actor)


def test_the_list_costs_the_same_however_long(desk: Desk, query_watch: QueryWatch) -> None:
    def cost() -> int:
        with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx:
            actor = ctx.actor
        with desk.runtime.reading(actor) as ctx, query_watch.observe() as seen:
            whose = desk.officials.account(Role.HANDLER)
            list_hands(ctx, viewer=actor, agency_id=desk.units[COMMUNE], person_id=whose)
        return seen.queries

    desk.in_progress()
    cost()
    one = cost()
    for _ in range(3):
        desk.in_progress()
    assert cost() == one <= 6


# Who may do what, by hand: gives at the desk, sees the handler's hands, sees a handing over, signs for it.
TABLE = {
    Role.INTAKE_CLERK: (True, True, True, False),
    Role.LEADER: (True, True, True, False),
    Role.HANDLER: (False, True, True, False),  # whose cases they are
    Role.VERIFIER: (False, False, True, True),  # who receives them
    Role.RECORDS_CLERK: (False, False, False, False),
    Role.BOARD_MEMBER: (False, False, False, False),
    Role.COMMUNE_ADMIN: (False, False, False, False),
    Role.PROVINCIAL_INSPECTOR: (False, False, False, False),
}


@pytest.mark.parametrize("role", TABLE)
def test_the_truth_table(desk: Desk, role: Role) -> None:
    here, giver, receiver = (
        desk.units[COMMUNE], desk.officials.account(Role.HANDLER), desk.officials.account(Role.VERIFIER),
    )  # fmt: skip
    clerk = desk.officials.account(Role.INTAKE_CLERK)
    facts = HandoverFacts(here, giver, receiver, clerk, HandoverState.WAITING)
    signed = HandoverFacts(here, giver, receiver, clerk, HandoverState.SIGNED)
    with desk.runtime.transaction(desk.actor(role)) as ctx:
        actor = ctx.actor
    found = (can_give_at(actor, here), can_see_hands(actor, here, giver), can_see_handover(actor, facts))
    assert (*map(bool, found), bool(can_sign(actor, facts))) == TABLE[role]
    assert not can_sign(actor, signed)
    assert not can_give_at(actor, desk.units[OTHER])
