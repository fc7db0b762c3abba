"""What one network may send in an hour, and how a refusal is told: 429, when to come back, nothing typed lost."""

from __future__ import annotations

import logging
from functools import cache
from ipaddress import ip_address

from flask import Flask, Response, g, request

from casework import budgets
from casework.budgets import PHOTOS, SUBMISSIONS, UNREVIEWED, Budget, Spent
from casework.errors import BudgetSpent
from core.context import Context
from web.context import runtime
from web.network import network_key

__all__ = ["PHOTOS", "SUBMISSIONS", "UNREVIEWED", "install", "next_spent", "spend"]

_log = logging.getLogger(__name__)
# What is answered to a form that could not be taken: the form again, or the page of an error.
_NOT_TAKEN = (400, 422)


def spend(ctx: Context, budget: Budget, count: int = 1, *, hard: int | None = None) -> Spent | None:
    """Count what this caller's network sends; None when nobody is counted. Raises BudgetSpent beyond the hard limit."""
    if not _counted():
        return None
    try:
        return budgets.spend(
            ctx, budget, network=network_key(), sends=runtime().settings.sends_per_hour, count=count, hard=hard
        )
    except BudgetSpent as refusal:
        g.budget_spent = refusal
        if _is_loopback(request.remote_addr):
            _warn_of_proxy()
        raise


def next_spent(ctx: Context, budget: Budget) -> Spent | None:
    """Where one more from this network would stand; None when nobody is counted."""
    if not _counted():
        return None
    return budgets.next_spent(ctx, budget, network=network_key(), sends=runtime().settings.sends_per_hour)


def _counted() -> bool:
    """The demo counts nobody on its own machine: everyone who tries it there is the same caller."""
    settings = runtime().settings
    at_home = _is_loopback(request.remote_addr) and settings.demo and not settings.trusted_proxies
    return bool(settings.sends_per_hour) and not at_home


@cache
def _warn_of_proxy() -> None:
    """Once in a process: whoever fills the log with it would hide everything else."""
    _log.warning("a budget is spent by this machine itself: is there a proxy that TRUSTED_PROXIES must name?")


def install(app: Flask) -> None:
    """Answer 429 whatever page the view shows, and let the layout say what happens next."""
    app.after_request(_too_many)


def _too_many(response: Response) -> Response:
    refusal: BudgetSpent | None = g.get("budget_spent")
    if refusal is not None and response.status_code in _NOT_TAKEN:
        response.status_code = 429
        wait = refusal.until - runtime().clock()
        response.headers["Retry-After"] = str(max(1, int(wait.total_seconds()) + 1))
    return response


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False
