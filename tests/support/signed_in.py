"""Officials who have signed in completely, whatever their way there looks like."""

from __future__ import annotations

import uuid

from sqlalchemy import insert

from accounts import factors, sessions
from accounts.models import Account, RoleGrant
from accounts.roles import Role
from bootstrap.runtime import Runtime
from tests.support.checking_client import CheckingClient


def signed_in(
    runtime: Runtime, client: CheckingClient, role: Role, agency_id: uuid.UUID, *, name: str = "Vũ Thị Then"
) -> CheckingClient:
    """A browser of a new official who holds the role at the agency, past the second factor."""
    account_id, token = uuid.uuid4(), sessions.new_token()
    with runtime.transaction() as ctx:
        ctx.session.execute(
            insert(Account).values(
                id=account_id, user_name=f"{role.value}-{account_id.hex[:8]}", name=name, agency_id=agency_id,
                password_hash=None, must_change_password=False, created_at=ctx.now, version=1,
            )
        )  # fmt: skip
        ctx.session.execute(
            insert(RoleGrant).values(
                id=uuid.uuid4(), account_id=account_id, role=role, agency_id=agency_id, valid_from=ctx.now
            )
        )
        factors.store_totp(ctx, account_id=account_id, secret="JBSWY3DPEHPK3PXP")
        opened = sessions.open_session(ctx, account_id=account_id, token=token, device="test")
        sessions.rotate(ctx, opened, token=token, factor_shown=True)
    browser = client.another()
    with browser.browser.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    return browser
