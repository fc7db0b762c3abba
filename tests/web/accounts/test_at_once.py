"""Two browsers sign in with one password at one moment: one makes the key, the other opens what was made."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import UUID

import pytest
from sqlalchemy import select

from accounts.roles import Role
from bootstrap.runtime import Runtime
from casework.locks import own
from casework.locks.models import SessionKey
from core.actor import Actor, ActorKind
from core.boxes import KeyPair, close_box, new_pair, open_box
from tests.support.checking_client import CheckingClient
from tests.support.forms import find_form
from tests.support.keys import with_key
from tests.support.people import PASSWORD, Officials
from web.keys_in_hand import COOKIE

SIGN_IN = "/can-bo/dang-nhap"


def in_hand(runtime: Runtime, account_id: UUID, clients: list[CheckingClient]) -> list[bytes | None]:
    """The private key that each of the browsers has in hand."""
    with runtime.reading() as ctx:
        sessions = ctx.session.execute(select(SessionKey.session_id).where(SessionKey.account_id == account_id))
        ids, found = sessions.scalars().all(), list[bytes | None]()
        for client in clients:
            cookie = client.browser.get_cookie(COOKIE)
            assert cookie is not None
            secret = urlsafe_b64decode(cookie.value)
            actors = [Actor(ActorKind.OFFICIAL, account_id, session_id=one, secret=secret) for one in ids]
            opened = [own.private_of(ctx, one) for one in actors]
            found.append(next((one for one in opened if one is not None), None))
    return found


@pytest.mark.parametrize("reset", [True, False])
def test_both_have_the_same_key_in_hand(
    client: CheckingClient, runtime: Runtime, officials: Officials, monkeypatch: pytest.MonkeyPatch, reset: bool
) -> None:
    account_id = officials.account(Role.HANDLER)
    if reset:  # somebody else set the password: what lay under the one before opens no more
        with_key(runtime, account_id, "mật khẩu trước khi đặt lại")
    both = Barrier(2, timeout=30)

    def when_both_are_here() -> KeyPair:
        both.wait()
        return new_pair()

    monkeypatch.setattr(own, "new_pair", when_both_are_here)
    clients = [client, client.another()]
    forms = [find_form(one.get(SIGN_IN)).values for one in clients]

    def enter(place: int) -> int:
        data = {**forms[place], "user_name": "handler", "password": PASSWORD}
        return clients[place].browser.post(SIGN_IN, data=data).status_code

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(enter, range(2))) == [303, 303]
    held = in_hand(runtime, account_id, clients)
    with runtime.reading() as ctx:
        kept = own.find_kept(ctx, account_id)
    assert kept is not None
    box = close_box(kept.public, b"what came in since", bound_to=b"case")
    assert [open_box(one or b"", box, bound_to=b"case") for one in held] == [b"what came in since"] * 2
