"""The demo's safe: four keepers, one key rehearsed, halves of the other called in, and an older safe being emptied."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from casework.safes import calling, escrow, rotating
from casework.safes.keys import find_safe
from demo.hand import Hand
from demo.world import World
from feedback.opening import emptying

_WORKING, _AGREEING = "tiepdantinh", "lanhdaotinh"
# Who keeps the halves of whose key.
_KEEPERS = {_WORKING: ("dulieu", "nhatky"), _AGREEING: ("vanthutinh", "mattrantinh")}


def load(hand: Hand) -> None:
    """Split both keys, change the safe so that there is an older one, rehearse, begin to empty the older one."""
    world, old = hand.world, _safe(hand.world)
    for whose, keepers in _KEEPERS.items():
        chosen = [world.accounts[one] for one in keepers]
        hand.does(whose, partial(escrow.split_side, safe_id=old, keepers=chosen))
    hand.does(_AGREEING, partial(rotating.rotate_safe, safe_id=old))
    _rehearse(hand, _safe(world))
    hand.does(_AGREEING, partial(emptying.begin, safe_id=old))
    hand.does(_WORKING, partial(emptying.do_my_part, safe_id=old))


def _rehearse(hand: Hand, safe_id: UUID) -> None:
    """The working key to its end; of the other only one of its keepers has been by."""
    for whose, keepers in _KEEPERS.items():
        hand.does(whose, partial(calling.call_halves, safe_id=safe_id))
        for keeper in keepers if whose == _WORKING else keepers[:1]:
            hand.does(keeper, partial(escrow.return_half, safe_id=safe_id, to=hand.world.accounts[whose]))
    hand.does(_WORKING, partial(calling.join_halves, safe_id=safe_id))


def _safe(world: World) -> UUID:
    assert world.province_id is not None
    with world.runtime.reading() as ctx:
        found = find_safe(ctx, world.province_id)
    assert found is not None  # both desks have keys, and two people a side
    return found.id
