"""Installs Debian packages where that is allowed, and says exactly what to type where it is not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from console import fail, run, say


def _privilege() -> list[str] | None:
    """The words to put before apt-get: none for root, `sudo -n` when it asks for no password, None when not allowed."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    allowed = shutil.which("sudo") and subprocess.run([*sudo, "true"], check=False, capture_output=True).returncode == 0
    return sudo if allowed else None


def apt_install(packages: Sequence[str]) -> bool:
    """Install the packages by apt-get; False when it may not or could not.

    The package list is refreshed only after a first refusal: on most machines it is there, and refreshing is slow.
    """
    privilege = _privilege()
    if privilege is None:
        return False
    say(f"apt-get install {' '.join(packages)} …")
    install = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-q"]
    install += ["--no-install-recommends", *packages]
    return run(install, quiet=True) or (
        run([*privilege, "apt-get", "update", "-q"], quiet=True) and run(install, quiet=True)
    )


def require_packages(packages: Sequence[str], *, why: str) -> None:
    """Install the packages, or name them and stop."""
    if apt_install(packages):
        return
    fail(
        f"Thiếu gói hệ thống / missing system packages ({why}): {' '.join(packages)}",
        f"Hãy chạy / please run:  sudo apt-get update && sudo apt-get install -y {' '.join(packages)}",
    )
