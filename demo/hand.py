"""Somebody of the demo's story, signed in for one moment with their own key in hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from accounts import sessions
from casework.locks.own import lay_down, take_in_hand
from core.actor import ANONYMOUS, Actor, ActorKind
from core.boxes import KeyPair
from core.context import Context
from demo.world import World


@dataclass(frozen=True)
class Hand:
    """Does on behalf of people what each does on the page; `pairs`: their keys by user name."""

    world: World
    pairs: Mapping[str, KeyPair]

    def does(self, user_name: str, act: Callable[[Context], object]) -> None:
        """One act, in a session of its own that is over afterwards."""
        runtime, account_id, pair = self.world.runtime, self.world.accounts[user_name], self.pairs[user_name]
        with runtime.transaction(ANONYMOUS) as ctx:
            session_id = sessions.open_session(ctx, account_id=account_id, token=sessions.new_token(), device="")
            secret = take_in_hand(ctx, session_id=session_id, account_id=account_id, pair=pair)
        actor = Actor(ActorKind.OFFICIAL, account_id, user_name, (), session_id=session_id, secret=secret)
        with runtime.transaction(actor) as ctx:  # reads their roles
            act(ctx)
            lay_down(ctx, session_id)
            sessions.end_session(ctx, session_id, account_id=account_id)
