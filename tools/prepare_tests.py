"""Brings in the programs that only tests need: Chromium, the PostgreSQL server, LibreOffice, pdftotext, nginx."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from console import fail, say
from system_packages import apt_install


def has_chromium() -> bool:
    """A Chromium or Chrome that the browser journey can drive."""
    named = os.environ.get("CHROMIUM")
    return bool(named and shutil.which(named)) or any(
        shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")
    )


def has_postgresql() -> bool:
    """The server's own programs, in PATH or where Debian hides them."""
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or shutil.which("initdb") is not None


def has_pdftotext() -> bool:
    """Reads back the PDF files that the product prints."""
    return shutil.which("pdftotext") is not None


def has_libreoffice() -> bool:
    """Opens the Word files that the product writes, as the office that gets them does."""
    return any(shutil.which(name) for name in ("soffice", "libreoffice"))


def has_nginx() -> bool:
    """Plays the proxy of docs/operations.md; Debian hides it from those who are not root."""
    return any(shutil.which("nginx", path=path) for path in (None, "/usr/sbin:/usr/local/sbin"))


NEEDS: dict[str, Callable[[], bool]] = {
    "chromium": has_chromium,
    "postgresql": has_postgresql,
    "libreoffice-writer-nogui": has_libreoffice,
    "poppler-utils": has_pdftotext,
    "nginx-light": has_nginx,
}


def main() -> None:
    """Install by apt what is missing where that is allowed; name it and fail where it is not."""
    missing = [package for package, present in NEEDS.items() if not present()]
    if missing:
        apt_install(missing)
    still_missing = [package for package in missing if not NEEDS[package]()]
    if still_missing:
        fail(
            f"Kiểm thử cần / the tests need: {' '.join(still_missing)}",
            f"Hãy chạy / please run:  sudo apt-get update && sudo apt-get install -y {' '.join(still_missing)}",
        )
    if missing:
        say(f"Đã cài / installed: {' '.join(missing)}")


if __name__ == "__main__":
    main()
