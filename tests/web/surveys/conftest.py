from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest

from accounts import sessions
from accounts.roles import Role
from bootstrap.runtime import Runtime
from tests.support.checking_client import CheckingClient
from tests.support.counters import Counters, make_counters

SignIn = Callable[..., CheckingClient]


@pytest.fixture
def counters(runtime: Runtime, tmp_path: Path) -> Counters:
    return make_counters(runtime, tmp_path)


@pytest.fixture
def sign_in(counters: Counters, client: CheckingClient) -> SignIn:
    """A browser of an official of the role, past the second factor."""

    def enter(role: Role, agency_id: UUID | None = None) -> CheckingClient:
        account_id, token = counters.official(role, agency_id).account_id, sessions.new_token()
        assert account_id is not None
        with counters.runtime.transaction() as ctx:
            opened = sessions.open_session(ctx, account_id=account_id, token=token, device="test")
            sessions.rotate(ctx, opened, token=token, factor_shown=True)
        browser = client.another()
        with browser.browser.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return browser

    return enter
