"""When somebody comes to lead a commune, what accuses them there goes to the province in the same act (ADR 0434)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from accounts import services
from accounts.roles import Role
from core.context import Context
from feedback.shutting.upward import send_up_led


def grant_role(
    ctx: Context, *, account_id: UUID, role: Role, agency_id: UUID, valid_to: datetime | None = None
) -> UUID:
    """Give a role; nobody learns from it whether anything went. Raises what `accounts.services.grant_role` raises."""
    grant_id = services.grant_role(ctx, account_id=account_id, role=role, agency_id=agency_id, valid_to=valid_to)
    if role is Role.LEADER:
        send_up_led(ctx, [account_id])
    return grant_id


def enable_account(ctx: Context, *, account_id: UUID, version: int | None = None) -> None:
    """Open a closed account again: it may be a leader's. Raises what `accounts.services.enable_account` raises."""
    services.enable_account(ctx, account_id=account_id, version=version)
    send_up_led(ctx, [account_id])


def send_up_whatever_accuses_leaders(ctx: Context) -> int:
    """Every night: communes that were merged, roles given another way; gives how many went."""
    return send_up_led(ctx)
