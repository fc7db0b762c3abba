"""Each key of a safe is kept in halves by two officers, who rehearse giving it back, and do when it was lost."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from accounts.models import RoleGrant
from accounts.roles import Role
from casework.locks.errors import DrillMissing, HalvesMissing, KeyNotInHand
from casework.locks.escrow import joined
from casework.locks.own import private_of
from casework.safes.bounds import bound_half
from casework.safes.calling import call_halves, call_state, join_halves
from casework.safes.errors import NoSafeKey, NotOfThisSide, SafeKeeperWrong
from casework.safes.escrow import (
    count_given_back,
    kept_halves,
    list_my_halves,
    list_safe_keepers,
    return_half,
    split_side,
)
from casework.safes.keys import get_safe, hand_out
from casework.safes.models import SafeHalf, SafeHalfReturn, SafeHolder
from casework.safes.states import Side
from core.actor import SYSTEM, Actor
from core.audit import AuditEntry
from core.boxes import open_box
from core.crypto import SealBroken
from core.errors import Forbidden, NotFound
from tests.integration.feedback.test_safes import changed
from tests.support.clock import SteppingClock
from tests.support.keys import with_key
from tests.support.petitioning import Desk
from tests.support.safes import NAME, House, closed
from tests.support.staffed import PROVINCE

KEEPERS = (Role.RECORDS_CLERK, Role.DATA_PROTECTION_OFFICER, Role.LOG_AUDITOR, Role.FRONT_OFFICER)


@pytest.fixture
def house(desk: Desk) -> House:
    return House(desk)


@pytest.fixture
def keepers(house: House) -> list[Actor]:
    """Two for each side, with keys of their own."""
    return [house.more(f"giu-{role.value.replace('_', '-')}", role) for role in KEEPERS]


def ids(actors: list[Actor]) -> list[UUID]:
    return [one.account_id for one in actors if one.account_id is not None]


def split(house: House, who: Actor, keepers: list[Actor]) -> None:
    with house.desk.runtime.transaction(who) as ctx:
        split_side(ctx, house.safe_id(), ids(keepers))


def give(house: House, keepers: list[Actor], to: Actor) -> None:
    for keeper in keepers:
        with house.desk.runtime.transaction(keeper) as ctx:
            return_half(ctx, house.safe_id(), ids([to])[0])


def call(house: House, who: Actor) -> None:
    with house.desk.runtime.transaction(who) as ctx:
        call_halves(ctx, house.safe_id())


def join(house: House, who: Actor) -> bool:
    with house.desk.runtime.transaction(who) as ctx:
        return join_halves(ctx, house.safe_id())


def test_four_people_keep_the_halves_and_none_of_them_anything_else(house: House, keepers: list[Actor]) -> None:
    working, agreeing = keepers[:2], keepers[2:]
    split(house, house.handler, working)
    for wrong in (
        [keepers[0], keepers[2]],  # keeps half of the other side already
        [keepers[2], keepers[2]],
        [keepers[2], house.clerk],  # has one of the keys
        [keepers[2], house.more("thanh-tra", Role.PROVINCIAL_INSPECTOR, PROVINCE)],  # would have one tomorrow
    ):
        with pytest.raises(SafeKeeperWrong):
            split(house, house.leader, wrong)
    with pytest.raises(NoSafeKey):
        split(house, keepers[0], agreeing)
    split(house, house.leader, agreeing)
    safe_id = house.safe_id()
    with house.desk.runtime.reading(house.leader) as ctx:
        assert [one.account_id for one in kept_halves(ctx, safe_id, Side.AGREEING)] == ids(agreeing)
        assert not {one.account_id for one in list_safe_keepers(ctx, safe_id, Side.AGREEING)} & set(ids(working))
        rows = ctx.session.execute(select(SafeHalf.account_id)).scalars().all()
        assert len(rows) == len(set(rows)) == 4
        said = ctx.session.execute(select(AuditEntry.action).where(AuditEntry.action.like("casework:safe:keep")))
        assert len(said.all()) == 2
    # Chosen anew by a colleague of the side: the halves before are gone.
    split(house, house.second, [agreeing[1], agreeing[0]])
    with house.desk.runtime.reading() as ctx:
        assert [one.account_id for one in kept_halves(ctx, safe_id, Side.AGREEING)] == ids(agreeing[::-1])


def test_both_keepers_of_a_side_read_nobody(house: House, keepers: list[Actor]) -> None:
    """With every rule left out they have one of two keys, and no case's."""
    petition_id = house.assigned()
    split(house, house.handler, keepers[:2])
    split(house, house.leader, keepers[2:])
    safe_id = house.safe_id()
    call(house, house.leader)
    give(house, keepers[2:], house.leader)
    with house.desk.runtime.reading() as ctx:
        publics = get_safe(ctx, safe_id).publics
    pieces = [piece(house, one, Side.AGREEING, part) for part, one in enumerate(keepers[2:], start=1)]
    assert joined(pieces, publics[Side.AGREEING])
    with pytest.raises(HalvesMissing):
        joined(pieces, publics[Side.WORKING])
    for half in pieces:
        with pytest.raises(HalvesMissing):
            joined([half, bytes(32)], publics[Side.AGREEING])
    with pytest.raises(SealBroken):
        piece(house, keepers[2], Side.WORKING, 1)
    closed(house, petition_id, *keepers)
    with pytest.raises(NotOfThisSide):
        join(house, keepers[2])


