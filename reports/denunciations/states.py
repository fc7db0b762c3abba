"""Enumerations of the yearly figures on denunciations."""

from __future__ import annotations

from enum import StrEnum


class Telling(StrEnum):
    """What became of a year that was counted."""

    TOLD = "told"  # đã nêu
    FEW_PLACES = "few_places"  # chưa nêu: còn ít nơi
