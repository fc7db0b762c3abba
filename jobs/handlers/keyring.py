"""After a server key was added: what the older ones wrap is wrapped anew, some of it every five minutes."""

from __future__ import annotations

from bootstrap.rewrapping import rewrap_some
from bootstrap.runtime import Runtime


def rewrap_keyring(runtime: Runtime) -> None:
    """The periodic task; it goes on where the last run, or a stop in the middle of it, left it."""
    rewrap_some(runtime)
