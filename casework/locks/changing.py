"""A new key in place of an official's old one: what lay in boxes for the old one is closed for the new one."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Table, and_, delete, select, update

from casework.locks.models import CaseShare, DeskKeyHolder, EscrowHalf, EscrowReturn, OfficialKey, SessionKey
from casework.locks.own import Opened
from casework.locks.states import Holder
from casework.safes.bounds import bound_half
from casework.safes.models import SafeHalf, SafeHalfReturn, SafeHolder
from core.boxes import KeyPair, close_box, open_box
from core.context import Context
from core.crypto import SealBroken, seal_with
from core.db import Model

BoundTo = Callable[[Row[Any]], bytes]


@dataclass(frozen=True, slots=True)
class Change:
    """The key that was in hand, and the one that takes its place, under the new password."""

    before: KeyPair = field(repr=False)
    after: Opened = field(repr=False)


def change_own(ctx: Context, account_id: uuid.UUID, session_id: uuid.UUID, secret: bytes, change: Change) -> None:
    """Give the official a new key; this session has it in hand, every other one has none any more.

    Whoever learnt the old password, or kept a copy of what it opens, opens nothing that comes later.
    """
    after, k = change.after, OfficialKey
    ctx.session.execute(
        update(k)
        .where(k.account_id == account_id)
        .values(
            public_key=after.pair.public, salt=after.salt, memory_kib=after.cost.memory_kib, passes=after.cost.passes,
            sealed_private=seal_with(after.under, after.pair.private, bound_to=account_id.bytes), made_at=ctx.now,
        )
    )  # fmt: skip
    _rebox(ctx, DeskKeyHolder, "boxed_private", DeskKeyHolder.account_id == account_id, _desk_key, change)
    _rebox(ctx, SafeHolder, "boxed_private", SafeHolder.account_id == account_id, _safe, change)
    _rebox(ctx, SafeHalf, "boxed_half", SafeHalf.account_id == account_id, _safe_half, change)
    _rebox(ctx, SafeHalfReturn, "boxed_half", SafeHalfReturn.to_account_id == account_id, _safe_half, change)
    _rebox(ctx, EscrowHalf, "boxed_half", EscrowHalf.account_id == account_id, _half, change)
    _rebox(ctx, EscrowReturn, "boxed_half", EscrowReturn.to_account_id == account_id, _half, change)
    theirs = and_(CaseShare.holder == Holder.OFFICIAL, CaseShare.holder_id == account_id)
    _rebox(ctx, CaseShare, "box", theirs, lambda row: cast(bytes, row.case_id.bytes), change)
    s = SessionKey
    ctx.session.execute(delete(s).where(s.account_id == account_id, s.session_id != session_id))
    sealed = seal_with(secret, after.pair.private, bound_to=session_id.bytes)
    ctx.session.execute(update(s).where(s.session_id == session_id).values(sealed_private=sealed))


def _desk_key(row: Row[Any]) -> bytes:
    return cast(bytes, row.desk_key_id.bytes)


def _safe(row: Row[Any]) -> bytes:
    return cast(bytes, row.safe_id.bytes)


def _safe_half(row: Row[Any]) -> bytes:
    return bound_half(row.safe_id, row.side, row.part)


def _half(row: Row[Any]) -> bytes:
    return cast(bytes, row.desk_key_id.bytes + bytes([row.part]))


def _rebox(
    ctx: Context, model: type[Model], column: str, theirs: ColumnElement[bool], bound_to: BoundTo, change: Change
) -> None:
    table = cast(Table, model.__table__)
    for row in ctx.session.execute(select(*table.columns).where(theirs)).all():
        try:
            plain = open_box(change.before.private, getattr(row, column), bound_to=bound_to(row))
        except SealBroken:  # closed for a key they had before: somebody hands it to them again
            continue
        same = and_(*(one == getattr(row, one.name) for one in table.primary_key.columns))
        box = close_box(change.after.pair.public, plain, bound_to=bound_to(row))
        ctx.session.execute(update(table).where(same).values({column: box}))
