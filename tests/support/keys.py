"""Officials with their key in hand, and desks that closed their door."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from uuid import UUID

from accounts import sessions, sign_in
from accounts.states import Factor
from bootstrap.runtime import Runtime
from casework.locks.desks import hand_desk_key, make_desk_key
from casework.locks.own import find_kept, keep_own, open_with_password, seal_anew, take_in_hand
from core.actor import ANONYMOUS, Actor, ActorKind
from core.boxes import Cost, new_pair
from tests.support.checking_client import CheckingClient
from tests.support.people import PASSWORD
from web.keys_in_hand import COOKIE

CHEAP = Cost(8, 1)


def with_key(runtime: Runtime, account_id: UUID, password: str = PASSWORD) -> Actor:
    """The official just after signing in with their password."""
    with runtime.reading() as ctx:
        kept = find_kept(ctx, account_id)
    opened = open_with_password(account_id, kept, password, CHEAP) if kept else seal_anew(new_pair(), password, CHEAP)
    with runtime.transaction(ANONYMOUS) as ctx:
        keep_own(ctx, account_id, opened)
        session_id = sessions.open_session(ctx, account_id=account_id, token=sessions.new_token(), device="Test")
        secret = take_in_hand(ctx, session_id=session_id, account_id=account_id, pair=opened.pair)
    return Actor(ActorKind.OFFICIAL, account_id, session_id=session_id, secret=secret)


def close_desk(runtime: Runtime, agency_id: UUID, first: Actor, *others: UUID) -> None:
    """The first clerk makes the desk's key and hands it to the others."""
    with runtime.transaction(first) as ctx:
        make_desk_key(ctx, agency_id)
        for one in others:
            hand_desk_key(ctx, agency_id, one)


def enter_with_key(
    client: CheckingClient, runtime: Runtime, account_id: UUID, password: str = PASSWORD
) -> CheckingClient:
    """A browser in which the official signed in with their password and second factor."""
    who, token = with_key(runtime, account_id, password), sessions.new_token()
    assert who.session_id is not None
    assert who.secret is not None
    with runtime.transaction(ANONYMOUS) as ctx:
        sign_in.factor_was_right(ctx, account_id=account_id, session_id=who.session_id, token=token, how=Factor.TOTP)
    with client.browser.session_transaction() as cookie:
        cookie["_user_id"] = token
    client.browser.set_cookie(COOKIE, urlsafe_b64encode(who.secret).decode())
    return client
