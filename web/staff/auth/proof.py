"""The password asked again, where an unattended desk could otherwise become somebody else's account for good."""

from __future__ import annotations

from accounts import sign_in
from accounts.errors import WrongPassword
from accounts.sessions import Login
from web.context import read_context, transaction
from web.staff.auth import flow


def require_password(login: Login, typed: str | None) -> None:
    """Check the present password, slowed down like the second factor. Raises WrongPassword, TooManyAttempts."""
    with transaction() as ctx:
        sign_in.begin_factor(ctx, login.account_id)
    stored = sign_in.get_password_hash(read_context(), login.account_id)
    if not flow.hasher().verify(stored, typed or ""):
        raise WrongPassword
    with transaction() as ctx:
        sign_in.password_confirmed(ctx, login.account_id)
