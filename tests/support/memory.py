"""Where the tests put their databases and files: in memory where there is room, because nothing of it has to last.

The product waits for the disk at every commit (`synchronous=FULL`); so do most tests, for nothing.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_MEMORY = Path("/dev/shm")
_ROOM = 4 * 2**30


def roomy_folder() -> Path:
    """The folder in memory if there is one with room, where programs may be run too; else the usual one."""
    usual = Path(tempfile.gettempdir())
    try:
        found = os.statvfs(_MEMORY)
    except OSError:
        return usual
    roomy = found.f_bavail * found.f_frsize >= _ROOM and not found.f_flag & os.ST_NOEXEC
    return _MEMORY if roomy and os.access(_MEMORY, os.W_OK | os.X_OK) else usual
