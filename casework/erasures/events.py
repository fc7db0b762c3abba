"""What happened, for after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.outbox import Event


@dataclass(frozen=True)
class ErasureNoted(Event):
    """Something was erased: the ledger outside the database must say so too."""

    topic: ClassVar[str] = "casework.erasure_noted"
    day: str = ""
