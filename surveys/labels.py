"""Vietnamese names of the enumerations of surveys."""

from __future__ import annotations

from enum import StrEnum

LABELS: dict[StrEnum, str] = {}
