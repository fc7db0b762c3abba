"""What follows an answer: a second look by somebody else, the Board, formal acts to be signed, taking back, silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from accounts.roles import Role
from casework.sealing import open_case_key
from casework.timeline import list_entries
from core.actor import ANONYMOUS, Actor
from core.errors import Forbidden, NotFound
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from feedback import services
from feedback.aftermath.commands import Disagree, Found, TakeBack
from feedback.aftermath.errors import (
    BoardAskedBefore,
    BoardMayNotRead,
    DoubtMissing,
    NoBoardHere,
    NotSignedYet,
    PartNotSaid,
    SignatureNeeded,
    StarsTooMany,
    TakenByAnother,
    WishedBefore,
    WishNotPossible,
)
from feedback.aftermath.queries import Followed, followed_by, list_open_wishes
from feedback.aftermath.services.asking import call_off, find, hand_back, recuse, take
from feedback.aftermath.services.disputing import disagree
from feedback.aftermath.services.wishing import begin_wish, end_wish
from feedback.aftermath.services.withdrawing import take_back
from feedback.aftermath.states import AskState, BoardFinding, Doubt, Part, Way, Wish, WishAct, WishState
from feedback.claims.scenes import StoredScene, store_scene
from feedback.claims.states import Side
from feedback.commands import Rating
from feedback.errors import AlreadyReopened, ConflictOfInterest, DisputeReasonMissing
from feedback.queries import list_queue
from feedback.states import Concerns, Happened, PetitionState, View
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.proceeding import Court
from tests.support.scenes import photo

S = PetitionState
WORDS = "Cống vẫn tắc như cũ, nước vẫn ngập."
AGAIN = Disagree(Way.REOPEN, 2, WORDS, (Doubt.NOT_DONE,))
ASKED = Disagree(Way.BOARD, 1, WORDS, (Doubt.NOT_DONE, Doubt.OTHER), contact="Gọi 0900 000 001")


def say(desk: Desk, petition_id: UUID, command: Disagree) -> None:
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        disagree(ctx, petition_id, command)


def followed(desk: Desk, petition_id: UUID) -> Followed:
    with desk.runtime.reading() as ctx:
        return followed_by(ctx, petition_id)


def scenes(desk: Desk, petition_id: UUID, *sides: Side) -> tuple[StoredScene, ...]:
    with desk.runtime.reading() as ctx:
        key = open_case_key(ctx, petition_id)
    return tuple(store_scene(desk.runtime.files, key, photo(), side) for side in sides)


@pytest.fixture
def board(desk: Desk) -> Actor:
    """Somebody of the commune's Inspection Board, with their grants as they sign in."""
    return desk.officials.actor(Role.BOARD_MEMBER)


def test_a_disputed_answer_is_looked_at_by_somebody_else(desk: Desk) -> None:
    petition_id = desk.answered()
    say(desk, petition_id, replace(AGAIN, scenes=scenes(desk, petition_id, Side.DOUBT)))
    case = desk.case(petition_id)
    assert (case.state, case.assignee_id, case.rating) == (S.REOPENED, None, 2)
    (dispute,) = followed(desk, petition_id).disputes
    assert (dispute.doubts, dispute.text, len(dispute.photos)) == ([Doubt.NOT_DONE], WORDS, 1)
    clerk = desk.actor(Role.INTAKE_CLERK)
    with desk.runtime.transaction(clerk) as ctx, pytest.raises(ConflictOfInterest):
        services.assign(ctx, desk.target(petition_id), desk.officials.account(Role.HANDLER))
    desk.answered_again(petition_id)
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(AlreadyReopened):
        disagree(ctx, petition_id, AGAIN)
    say(desk, petition_id, replace(AGAIN, way=Way.NOTED))
    assert desk.case(petition_id).state is S.CLOSED


