"""Whoever may read a sealed record is told that something waits there, once a day, on their first page alone."""

from __future__ import annotations

from bootstrap.runtime import Runtime
from feedback.protection.services import tell_readers


def watch_confided(runtime: Runtime) -> None:
    """Look through the days on which somebody should look; running it again the same day tells nobody twice."""
    with runtime.transaction() as ctx:
        tell_readers(ctx)
