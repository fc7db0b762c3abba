"""How far a frame is."""

from __future__ import annotations

from enum import StrEnum


class FrameState(StrEnum):
    """khung cổng tỉnh: prepared, shown on the pages, or replaced."""

    DRAFT = "draft"  # đang soạn
    LIVE = "live"  # đang dùng
    PAST = "past"  # đã thay
