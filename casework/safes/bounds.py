"""What the boxes of a safe's halves are bound to."""

from __future__ import annotations

import uuid

from casework.safes.states import Side


def bound_half(safe_id: uuid.UUID, side: Side, part: int) -> bytes:
    """A half opens as that half of that key of that safe, and as nothing else."""
    return safe_id.bytes + side.value.encode() + bytes([part])
