"""A number that changes whenever something was written, shared by all web processes through a file's time stamp."""

from __future__ import annotations

import os
import time
from pathlib import Path


class PublicVersion:
    """Cached public pages carry the number they were made under; a different number drops them."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def current(self) -> int:
        """The number now; 0 before the first write."""
        try:
            return self._path.stat().st_mtime_ns
        except FileNotFoundError:
            return 0

    def bump(self) -> None:
        """Something public may have changed."""
        with self._path.open("ab"):
            pass
        # A stamp given by the file system may be the one before: it moves on every few milliseconds only.
        stamp = max(time.time_ns(), self.current() + 1)
        os.utime(self._path, ns=(stamp, stamp))
