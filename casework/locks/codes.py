"""An access code as a key: slow to guess from a copy of the database, whoever holds it."""

from __future__ import annotations

import uuid

from core.boxes import Cost, derive, stretch
from core.ids import normalize_access_code

# A code has 59 bits, and each guess needs this memory: no copy of the disk is searched through.
COST = Cost(memory_kib=8192, passes=1)


def stretched(code: str, case_id: uuid.UUID) -> bytes:
    """What a code is made into, for one case: some milliseconds of work."""
    return stretch(normalize_access_code(code), salt=case_id.bytes, cost=COST)


def opening_key(made: bytes) -> bytes:
    """What opens the sender's key; what is kept to compare a code with (`compared`) does not lead to it."""
    return derive(made, "sender-key")


def compared(made: bytes) -> bytes:
    """What the code's keyed hash is made of."""
    return derive(made, "access-tag")
