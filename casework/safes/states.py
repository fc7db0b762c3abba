"""Enumerations of safes."""

from __future__ import annotations

from enum import StrEnum


class Side(StrEnum):
    """Which of the two keys of a safe somebody has. Nobody has both."""

    WORKING = "working"  # người làm đơn
    AGREEING = "agreeing"  # người đồng ý

    @property
    def other(self) -> Side:
        """The side of whoever it takes besides."""
        return Side.AGREEING if self is Side.WORKING else Side.WORKING
