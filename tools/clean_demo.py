"""Deletes the demo's data folder, and nothing that the demo did not make."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

from console import ROOT, fail, say

MARKER = "demo-loaded"
LOCK = "supervisor.lock"


def main() -> None:
    """Delete DATA_DIR (by default data) when it holds a demo that is not running."""
    folder = Path(os.environ.get("DATA_DIR", ROOT / "data")).resolve()
    if not folder.exists():
        say(f"Không có gì để xóa / nothing to delete: {folder}")
        return
    if not (folder / MARKER).exists():
        fail(
            f"{folder} không phải dữ liệu trình diễn (không có tệp {MARKER}): không xóa.",
            "It holds no finished demo, so it is left alone; delete it by hand if you are sure.",
        )
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            fail("Bản trình diễn đang chạy: nhấn Ctrl-C ở cửa sổ kia trước. / the demo is running: stop it first.")
        shutil.rmtree(folder)
    say(f"Đã xóa / deleted: {folder}")


if __name__ == "__main__":
    main()
