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


class KeyChore(StrEnum):
    """What a key asks of somebody today."""

    DESK_DRILL = "desk_drill"  # diễn tập mất khoá của bàn
    SAFE_DRILL = "safe_drill"  # diễn tập mất chìa của két
    SAFE_KEEPERS = "safe_keepers"  # chọn người giữ hộ
    DESK_HALF = "desk_half"  # trao nửa khoá của bàn
    SAFE_HALF = "safe_half"  # trao nửa chìa của két
    MOVE = "move"  # phần của mình trong việc chuyển két
