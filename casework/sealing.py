"""Envelope encryption of a case: everything of it under one key of its own, that key under the keyring.

A sealed case of a desk with a key of its own has none under the keyring: see `casework.locks`. Erasing the one row of
`case_key` makes text, identity and photos unreadable for ever, in backups too once they rotate.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from casework.errors import CaseShredded
from casework.locks.errors import CaseLocked, KeyRenewed
from casework.locks.opening import open_share
from casework.models import CaseKeyRow
from core.boxes import derive
from core.context import Context
from core.crypto import new_key, open_with, seal_with
from core.db import fetch, insert_row

PURPOSE = "case-key"
_MARK = 8
# In place of a wrapped key: it lies in boxes for those who may read the case, and nowhere else.
LOCKED = b""
_WRAPPED = select(CaseKeyRow.wrapped).where(CaseKeyRow.case_id == bindparam("case_id"))


@dataclass(frozen=True, slots=True)
class CaseKey:
    """A case's data key, opened. Every sealed part is bound to the case and to what it is ("body", "identity", …)."""

    case_id: UUID
    key: bytes = field(repr=False)

    def seal(self, plain: bytes, *, part: str) -> bytes:
        """Encrypt bytes as that part of the case."""
        return seal_with(self.key, plain, bound_to=self._bound(part))

    def open(self, sealed: bytes, *, part: str) -> bytes:
        """Decrypt what `seal` made as the same part. Raises SealBroken."""
        return open_with(self.key, sealed, bound_to=self._bound(part))

    def seal_text(self, text: str, *, part: str) -> bytes:
        """Encrypt a text."""
        return self.seal(text.encode(), part=part)

    def open_text(self, sealed: bytes, *, part: str) -> str:
        """Decrypt a text."""
        return self.open(sealed, part=part).decode()

    def seal_json(self, value: Any, *, part: str) -> bytes:
        """Encrypt plain JSON values."""
        return self.seal(json.dumps(value, ensure_ascii=False).encode(), part=part)

    def open_json(self, sealed: bytes, *, part: str) -> Any:
        """Decrypt JSON values."""
        return json.loads(self.open(sealed, part=part))

    @property
    def mark(self) -> str:
        """What tells this key from the one before it, and says nothing about either."""
        return derive(self.key, "case-key-mark")[:_MARK].hex()

    def fit(self, mark: str) -> None:
        """What was sealed outside of the transaction is under this key. Raises KeyRenewed when it was the one before.

        An empty mark: nobody noted it, since the key was made for this very file.
        """
        if mark and mark != self.mark:
            raise KeyRenewed

    def _bound(self, part: str) -> bytes:
        return self.case_id.bytes + part.encode()


def fresh_case_key(case_id: UUID) -> CaseKey:
    """A new key for a case, not yet kept anywhere."""
    return CaseKey(case_id, new_key())


def keep_case_key(ctx: Context, key: CaseKey) -> None:
    """Write the key, wrapped by the keyring; from then on the case opens by its id."""
    insert_row(ctx.session, CaseKeyRow, {"case_id": key.case_id, "wrapped": wrap(ctx, key)})


def wrap(ctx: Context, key: CaseKey) -> bytes:
    """The key under the keyring."""
    return ctx.keys.seal(PURPOSE, key.key, bound_to=key.case_id.bytes)


def new_case_key(ctx: Context, case_id: UUID) -> CaseKey:
    """Make and keep a key for a case."""
    key = fresh_case_key(case_id)
    keep_case_key(ctx, key)
    return key


def open_case_key(ctx: Context, case_id: UUID) -> CaseKey:
    """The case's key. Raises CaseShredded when it was erased (or never was), CaseLocked when it is not the actor's."""
    return ctx.once(("case key", case_id), lambda: _read_key(ctx, case_id))


def find_case_key(ctx: Context, case_id: UUID) -> CaseKey | None:
    """The case's key; None where it was erased or lies in boxes for others."""
    try:
        return open_case_key(ctx, case_id)
    except (CaseLocked, CaseShredded):
        return None


def _read_key(ctx: Context, case_id: UUID) -> CaseKey:
    wrapped = fetch(ctx.session, _WRAPPED, case_id=case_id).scalar_one_or_none()
    if wrapped is None:
        raise CaseShredded
    if wrapped == LOCKED:
        return _unlocked(ctx, case_id)
    return CaseKey(case_id, ctx.keys.open(PURPOSE, wrapped, bound_to=case_id.bytes))


def open_case_keys(ctx: Context, case_ids: Collection[UUID]) -> dict[UUID, CaseKey]:
    """The keys of several cases, for a list; those that were erased or are locked are missing."""
    k = CaseKeyRow
    rows = ctx.session.execute(select(k.case_id, k.wrapped).where(k.case_id.in_(case_ids)))
    return {
        row.case_id: CaseKey(row.case_id, ctx.keys.open(PURPOSE, row.wrapped, bound_to=row.case_id.bytes))
        for row in rows
        if row.wrapped != LOCKED
    }


def _unlocked(ctx: Context, case_id: UUID) -> CaseKey:
    """Opened once in a transaction: whoever hands a case on may still write why after it was closed to them."""
    opened, by = _opened(ctx), (case_id, ctx.actor.account_id)
    if by not in opened:
        opened[by] = open_share(ctx, case_id)
    return CaseKey(case_id, opened[by])


def has_in_hand(ctx: Context, key: CaseKey) -> None:
    """Whoever makes a case for somebody else (a part, a second complaint) has its key until the transaction ends."""
    _opened(ctx)[(key.case_id, ctx.actor.account_id)] = key.key


def _opened(ctx: Context) -> dict[tuple[UUID, UUID | None], bytes]:
    opened: dict[tuple[UUID, UUID | None], bytes] = ctx.session.info.setdefault("opened_cases", {})
    return opened


def seal_text(ctx: Context, case_id: UUID, text: str, *, part: str) -> bytes:
    """Seal one text of a case. For several, open the key once."""
    return open_case_key(ctx, case_id).seal_text(text, part=part)


def open_text(ctx: Context, case_id: UUID, sealed: bytes, *, part: str) -> str:
    """Open one text of a case."""
    return open_case_key(ctx, case_id).open_text(sealed, part=part)
