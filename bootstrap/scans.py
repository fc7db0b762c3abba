"""The adapters of scanned papers, for the entry points; their libraries are loaded with the first one."""

from __future__ import annotations

from pathlib import Path

from core.scans import Dropbox, ReadScan


def read_scan(data: bytes) -> ReadScan:
    """A file of the scanner made safe. Raises ScanUnfit."""
    from infra.scans import read_scan as read

    return read(data)


def open_dropbox(folder: Path) -> Dropbox:
    """A desk's folder."""
    from infra.scan_folder import LocalDropbox

    return LocalDropbox(folder)
