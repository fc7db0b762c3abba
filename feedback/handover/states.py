"""Enumerations of handing over."""

from __future__ import annotations

from enum import StrEnum


class HandoverReason(StrEnum):
    """Why somebody's cases go to somebody else."""

    LEAVES = "leaves"  # nghỉ, chuyển công tác
    TERM = "term"  # hết nhiệm kỳ, thay người
    AWAY = "away"  # vắng lâu
    FIELD = "field"  # đổi việc phụ trách


class HandoverState(StrEnum):
    """Where a handing over stands."""

    WAITING = "waiting"  # đã giao, chờ người nhận ký nhận
    SIGNED = "signed"  # người nhận đã ký nhận