def piece(house: House, keeper: Actor, side: Side, part: int) -> bytes:
    """A half, opened by its keeper's key with no rule in the way."""
    with house.desk.runtime.reading(keeper) as ctx:
        box = ctx.session.execute(select(SafeHalf.boxed_half).where(SafeHalf.account_id == keeper.account_id))
        private = private_of(ctx, keeper)
        assert private is not None
        return open_box(private, box.scalar_one(), bound_to=bound_half(house.safe_id(), side, part))


def test_losing_a_key_is_rehearsed(house: House, keepers: list[Actor], clock: SteppingClock) -> None:
    safe_id, side = house.safe_id(), Side.AGREEING
    with pytest.raises(HalvesMissing):
        call(house, house.leader)  # nobody keeps it yet
    split(house, house.leader, keepers[2:])
    with pytest.raises(DrillMissing):
        join(house, house.leader)
    with pytest.raises(NotOfThisSide):
        give(house, keepers[2:3], house.leader)  # nobody called for it
    call(house, house.leader)
    with pytest.raises(NotOfThisSide):
        give(house, keepers[2:3], house.second)
    with house.desk.runtime.reading(keepers[2]) as ctx:
        (line,) = list_my_halves(ctx)
        assert line.caller is not None
        assert (line.side, line.caller.account_id, line.lost, line.given) == (
            side,
            house.leader.account_id,
            False,
            False,
        )
    give(house, keepers[2:3], house.leader)
    with pytest.raises(HalvesMissing):
        join(house, house.leader)
    keepers[3] = changed(house, keepers[3])  # a new password of one's own takes the half along
    give(house, keepers[3:], house.leader)
    house.leader = changed(house, house.leader)
    with house.desk.runtime.reading(house.leader) as ctx:
        assert count_given_back(ctx, safe_id) == 2
    assert join(house, house.leader) is False
    with house.desk.runtime.reading() as ctx:
        state = call_state(ctx, safe_id, side)
        assert state is not None
        assert (state.last_at is not None, state.caller, state.overdue) == (True, None, False)
        assert ctx.session.execute(select(SafeHalfReturn.part)).first() is None
        assert call_state(ctx, safe_id, Side.WORKING) is None  # not kept by anybody
    clock.advance(days=200)
    with house.desk.runtime.reading() as ctx:
        state = call_state(ctx, safe_id, side)
        assert state is not None
        assert state.overdue


def test_a_side_that_lost_its_key_gets_it_back(house: House, keepers: list[Actor], clock: SteppingClock) -> None:
    petition_id = house.assigned()
    split(house, house.leader, keepers[2:])
    safe_id = house.safe_id()
    # Both leaders forgot their passwords; an administrator set others: their keys are fresh and open nothing.
    house.leader, house.second = (
        with_key(house.desk.runtime, one, "mật khẩu do quản trị đặt") for one in ids([house.leader, house.second])
    )
    with pytest.raises(NotOfThisSide):
        call(house, house.leader)
    clock.advance(days=1)
    call(house, house.leader)
    with house.desk.runtime.reading(keepers[2]) as ctx:
        assert list_my_halves(ctx)[0].lost
    give(house, keepers[2:], house.leader)
    assert join(house, house.leader)
    assert (house.safe_id(), house.side(house.leader)) == (safe_id, Side.AGREEING)
    house.agree(opening_id := house.ask(petition_id))
    assert house.look(opening_id) == NAME
    with house.desk.runtime.reading() as ctx:
        assert ctx.session.execute(select(func.count()).select_from(SafeHalfReturn)).scalar_one() == 0


def test_a_keeper_who_gets_a_key_or_another_password_keeps_nothing(
    house: House, keepers: list[Actor], clock: SteppingClock
) -> None:
    split(house, house.leader, keepers[2:])
    safe_id = house.safe_id()
    with_key(house.desk.runtime, ids(keepers)[2], "mật khẩu do quản trị đặt")
    with house.desk.runtime.reading() as ctx:
        assert [one.part for one in kept_halves(ctx, safe_id, Side.AGREEING)] == [2]
        assert call_state(ctx, safe_id, Side.AGREEING) is None
    with pytest.raises(HalvesMissing):
        call(house, house.leader)
    with house.desk.runtime.transaction(SYSTEM) as ctx:  # made a leader: a colleague hands them the key of that side
        mine = (RoleGrant.account_id == keepers[3].account_id,)
        ctx.session.execute(update(RoleGrant).where(*mine).values(role=Role.LEADER))
    clock.advance(days=1)
    with house.desk.runtime.transaction(house.leader) as ctx:
        assert hand_out(ctx) == 1
        assert kept_halves(ctx, safe_id, Side.AGREEING) == []
    assert house.side(keepers[3]) is Side.AGREEING


def test_what_the_pages_refuse_the_services_refuse(house: House, keepers: list[Actor]) -> None:
    split(house, house.leader, keepers[2:])
    with pytest.raises(NotFound):
        give(house, keepers[:1], house.leader)
    no_key = Actor(house.leader.kind, house.leader.account_id)
    with pytest.raises(KeyNotInHand):
        call(house, no_key)
    above = house.more("thanh-tra", Role.PROVINCIAL_INSPECTOR, PROVINCE)
    with house.desk.runtime.transaction(SYSTEM) as ctx:
        ctx.session.execute(
            update(SafeHolder)
            .where(SafeHolder.account_id == house.second.account_id)
            .values(account_id=above.account_id)
        )
    with pytest.raises(Forbidden):  # the province has people of its own who decide
        split(house, house.leader, keepers[2:])
