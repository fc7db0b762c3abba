"""Enumerations of letters to many."""

from __future__ import annotations

from enum import StrEnum


class RunState(StrEnum):
    """Where the writing of many letters stands."""

    RUNNING = "running"  # đang soạn
    DONE = "done"  # đã xong
    GONE = "gone"  # đã xoá