def test_a_disputed_petition_waits_in_the_desk_s_list(desk: Desk) -> None:
    petition_id = desk.answered()
    say(desk, petition_id, AGAIN)
    clerk = desk.officials.actor(Role.INTAKE_CLERK)
    with desk.runtime.transaction(clerk) as ctx:  # an actor's roles are read where something is written
        for view in (View.UNASSIGNED, View.MINE):
            found = list_queue(ctx, viewer=ctx.actor, view=view, page=PageRequest())
            assert [row.id for row in found.items] == [petition_id]


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        (replace(AGAIN, doubts=()), DoubtMissing),
        (replace(AGAIN, stars=3), StarsTooMany),
        (replace(AGAIN, text="Chưa"), DisputeReasonMissing),
        (ASKED, NoBoardHere),
    ],
)
def test_what_a_dispute_needs(desk: Desk, wrong: Disagree, error: type[Exception]) -> None:
    petition_id = desk.answered()
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(error):
        disagree(ctx, petition_id, wrong)
    assert desk.case(petition_id).state is S.ANSWERED


def test_the_board_looks_and_answers_the_sender(desk: Desk, board: Actor, clock: SteppingClock) -> None:
    petition_id = desk.answered()
    say(desk, petition_id, ASKED)
    case = desk.case(petition_id)
    assert (case.state, case.rating) == (S.ANSWERED, 1)
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(BoardAskedBefore):
        disagree(ctx, petition_id, ASKED)
    (ask,) = followed(desk, petition_id).asks
    assert (ask.state, ask.text, ask.contact) == (AskState.WAITING, WORDS, "Gọi 0900 000 001")
    clock.advance(days=40)
    with desk.runtime.transaction() as ctx:
        assert services.close_settled(ctx) == 0  # the Board has not answered yet
    with desk.runtime.transaction(board) as ctx:
        take(ctx, ask.id)
    found = Found(BoardFinding.UNSETTLED, "Cống còn tắc, nước ngập mắt cá.", scenes(desk, petition_id, Side.SEEN))
    with desk.runtime.transaction(board) as ctx:
        find(ctx, ask.id, found)
    (ask,) = followed(desk, petition_id).asks
    assert (ask.state, ask.finding, ask.found) == (AskState.FOUND, BoardFinding.UNSETTLED, found.text)
    assert len(ask.photos) == 1
    with desk.runtime.transaction() as ctx:
        assert services.close_settled(ctx) == 0  # what the Board found gives the sender the whole term again
    say(desk, petition_id, AGAIN)
    assert desk.case(petition_id).state is S.REOPENED


def test_one_member_goes_and_may_hand_it_back(desk: Desk, board: Actor) -> None:
    petition_id = desk.answered()
    say(desk, petition_id, ASKED)
    (ask,) = followed(desk, petition_id).asks
    second = desk.another("ban-hai", Role.BOARD_MEMBER)
    with desk.runtime.transaction(board) as ctx:
        take(ctx, ask.id)
    with desk.runtime.transaction(second) as ctx, pytest.raises(TakenByAnother):
        find(ctx, ask.id, Found(BoardFinding.SETTLED, "Tôi đã tới xem, xong rồi."))
    with desk.runtime.transaction(board) as ctx:
        hand_back(ctx, ask.id)
    with desk.runtime.transaction(second) as ctx:
        take(ctx, ask.id)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        call_off(ctx, ask.id)
    with desk.runtime.transaction(second) as ctx, pytest.raises(TransitionNotAllowed):
        take(ctx, ask.id)


def test_who_is_close_to_it_sees_it_no_more(desk: Desk, board: Actor) -> None:
    petition_id = desk.answered()
    say(desk, petition_id, ASKED)
    (ask,) = followed(desk, petition_id).asks
    with desk.runtime.transaction(board) as ctx:
        take(ctx, ask.id)
    with desk.runtime.transaction(board) as ctx:
        recuse(ctx, petition_id)
    assert followed(desk, petition_id).asks[0].state is AskState.WAITING
    with desk.runtime.transaction(board) as ctx, pytest.raises(NotFound):
        take(ctx, ask.id)


def test_nobody_else_acts_for_the_board(desk: Desk, board: Actor) -> None:
    petition_id = desk.answered()
    say(desk, petition_id, ASKED)
    (ask,) = followed(desk, petition_id).asks
    strangers = [desk.actor(role) for role in (Role.INTAKE_CLERK, Role.HANDLER, Role.LEADER)]
    strangers.append(desk.another("ban-xa-khac", Role.BOARD_MEMBER, "07294"))
    for actor in strangers:
        with desk.runtime.transaction(actor) as ctx, pytest.raises(NotFound):
            take(ctx, ask.id)
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(Forbidden):
        take(ctx, ask.id)


