"""The demo's keys: everybody's own under the demo's password, those of both desks with two keepers each, and the safe.

Made when the story has been told: whoever told it acted without a key. What came in before is closed then, by the
same task as everywhere.
"""

from __future__ import annotations

from functools import partial

from bootstrap.closing_older import close_older_cases
from casework.locks.escrow import make_and_split
from casework.locks.own import keep_own, seal_anew
from core.boxes import Cost, new_pair
from demo import safes
from demo.accounts import PASSWORD
from demo.hand import Hand
from demo.world import World

# Everybody may read the demo's password: a slow derivation would guard nothing, and make each sign-in wait.
_COST = Cost(memory_kib=8, passes=1)
# Who receives at the desk, and who keeps the halves of its key.
_COMMUNE = ("tiepnhan", ("vanthu", "dulieu"))
_PROVINCE = ("tiepdantinh", ("dulieu", "thanhtratinh"))


def load(world: World) -> None:
    """Make the keys and close what the story left under the keyring."""
    runtime = world.runtime
    pairs = {user_name: new_pair() for user_name in world.accounts}
    with runtime.transaction() as ctx:
        for user_name, account_id in world.accounts.items():
            keep_own(ctx, account_id, seal_anew(pairs[user_name], PASSWORD, _COST, fresh=True))
    assert world.commune_id is not None
    assert world.province_id is not None
    hand = Hand(world, pairs)
    for place, (clerk, keepers) in ((world.commune_id, _COMMUNE), (world.province_id, _PROVINCE)):
        chosen = [world.accounts[one] for one in keepers]
        hand.does(clerk, partial(make_and_split, agency_id=place, keepers=chosen))
    while close_older_cases(runtime):
        pass
    safes.load(hand)
