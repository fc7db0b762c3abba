"""When somebody loses a role or their account, what they were working on goes back to the desk in the same act."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from accounts import services
from accounts.queries import list_leavers
from core.context import Context
from feedback.services import release_unheld_of

# A nightly run looks back further than a night: a server may have been off.
LOOK_BACK = timedelta(days=14)


def revoke_role(ctx: Context, *, account_id: UUID, grant_id: UUID) -> None:
    """Withdraw a role, and return the cases it was needed for. Raises what `accounts.services.revoke_role` raises."""
    services.revoke_role(ctx, account_id=account_id, grant_id=grant_id)
    release_unheld_of(ctx, account_id)


def disable_account(ctx: Context, *, account_id: UUID, version: int | None = None) -> None:
    """Close an account, and return its cases. Raises what `accounts.services.disable_account` raises."""
    services.disable_account(ctx, account_id=account_id, version=version)
    release_unheld_of(ctx, account_id)


def return_left_cases(ctx: Context) -> int:
    """Return the cases of those whose role ran out by itself, which is nobody's act; gives how many."""
    return sum(release_unheld_of(ctx, account_id) for account_id in list_leavers(ctx, since=ctx.now - LOOK_BACK))
