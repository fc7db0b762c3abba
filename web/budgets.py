"""The hourly budgets of the caller's network."""

from __future__ import annotations

from ipaddress import ip_address

from flask import request

from casework import budgets
from casework.budgets import PHOTOS, SUBMISSIONS, Budget
from core.context import Context
from web.network import network_key

__all__ = ["PHOTOS", "SUBMISSIONS", "spend"]


def spend(ctx: Context, budget: Budget, count: int = 1) -> None:
    """Count what this caller's network sends. Raises BudgetSpent.

    The machine itself is no network: behind a proxy that TRUSTED_PROXIES does not name, everybody would seem to be it,
    and one busy hour would keep a whole commune from sending.
    """
    try:
        if ip_address(request.remote_addr or "").is_loopback:
            return
    except ValueError:
        pass
    budgets.spend(ctx, budget, network=network_key(), count=count)
