"""Vietnamese names of the enumerations of casework."""

from __future__ import annotations

from enum import StrEnum

LABELS: dict[StrEnum, str] = {}
