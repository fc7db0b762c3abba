"""A safe is changed while people work: new cases go into the new one, older ones follow when two people open them."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import delete, func, select

from accounts.roles import Role
from bootstrap.closing_older import close_older_cases
from casework.identity import correct_identity
from casework.safes.errors import NoSafeKey, SafeNotInUse, TooFewForSafe
from casework.safes.escrow import kept_halves
from casework.safes.keys import hand_out
from casework.safes.models import ClosedIdentity, IdentitySafe, SafeHalf, SafeHolder
from casework.safes.rotating import count_left, rotate_safe
from casework.safes.states import Side
from core.actor import SYSTEM, Actor
from core.audit import AuditEntry
from core.errors import Forbidden
from feedback.opening.services import end_openings
from feedback.states import PetitionKind
from tests.integration.feedback.test_safe_escrow import KEEPERS, call, give, ids, join, split
from tests.support.clock import SteppingClock
from tests.support.keys import with_key
from tests.support.petitioning import Desk
from tests.support.safes import NAME, House, closed
from tests.support.staffed import PROVINCE


@pytest.fixture
def house(desk: Desk) -> House:
    return House(desk)


def rotate(house: House, who: Actor, safe_id: UUID | None = None) -> None:
    with house.desk.runtime.transaction(who) as ctx:
        rotate_safe(ctx, safe_id or house.safe_id())


def lies_in(house: House, petition_id: UUID) -> set[UUID]:
    with house.desk.runtime.reading() as ctx:
        which = ClosedIdentity.case_id == petition_id
        return set(ctx.session.execute(select(ClosedIdentity.safe_id).where(which)).scalars())


def keys_of(house: House, safe_id: UUID) -> int:
    with house.desk.runtime.reading() as ctx:
        which = select(func.count()).select_from(SafeHolder).where(SafeHolder.safe_id == safe_id)
        return ctx.session.execute(which).scalar_one()


def test_the_new_one_takes_what_comes_and_the_old_one_empties_and_goes(house: House, clock: SteppingClock) -> None:
    before, waits, old = house.assigned(), house.assigned(), house.safe_id()
    pending = house.ask(waits)
    rotate(house, house.leader)
    new = house.safe_id()
    assert new != old
    assert [house.side(one) for one in (house.clerk, house.handler, house.leader, house.second)] == [
        Side.WORKING, Side.WORKING, Side.AGREEING, Side.AGREEING,
    ]  # fmt: skip
    after = house.assigned()
    assert (lies_in(house, before), lies_in(house, after)) == ({old}, {new})
    with pytest.raises(SafeNotInUse):
        rotate(house, house.leader, old)
    for petition_id in (before, after):
        closed(house, petition_id, house.clerk, house.handler, house.leader)
        house.agree(opening_id := house.ask(petition_id))
        assert house.look(opening_id) == NAME
        assert lies_in(house, petition_id) == {new}
    assert house.look(opening_id) == NAME  # and again, from where it lies now
    close_older_cases(house.desk.runtime)
    with house.desk.runtime.reading() as ctx:
        assert count_left(ctx, old) == 1  # the request from before still stands
    house.agree(pending, house.second)
    assert house.look(pending) == NAME
    close_older_cases(house.desk.runtime)
    assert keys_of(house, old) == 4  # somebody may be writing still
    clock.advance(hours=1)
    close_older_cases(house.desk.runtime)
    assert (keys_of(house, old), keys_of(house, new)) == (0, 4)
    with house.desk.runtime.reading() as ctx:
        safe = ctx.session.execute(select(IdentitySafe).where(IdentitySafe.id == old)).scalar_one()
        assert safe.destroyed_at is not None
        told = select(AuditEntry.action, AuditEntry.subject_id).where(AuditEntry.action.like("casework:safe:%"))
        said = ctx.session.execute(told).all()
    acts = [row.action.rsplit(":", 1)[1] for row in said]
    assert (acts.count("rotate"), acts.count("move"), acts.count("destroy")) == (1, 2, 1)
    assert {str(row.subject_id) for row in said} == {str(old), str(new)}  # no case among them


def test_keys_wait_for_a_request_that_still_has_a_box_of_the_old_one(house: House, clock: SteppingClock) -> None:
    petition_id, old = house.sent(), house.safe_id()
    house.ask(petition_id, house.clerk)
    house.desk.triage(petition_id, PetitionKind.DENUNCIATION_INFO, clerk=house.clerk)
    house.desk.assign(petition_id, clerk=house.clerk)
    opening_id = house.ask(petition_id)
    rotate(house, house.leader)
    house.agree(opening_id)
    assert house.look(opening_id) == NAME
    close_older_cases(house.desk.runtime)
    clock.advance(hours=2)
    close_older_cases(house.desk.runtime)
    assert (lies_in(house, petition_id), keys_of(house, old)) == ({house.safe_id()}, 4)
    clock.advance(days=30)
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        assert end_openings(ctx) == 2
    house.ask(house.assigned())  # has no box of it
    close_older_cases(house.desk.runtime)
    assert keys_of(house, old) == 0


def test_who_may_change_it_and_who_gets_the_new_keys(house: House, clock: SteppingClock) -> None:
    with pytest.raises(Forbidden):
        rotate(house, house.handler)
    with pytest.raises(NoSafeKey):
        rotate(house, house.more("van-thu", Role.RECORDS_CLERK))
    # Whose password was set by somebody else a moment ago gets nothing by a new safe either.
    imposed = with_key(house.desk.runtime, ids([house.second])[0], "mật khẩu do quản trị đặt")
    with pytest.raises(TooFewForSafe):
        rotate(house, house.leader)
    third = house.more("pho-3", Role.LEADER)
    clock.advance(days=1)
    with_key(house.desk.runtime, ids([house.second])[0], "lại một mật khẩu khác")
    rotate(house, house.leader)
    assert (house.side(imposed), house.side(third)) == (None, Side.AGREEING)
    above = house.more("thanh-tra", Role.PROVINCIAL_INSPECTOR, PROVINCE)
    clock.advance(days=1)
    with house.desk.runtime.transaction(house.leader) as ctx:
        assert hand_out(ctx) > 0
    with pytest.raises(Forbidden):  # the province has somebody of its own
        rotate(house, house.leader)
    rotate(house, above)


def test_keepers_keep_the_new_keys_and_colleagues_get_the_old_one(house: House, clock: SteppingClock) -> None:
    keepers = [house.more(f"giu-{role.value.replace('_', '-')}", role) for role in KEEPERS]
    split(house, house.handler, keepers[:2])
    split(house, house.leader, keepers[2:])
    petition_id, old = house.assigned(), house.safe_id()
    with_key(house.desk.runtime, ids(keepers)[0], "mật khẩu do quản trị đặt")
    rotate(house, house.leader)
    with house.desk.runtime.reading() as ctx:
        kept = {side: [one.account_id for one in kept_halves(ctx, house.safe_id(), side)] for side in Side}
        assert kept == {Side.AGREEING: ids(keepers[2:]), Side.WORKING: []}  # one of the two keeps nothing any more
    newcomer = house.more("pho-3", Role.LEADER)
    clock.advance(days=1)
    with house.desk.runtime.transaction(house.leader) as ctx:
        hand_out(ctx)
    assert keys_of(house, old) == 5
    with house.desk.runtime.transaction(house.handler) as ctx:
        assert correct_identity(ctx, petition_id, phone="0900 000 778")
    assert lies_in(house, petition_id) == {old, house.safe_id()}  # what is added goes into the new one
    house.agree(opening_id := house.ask(petition_id), newcomer)
    assert house.look(opening_id) == NAME
    assert lies_in(house, petition_id) == {house.safe_id()}
    for _ in range(2):
        close_older_cases(house.desk.runtime)
        clock.advance(hours=1)
    with house.desk.runtime.reading() as ctx:
        assert set(ctx.session.execute(select(SafeHalf.safe_id)).scalars()) == {house.safe_id()}


def test_keepers_of_a_safe_that_lost_a_side_keep_the_one_that_follows(house: House, clock: SteppingClock) -> None:
    keepers = [house.more(f"giu-{role.value.replace('_', '-')}", role) for role in KEEPERS]
    split(house, house.handler, keepers[:2])
    split(house, house.leader, keepers[2:])
    old = house.safe_id()
    # Both leaders' passwords were set anew by somebody else; so was that of one who keeps half of the working key.
    for one in (house.leader, house.second, keepers[0]):
        with_key(house.desk.runtime, ids([one])[0], "mật khẩu do quản trị đặt")
    assert house.tend() == 1
    new = house.safe_id()
    with house.desk.runtime.reading() as ctx:
        kept = {side: [one.account_id for one in kept_halves(ctx, new, side)] for side in Side}
        assert kept == {Side.AGREEING: ids(keepers[2:]), Side.WORKING: []}
        assert [one.account_id for one in kept_halves(ctx, old, Side.AGREEING)] == ids(keepers[2:])  # to find it again
    # And it is theirs in earnest: lost once more, both halves give the new key back.
    for one in (house.leader, house.second):
        with_key(house.desk.runtime, ids([one])[0], "lại một mật khẩu khác")
    clock.advance(days=1)
    leader = with_key(house.desk.runtime, ids([house.leader])[0], "lại một mật khẩu khác")
    call(house, leader)
    give(house, keepers[2:], leader)
    assert join(house, leader)
    assert house.side(leader) is Side.AGREEING


def test_a_lost_safe_that_is_found_again_empties_too(house: House) -> None:
    petition_id, old = house.assigned(), house.safe_id()
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        gone = ctx.session.execute(select(SafeHolder).where(SafeHolder.side == Side.AGREEING)).scalars().all()
        boxes = [(one.account_id, one.boxed_private) for one in gone]
        ctx.session.execute(delete(SafeHolder).where(SafeHolder.side == Side.AGREEING))
    assert house.tend() == 1
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        for account_id, box in boxes:  # as joining both halves does
            ctx.session.add(
                SafeHolder(
                    safe_id=old, account_id=account_id, side=Side.AGREEING, boxed_private=box, given_by=None,
                    given_at=ctx.now,
                )
            )  # fmt: skip
    house.agree(opening_id := house.ask(petition_id))
    assert house.look(opening_id) == NAME
    assert lies_in(house, petition_id) == {house.safe_id()}
