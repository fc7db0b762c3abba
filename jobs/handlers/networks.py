"""What is remembered of networks goes again: how much they sent, how many wrong codes they tried."""

from __future__ import annotations

from bootstrap.runtime import Runtime
from casework.budgets import forget_old


def forget_networks(runtime: Runtime) -> None:
    """Forget what is a day old, some at a time."""
    gone = 1
    while gone:
        with runtime.transaction() as ctx:
            gone = forget_old(ctx)
