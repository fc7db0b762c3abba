"""Reads of agencies."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AgencyCard:
    """An agency as pages show it. `home_url` is left to the web layer: code is enough to build it."""

    id: UUID
    code: str
    kind: str
    name: str
    short_name: str
    path: str
    province_code: str
    province_name: str
    hotline: str
    is_open: bool
