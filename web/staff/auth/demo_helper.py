"""The demo's sign-in page lists the accounts to try, with their current codes; nowhere else."""

from __future__ import annotations

from collections.abc import Sequence

from demo.accounts import DemoAccount, list_accounts
from web.context import runtime


def demo_accounts() -> Sequence[DemoAccount]:
    """The accounts to try; empty in a real installation."""
    return list_accounts(runtime()) if runtime().settings.demo else ()
