"""Administrators who have signed in."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from accounts import factors, sessions
from accounts.commands import CreateAccount
from accounts.roles import Role
from accounts.services import create_account
from bootstrap.runtime import Runtime
from tests.support.checking_client import CheckingClient
from tests.support.places import settle

SignIn = Callable[[Role], CheckingClient]


@pytest.fixture
def places(runtime: Runtime, tmp_path: Path) -> dict[str, uuid.UUID]:
    return settle(runtime, tmp_path, "07288")


@pytest.fixture
def sign_in(runtime: Runtime, places: dict[str, uuid.UUID], client: CheckingClient) -> SignIn:
    """A client of an official of the role, past the second factor."""

    def enter(role: Role) -> CheckingClient:
        agency_id = places["24" if role is Role.PROVINCE_ADMIN else "07288"]
        token = sessions.new_token()
        with runtime.transaction() as ctx:
            account_id = create_account(
                ctx,
                CreateAccount(
                    user_name=role.value.replace("_", "."), name="Vũ Thị Then", password_hash="x", must_change=False,
                    grants=((role, agency_id),),
                ),
            )  # fmt: skip
            factors.store_totp(ctx, account_id=account_id, secret="A" * 32)
            opened = sessions.open_session(ctx, account_id=account_id, token=token, device="test")
            sessions.rotate(ctx, opened, token=token, factor_shown=True)
        browser = client.another()
        with browser.browser.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return browser

    return enter
