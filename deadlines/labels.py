"""Vietnamese names of the enumerations of deadlines."""

from __future__ import annotations

from enum import StrEnum

LABELS: dict[StrEnum, str] = {}