def test_the_board_is_asked_of_no_sealed_petition(desk: Desk, board: Actor) -> None:
    petition_id = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    desk.propose(petition_id, public="")
    desk.approve(petition_id)
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(BoardMayNotRead):
        disagree(ctx, petition_id, ASKED)
    say(desk, petition_id, AGAIN)
    assert desk.case(petition_id).state is S.REOPENED


def test_silence_closes_as_silence(desk: Desk, clock: SteppingClock) -> None:
    petition_id = desk.answered()
    clock.advance(days=29)
    with desk.runtime.transaction() as ctx:
        assert services.close_settled(ctx) == 0
    clock.advance(days=3)
    with desk.runtime.transaction() as ctx:
        assert services.close_settled(ctx) == 1
    with desk.runtime.reading() as ctx:
        last = list_entries(ctx, petition_id, kinds=Happened)[0]
    assert (last.kind, last.params) == (Happened.CLOSED, {"silent": True})
    assert desk.case(petition_id).rating is None


def test_a_part_is_taken_back_and_the_rest_goes_on(desk: Desk) -> None:
    petition_id = desk.in_progress()
    for part in (Part.MATTER, Part.PEOPLE):
        with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(PartNotSaid):
            take_back(ctx, petition_id, TakeBack(part, "phần"))
        with desk.runtime.transaction(ANONYMOUS) as ctx:
            take_back(ctx, petition_id, TakeBack(part, "Ba hộ đầu xóm không kiến nghị nữa."))
    assert desk.case(petition_id).state is S.IN_PROGRESS
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        take_back(ctx, petition_id, TakeBack(Part.ALL, ""))
    assert desk.case(petition_id).state is S.WITHDRAWN
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(Forbidden):
        take_back(ctx, petition_id, TakeBack(Part.MATTER, "Phần nói về rãnh nước."))


def wishes(desk: Desk, petition_id: UUID) -> Sequence[tuple[Wish, WishState]]:
    return [(one.wish, one.state) for one in followed(desk, petition_id).wishes]


def test_a_complaint_is_taken_back_by_a_signature_only(desk: Desk) -> None:
    petition_id = Court(desk).accepted()
    for part in Part:
        with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(SignatureNeeded):
            take_back(ctx, petition_id, TakeBack(part, "Tôi không khiếu nại nữa."))
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(WishNotPossible):
        begin_wish(ctx, petition_id, Wish.DENOUNCE_ON, "Tôi muốn tố cáo tiếp.")
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        wish_id = begin_wish(ctx, petition_id, Wish.WITHDRAW, "Tôi không khiếu nại nữa.")
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(WishedBefore):
        begin_wish(ctx, petition_id, Wish.WITHDRAW, "Tôi không khiếu nại nữa.")
    assert desk.case(petition_id).state is S.PROCEEDING
    clerk = desk.officials.actor(Role.INTAKE_CLERK)
    with desk.runtime.transaction(clerk) as ctx:
        assert [line.id for line in list_open_wishes(ctx, viewer=ctx.actor, page=PageRequest()).items] == [wish_id]
    with desk.runtime.transaction(clerk) as ctx, pytest.raises(NotSignedYet):
        end_wish(ctx, wish_id, WishAct.RECORD)
    with desk.runtime.transaction(desk.actor(Role.LEADER)) as ctx, pytest.raises((NotFound, Forbidden)):
        end_wish(ctx, wish_id, WishAct.LAPSE)
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        end_wish(ctx, wish_id, WishAct.CALL_OFF)
    assert wishes(desk, petition_id) == [(Wish.WITHDRAW, WishState.CALLED_OFF)]


def test_the_old_way_to_rate_still_reopens(desk: Desk) -> None:
    petition_id = desk.answered()
    with desk.runtime.transaction(ANONYMOUS) as ctx:
        services.rate(ctx, petition_id, Rating(1, WORDS))
    assert [one.text for one in followed(desk, petition_id).disputes] == [WORDS]
