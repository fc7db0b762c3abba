"""Work claimed on the ground: a claim until somebody else was there; both sides kept, originals sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from accounts.roles import Role
from casework.attachments import ImageSize
from casework.sealing import open_case_key
from core.actor import ANONYMOUS, Actor
from core.errors import Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.aftermath.services.asking import recuse
from feedback.claims.commands import ClaimDone, Looked
from feedback.claims.errors import (
    AfterPhotoMissing,
    ClaimWaits,
    DoneInFuture,
    LookedBefore,
    PlaceMissing,
    TooManyScenes,
)
from feedback.claims.queries import Claim, list_claims, states_of, tally_claims
from feedback.claims.scenes import StoredScene, read_scene, store_scene
from feedback.claims.services import claim_done, lapse_claims, look, retract
from feedback.claims.states import ClaimState, Eye, Noticed, Side
from feedback.commands import Spot
from feedback.errors import TextMissing
from feedback.states import Concerns
from tests.support.clock import SteppingClock
from tests.support.petitioning import Desk
from tests.support.scenes import photo
from tests.support.staffed import COMMUNE

S = ClaimState
HERE, FAR = Spot(21.4773, 106.1234), Spot(21.4873, 106.1234)
YES = Looked(done=True, text="")
NO = Looked(done=False, text="Cống vẫn tắc, nước vẫn ngập đường.")


def stored(desk: Desk, petition_id: UUID, side: Side, data: bytes | None = None) -> StoredScene:
    with desk.runtime.reading() as ctx:
        key = open_case_key(ctx, petition_id)
    return store_scene(desk.runtime.files, key, data or photo(), side)


def done(desk: Desk, petition_id: UUID, *scenes: StoredScene) -> ClaimDone:
    now = desk.runtime.clock()
    shown = scenes or (stored(desk, petition_id, Side.AFTER, photo(now, HERE)),)
    return ClaimDone("Đã nạo vét cống bằng máy.", "Cống đầu xóm", now, HERE, shown, open_photos=True)


def claimed(desk: Desk, petition_id: UUID, actor: Actor | None = None) -> UUID:
    with desk.runtime.transaction(actor or desk.actor(Role.HANDLER)) as ctx:
        return claim_done(ctx, petition_id, done(desk, petition_id))


def saw(desk: Desk, claim_id: UUID, what: Looked, actor: Actor = ANONYMOUS) -> ClaimState:
    with desk.runtime.transaction(actor) as ctx:
        return look(ctx, claim_id, what)


def only(desk: Desk, petition_id: UUID) -> Claim:
    with desk.runtime.reading() as ctx:
        return list_claims(ctx, petition_id)[0]


@pytest.fixture
def board(desk: Desk) -> Actor:
    return desk.officials.actor(Role.BOARD_MEMBER)


def test_a_claim_is_a_claim_until_the_sender_confirms(desk: Desk) -> None:
    petition_id = desk.answered()
    claim_id = claimed(desk, petition_id)
    claim = only(desk, petition_id)
    assert (claim.state, claim.place, claim.findings) == (S.CLAIMED, "Cống đầu xóm", [])
    assert claim.confirm_by > claim.claimed_at + timedelta(days=14)
    with desk.runtime.reading() as ctx:
        tally = tally_claims(ctx, [desk.units[COMMUNE]])
    assert (tally.confirmed, tally.claimed) == (0, 1)
    seen = replace(YES, scenes=(stored(desk, petition_id, Side.SEEN),))
    assert saw(desk, claim_id, seen) is S.CONFIRMED
    claim = only(desk, petition_id)
    found = claim.seen_by(Eye.SENDER)
    assert found is not None
    assert (found.done, len(found.photos), claim.seen_by(Eye.BOARD)) == (True, 1, None)
    with desk.runtime.reading() as ctx:
        assert tally_claims(ctx, [desk.units[COMMUNE]]).confirmed == 1
        assert states_of(ctx, [petition_id]) == {petition_id: S.CONFIRMED}


def test_the_board_may_find_otherwise_and_that_stands(desk: Desk, board: Actor) -> None:
    petition_id = desk.answered()
    claim_id = claimed(desk, petition_id)
    assert saw(desk, claim_id, YES) is S.CONFIRMED
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(LookedBefore):
        look(ctx, claim_id, NO)
    assert saw(desk, claim_id, NO, board) is S.CONTRADICTED
    again = claimed(desk, petition_id)  # more was done: looked at anew
    assert saw(desk, again, YES, board) is S.CONFIRMED
    with desk.runtime.reading() as ctx:
        assert states_of(ctx, [petition_id]) == {petition_id: S.CONFIRMED}


def test_who_says_it_is_not_done_says_what_is_missing(desk: Desk) -> None:
    claim_id = claimed(desk, desk.answered())
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(TextMissing):
        look(ctx, claim_id, Looked(done=False, text="chưa"))


def test_what_a_claim_needs(desk: Desk) -> None:
    petition_id = desk.answered()
    good = done(desk, petition_id)
    before = stored(desk, petition_id, Side.BEFORE)
    four = tuple(stored(desk, petition_id, Side.AFTER) for _ in range(4))
    for wrong, error in (
        (replace(good, scenes=(before,)), AfterPhotoMissing),
        (replace(good, scenes=four), TooManyScenes),
        (replace(good, place="", spot=None), PlaceMissing),
        (replace(good, done_at=good.done_at + timedelta(hours=1)), DoneInFuture),
        (replace(good, text="xong"), TextMissing),
    ):
        with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(error):
            claim_done(ctx, petition_id, wrong)
    claimed(desk, petition_id)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(ClaimWaits):
        claim_done(ctx, petition_id, good)


def test_who_claims_never_confirms_and_others_may_not_claim(desk: Desk, board: Actor) -> None:
    petition_id = desk.answered()
    both = desk.officials.create(
        "vua-lam-vua-xem", (Role.HANDLER, desk.units[COMMUNE]), (Role.BOARD_MEMBER, desk.units[COMMUNE])
    )
    claim_id = claimed(desk, petition_id)
    handler, two_hats = desk.actor(Role.HANDLER), replace(desk.actor(Role.HANDLER), account_id=both)
    for actor in (handler, two_hats, desk.actor(Role.LEADER), desk.another("ban-khac", Role.BOARD_MEMBER, "07294")):
        with desk.runtime.transaction(actor) as ctx, pytest.raises(NotFound):
            look(ctx, claim_id, YES)
    with desk.runtime.transaction(board) as ctx, pytest.raises(NotFound):
        claim_done(ctx, petition_id, done(desk, petition_id))
    with desk.runtime.transaction(desk.actor(Role.VERIFIER)) as ctx, pytest.raises(Forbidden):
        claim_done(ctx, petition_id, done(desk, petition_id))
    with desk.runtime.transaction(board) as ctx:
        recuse(ctx, petition_id)
    with desk.runtime.transaction(board) as ctx, pytest.raises(NotFound):
        look(ctx, claim_id, YES)


def test_of_a_sealed_case_only_the_sender_looks_and_nothing_is_clear(desk: Desk, board: Actor) -> None:
    petition_id = desk.in_progress(Concerns.COMMUNE_OFFICIAL)
    claim_id = claimed(desk, petition_id)
    with desk.runtime.transaction(board) as ctx, pytest.raises(NotFound):
        look(ctx, claim_id, YES)
    claim = only(desk, petition_id)
    assert (claim.open_photos, claim.spot) == (False, HERE)
    with desk.runtime.reading() as ctx:
        assert tally_claims(ctx, [desk.units[COMMUNE]]).total == 0
    assert saw(desk, claim_id, YES) is S.CONFIRMED


def test_nobody_looked_in_time_is_said_and_looking_later_still_counts(
    desk: Desk, clock: SteppingClock, board: Actor
) -> None:
    petition_id = desk.answered()
    claim_id = claimed(desk, petition_id)
    clock.advance(days=14)
    with desk.runtime.transaction() as ctx:
        assert lapse_claims(ctx) == 0
    clock.advance(days=3)
    with desk.runtime.transaction() as ctx:
        assert lapse_claims(ctx) == 1
    with desk.runtime.transaction() as ctx:
        assert lapse_claims(ctx) == 0
    assert only(desk, petition_id).state is S.LAPSED
    assert saw(desk, claim_id, YES, board) is S.CONFIRMED


def test_a_claim_is_taken_back_by_whoever_made_it(desk: Desk) -> None:
    petition_id = desk.answered()
    claim_id = claimed(desk, petition_id)
    with desk.runtime.transaction(desk.actor(Role.INTAKE_CLERK)) as ctx, pytest.raises(Forbidden):
        retract(ctx, claim_id, version=1)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx, pytest.raises(StaleVersion):
        retract(ctx, claim_id, version=7)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        retract(ctx, claim_id, version=1)
    with desk.runtime.transaction(ANONYMOUS) as ctx, pytest.raises(TransitionNotAllowed):
        look(ctx, claim_id, YES)


def test_the_camera_s_record_is_kept_and_the_copies_carry_none(desk: Desk) -> None:
    petition_id = desk.answered()
    taken = desk.runtime.clock() - timedelta(days=3)
    data = photo(taken, FAR)
    shot = stored(desk, petition_id, Side.AFTER, data)
    with desk.runtime.transaction(desk.actor(Role.HANDLER)) as ctx:
        claim_done(ctx, petition_id, done(desk, petition_id, shot))
    claim = only(desk, petition_id)
    (scene,) = claim.of_side(Side.AFTER)
    compared = claim.compared[scene.id]
    assert Noticed.FAR_AWAY in compared.noticed
    assert compared.metres is not None
    assert compared.metres > 1_000
    with desk.runtime.reading() as ctx:
        assert read_scene(ctx, petition_id, scene.id, ImageSize.ORIGINAL) == data
        for size in (ImageSize.DISPLAY, ImageSize.THUMB):
            assert b"Exif" not in read_scene(ctx, petition_id, scene.id, size)
        with pytest.raises(NotFound):
            read_scene(ctx, desk.send().id, scene.id, ImageSize.THUMB)
