"""Accounts for tests: one for each role at its place, and browsers in which they are signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from accounts import factors, services, sessions, sign_in
from accounts.commands import CreateAccount
from accounts.passwords import Passwords
from accounts.roles import Role
from accounts.states import Factor
from bootstrap.runtime import Runtime
from core.actor import Actor, ActorKind
from tests.support.checking_client import CheckingClient

PASSWORD = "ngựa vằn ăn cỏ non"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT_PROVINCE = frozenset({Role.PROVINCE_ADMIN, Role.PROVINCIAL_INSPECTOR})
HASH = Passwords(8, 1).hash(PASSWORD)


@dataclass
class Officials:
    """Creates accounts on demand; `places` says at which agency a role is held."""

    runtime: Runtime
    places: Mapping[Role, UUID]
    made: dict[Role, UUID] = field(default_factory=dict)

    def account(self, role: Role) -> UUID:
        """The account that holds just this role, ready to work: own password, an app as second factor."""
        if role not in self.made:
            self.made[role] = self.create(role.value.replace("_", "-"), (role, self.places[role]))
        return self.made[role]

    def create(self, user_name: str, *grants: tuple[Role, UUID], must_change: bool = False, app: bool = True) -> UUID:
        """An account with these roles; everyone's password is PASSWORD and everyone's app holds SECRET."""
        with self.runtime.transaction() as ctx:
            account_id = services.create_account(
                ctx,
                CreateAccount(
                    user_name=user_name, name=f"Người {user_name}", password_hash=HASH, must_change=must_change,
                    grants=grants,
                ),
            )  # fmt: skip
            if app:
                factors.store_totp(ctx, account_id=account_id, secret=SECRET)
        return account_id

    def actor(self, role: Role) -> Actor:
        """The official as an actor without a session; read again by each transaction."""
        return Actor(ActorKind.OFFICIAL, self.account(role))

    def sign_in(self, client: CheckingClient, role: Role) -> CheckingClient:
        """Put a complete session of this role into the browser."""
        return self.enter(client, self.account(role))

    def enter(self, client: CheckingClient, account_id: UUID) -> CheckingClient:
        """Put a complete session of an account into the browser."""
        token = sessions.new_token()
        with self.runtime.transaction() as ctx:
            session_id = sessions.open_session(ctx, account_id=account_id, token=token, device="Test")
            sign_in.factor_was_right(ctx, account_id=account_id, session_id=session_id, token=token, how=Factor.TOTP)
        with client.browser.session_transaction() as cookie:
            cookie["_user_id"] = token
        return client
