"""What a process has in memory stays there: no core dump, and no other program of the same user may look into it."""

from __future__ import annotations

import ctypes
import resource
import sys

_PR_SET_DUMPABLE = 4


def keep_private() -> None:
    """For this process and what it forks; a program it executes has to ask again. Call it before the first secret.

    The limit alone would not do: the kernel hands dumps to a program (systemd-coredump, apport) without asking for it.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, 0)
