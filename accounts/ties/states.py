"""Enumerations of ties."""

from __future__ import annotations

from enum import StrEnum


class Tie(StrEnum):
    """Why one official must not work what speaks of the other (NĐ 31/2019 Đ5.2)."""

    RELATIVE = "relative"  # người thân
    SUPERIOR = "superior"  # cấp trên trực tiếp của người kê khai
    INTEREST = "interest"  # có quyền, lợi ích liên quan
