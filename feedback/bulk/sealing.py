"""The key of a batch or a scan: made with it, wrapped by the keyring, erased with one column."""

from __future__ import annotations

from uuid import UUID

from casework.sealing import CaseKey
from core.context import Context
from core.errors import NotFound

BATCH, SCAN = "intake-batch", "scanned-paper"


def wrap(ctx: Context, purpose: str, owner: UUID, key: CaseKey) -> bytes:
    """The key as the row keeps it: with the case it is for, bound to the row."""
    return ctx.keys.seal(purpose, key.case_id.bytes + key.key, bound_to=owner.bytes)


def unwrap(ctx: Context, purpose: str, owner: UUID, wrapped: bytes | None) -> CaseKey:
    """Back from the row. Raises NotFound when it was erased."""
    if wrapped is None:
        raise NotFound
    plain = ctx.keys.open(purpose, wrapped, bound_to=owner.bytes)
    return CaseKey(UUID(bytes=plain[:16]), plain[16:])
