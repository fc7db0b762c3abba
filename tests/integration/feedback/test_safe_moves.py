"""An older safe is emptied by two people: in three steps, in any order of interruptions, and nobody learns a name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select

from accounts.roles import Role
from bootstrap.closing_older import close_older_cases
from casework.locks.own import pair_of
from casework.safes import moving
from casework.safes.closed import open_inner, peel
from casework.safes.errors import MoveNotBegun, SafeInUse
from casework.safes.keys import find_safe, open_side
from casework.safes.models import IdentitySafe, SafeMove, SafeMoveItem
from core.actor import Actor
from core.audit import AuditDetail, AuditEntry
from core.boxes import open_box
from core.crypto import SealBroken
from core.errors import Forbidden, NotFound
from feedback.opening import emptying
from feedback.opening.emptying import begin, do_my_part, find_emptying
from feedback.shutting.models import PetitionShutOut
from feedback.shutting.reads import tag_of
from tests.integration.feedback.test_safe_escrow import ids
from tests.integration.feedback.test_safe_rotation import keys_of, lies_in, rotate
from tests.support.clock import SteppingClock
from tests.support.keys import with_key
from tests.support.petitioning import Desk
from tests.support.safes import NAME, House, closed
from tests.support.staffed import PROVINCE


@pytest.fixture
def house(desk: Desk) -> House:
    return House(desk)


def starts(house: House, old: UUID, who: Actor | None = None) -> None:
    with house.desk.runtime.transaction(who or house.leader) as ctx:
        begin(ctx, old)


def step(house: House, old: UUID, who: Actor) -> int:
    with house.desk.runtime.transaction(who) as ctx:
        return do_my_part(ctx, old)


def stands(house: House, old: UUID, who: Actor) -> tuple[int, int, int | None]:
    with house.desk.runtime.transaction(who) as ctx:  # reads the roles
        state = find_emptying(ctx, old)
    return state.turn, state.away, state.left


def boxes(house: House) -> Sequence[Any]:
    i = SafeMoveItem
    with house.desk.runtime.reading() as ctx:
        return ctx.session.execute(select(i.case_id, i.key_id, i.box).order_by(i.case_id)).all()


def changed(house: House) -> UUID:
    old = house.safe_id()
    rotate(house, house.leader)
    return old


def test_all_of_it_moves_by_two_people_and_the_old_keys_go(
    house: House, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    petitions = [house.assigned() for _ in range(3)]
    old = changed(house)
    monkeypatch.setattr(moving, "AT_ONCE", 2)
    with pytest.raises(MoveNotBegun):
        step(house, old, house.clerk)
    starts(house, old)
    assert stands(house, old, house.leader) == (0, 0, 3)
    assert [step(house, old, house.clerk), step(house, old, house.clerk), step(house, old, house.clerk)] == [2, 1, 0]
    assert stands(house, old, house.clerk) == (0, 3, None)
    assert stands(house, old, house.leader) == (2, 0, 3)
    for petition_id in petitions:  # on the way nobody reads it, and it opens as before
        closed(house, petition_id, house.clerk, house.handler, house.leader)
        assert lies_in(house, petition_id) == {old}
    assert [step(house, old, house.leader) for _ in range(3)] == [2, 1, 0]
    assert stands(house, old, house.leader) == (0, 3, 3)
    assert [step(house, old, house.clerk) for _ in range(3)] == [2, 1, 0]
    assert (stands(house, old, house.leader), boxes(house)) == ((0, 0, 0), [])
    for petition_id in petitions:
        assert lies_in(house, petition_id) == {house.safe_id()}
        closed(house, petition_id, house.clerk, house.handler, house.leader)
        house.agree(opening_id := house.ask(petition_id))
        assert house.look(opening_id) == NAME
    for _ in range(2):
        close_older_cases(house.desk.runtime)
        clock.advance(hours=1)
    assert (keys_of(house, old), keys_of(house, house.safe_id())) == (0, 4)
    with house.desk.runtime.reading() as ctx:
        e, d = AuditEntry, AuditDetail
        said = ctx.session.execute(
            select(e.action, e.account_id, e.chain, d.detail)
            .join(d, d.entry_id == e.id)
            .where(e.action.like("casework:safe:move!_%", escape="!"))
            .order_by(e.seq)
        ).all()
        assert not ctx.session.execute(select(func.count()).select_from(SafeMove)).scalar_one()
    told = [(row.action.rsplit("_", 1)[1], row.detail.get("count"), row.account_id) for row in said]
    clerk, leader = ids([house.clerk, house.leader])
    assert told == [
        ("begin", None, leader), ("out", "2", clerk), ("out", "1", clerk), ("over", "2", leader), ("over", "1", leader),
        ("in", "2", clerk), ("in", "1", clerk),
    ]  # fmt: skip
    assert {row.chain for row in said} == {house.desk.units[PROVINCE]}  # not the commune's, and of no case
    with pytest.raises(NotFound):
        step(house, old, house.leader)


def test_what_lies_on_the_way_opens_for_one_person_with_both_keys_of_their_own(house: House) -> None:
    """With every rule left out: a box is for whoever comes next, and says nothing without the key of their side."""
    petition_id, old = house.assigned(), changed(house)
    starts(house, old)
    step(house, old, house.clerk)
    (item,) = boxes(house)
    bound = petition_id.bytes + item.key_id.bytes + old.bytes
    for who in (house.second, house.clerk, house.handler):
        with house.desk.runtime.reading(who) as ctx, pytest.raises(SealBroken):
            open_box(pair_of(ctx).private, item.box, bound_to=bound)
    with house.desk.runtime.reading(house.leader) as ctx:
        inner, half = open_box(pair_of(ctx).private, item.box, bound_to=bound), open_side(ctx, old)
        assert half is not None
        key = open_inner(half, item.key_id, inner)
        with pytest.raises(SealBroken):  # for that sender alone
            open_inner(half, petition_id, inner)
    step(house, old, house.leader)
    (after,) = boxes(house)
    with house.desk.runtime.transaction(house.clerk) as ctx:
        (before,) = peel(ctx, petition_id)
        told = open_box(pair_of(ctx).private, after.box, bound_to=bound[:32] + house.safe_id().bytes)
        assert key.key not in told  # closed for both keys of the new safe
        assert before.safe_id == old


Cut = Callable[[House, UUID], object]


def leader_forgets(house: House, old: UUID) -> None:
    house.leader = with_key(house.desk.runtime, ids([house.leader])[0], "mật khẩu do quản trị đặt")


def clerk_forgets(house: House, old: UUID) -> None:
    house.clerk = with_key(house.desk.runtime, ids([house.clerk])[0], "mật khẩu do quản trị đặt")


def opened_meanwhile(house: House, old: UUID) -> None:
    for item in boxes(house):
        house.agree(opening_id := house.ask(item.case_id))
        assert house.look(opening_id) == NAME


def changed_again(house: House, old: UUID) -> None:
    rotate(house, house.second)


def taken_over(house: House, old: UUID) -> None:
    starts(house, old, house.second)
    with pytest.raises(MoveNotBegun):
        step(house, old, house.leader)
    house.leader = house.second


@pytest.mark.parametrize(
    ("steps", "cut"),
    [(2, clerk_forgets), (2, opened_meanwhile), (2, changed_again), (1, taken_over), (1, leader_forgets)],
)
def test_whatever_comes_between_nothing_is_lost(house: House, clock: SteppingClock, cut: Cut, steps: int) -> None:
    petition_id, old = house.assigned(), changed(house)
    starts(house, old)
    for who in (house.clerk, house.leader)[:steps]:
        assert step(house, old, who) == 1
    cut(house, old)
    clock.advance(days=7, hours=1)  # what nobody went on with is taken out anew
    close_older_cases(house.desk.runtime)
    if cut in (leader_forgets, clerk_forgets):  # a colleague goes on
        house.clerk, house.leader = house.handler, house.second
        starts(house, old)
    for who in (house.clerk, house.leader, house.clerk, house.clerk, house.leader, house.clerk):
        if is_there(house, old):
            step(house, old, who)
    assert lies_in(house, petition_id) == {house.safe_id()}
    assert boxes(house) == []
    house.agree(opening_id := house.ask(petition_id))
    assert house.look(opening_id) == NAME


def is_there(house: House, safe_id: UUID) -> bool:
    with house.desk.runtime.reading() as ctx:
        gone = select(IdentitySafe.destroyed_at).where(IdentitySafe.id == safe_id)
        return ctx.session.execute(gone).scalar_one() is None


def test_whoever_is_shut_out_takes_no_part_in_it_and_counts_it_nowhere(house: House) -> None:
    theirs, other = house.assigned(), house.assigned()
    old = changed(house)
    starts(house, old)
    with house.desk.runtime.transaction() as ctx:
        for who in (house.clerk, house.handler):
            ctx.session.add(PetitionShutOut(petition_id=theirs, tag=tag_of(ctx, who.account_id)))
    assert stands(house, old, house.clerk) == (1, 0, None)
    assert step(house, old, house.clerk) == 1
    assert [item.case_id for item in boxes(house)] == [other]
    with house.desk.runtime.transaction() as ctx:
        ctx.session.execute(delete(PetitionShutOut))
        ctx.session.add(PetitionShutOut(petition_id=other, tag=tag_of(ctx, house.leader.account_id)))
    assert stands(house, old, house.leader)[0] == 0
    assert step(house, old, house.leader) == 0
    assert step(house, old, house.handler) == 1  # theirs, now
    assert step(house, old, house.leader) == 1


def test_who_may_begin_and_who_sees_it(house: House, clock: SteppingClock) -> None:
    house.assigned()
    with pytest.raises(NotFound):  # the safe in use is no older one
        starts(house, house.safe_id())
    with house.desk.runtime.transaction(house.leader) as ctx, pytest.raises(SafeInUse):
        moving.begin_move(ctx, house.safe_id())
    old = changed(house)
    with pytest.raises(Forbidden):
        starts(house, old, house.clerk)
    stranger = house.more("nguoi-moi", Role.LEADER)  # has no key of the old one
    with pytest.raises(NotFound):
        starts(house, old, stranger)
    with house.desk.runtime.reading(stranger) as ctx, pytest.raises(NotFound):
        find_emptying(ctx, old)
    starts(house, old)
    with house.desk.runtime.reading(house.second) as ctx:
        state = find_emptying(ctx, old)
        assert (state.mine, state.again, state.left) == (False, True, 1)
    with house.desk.runtime.reading(house.handler) as ctx:
        state = find_emptying(ctx, old)
        assert (state.again, state.left) == (False, None)
        assert find_safe(ctx, house.desk.units[PROVINCE]) is not None
    assert emptying.do_my_part is do_my_part
