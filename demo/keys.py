"""The demo's keys: everybody's own under the demo's password, those of both desks with two keepers each.

Made when the story has been told: whoever told it acted without a key. What came in before is closed then, by the
same task as everywhere.
"""

from __future__ import annotations

from uuid import UUID

from accounts import sessions
from accounts.roles import Role
from bootstrap.closing_older import close_older_cases
from bootstrap.runtime import Runtime
from casework.locks.escrow import make_and_split
from casework.locks.own import keep_own, lay_down, seal_anew, take_in_hand
from core.actor import ANONYMOUS, Actor, ActorKind, Grant
from core.boxes import Cost, KeyPair, new_pair
from demo.accounts import PASSWORD
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
    for place, (clerk, keepers) in ((world.commune_id, _COMMUNE), (world.province_id, _PROVINCE)):
        _make_desk_key(world, place, clerk, pairs[clerk], keepers)
    while close_older_cases(runtime):
        pass


def _make_desk_key(world: World, agency_id: UUID, clerk: str, pair: KeyPair, keepers: tuple[str, str]) -> None:
    """As the clerk does it on the page, signed in for this one moment."""
    account_id, session_id, secret = _sign_in(world.runtime, world.accounts[clerk], pair)
    grant = Grant(Role.INTAKE_CLERK.value, agency_id, world.paths[agency_id])
    actor = Actor(ActorKind.OFFICIAL, account_id, clerk, (grant,), session_id=session_id, secret=secret)
    with world.runtime.transaction(actor) as ctx:
        make_and_split(ctx, agency_id, [world.accounts[one] for one in keepers])
        lay_down(ctx, session_id)
        sessions.end_session(ctx, session_id, account_id=account_id)


def _sign_in(runtime: Runtime, account_id: UUID, pair: KeyPair) -> tuple[UUID, UUID, bytes]:
    with runtime.transaction(ANONYMOUS) as ctx:
        token = sessions.new_token()
        session_id = sessions.open_session(ctx, account_id=account_id, token=token, device="")
        return account_id, session_id, take_in_hand(ctx, session_id=session_id, account_id=account_id, pair=pair)
