"""Which browser, and how it is started."""

from __future__ import annotations

import os
import shutil

SWITCHES = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
_NAMES = ("chromium", "chromium-browser", "google-chrome")


class NoChromium(Exception):
    """No browser was found; the message says how to get one."""


def find_chromium() -> str:
    """The browser's program; the variable CHROMIUM names another one. Raises NoChromium."""
    named = os.environ.get("CHROMIUM")
    found = shutil.which(named) if named else next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        raise NoChromium("run `make test`, or: sudo apt-get install -y chromium")
    return found
