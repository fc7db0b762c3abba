"""Number and access code of a case: issuing them, and finding the case by them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any, cast
from uuid import UUID

from sqlalchemy import Executable, Table, case, select, update
from sqlalchemy.dialects import postgresql, sqlite

from casework.errors import NumberTaken, TooManyAttempts
from casework.locks.closing import adopt_sender
from casework.locks.codes import compared, opening_key, stretched
from casework.locks.models import SenderKey
from casework.models import CaseHandle, CaseKeyRow, CaseThrottle
from casework.sealing import LOCKED
from core.clock import local_date
from core.context import Context
from core.crypto import same
from core.db import Model
from core.errors import NotFound
from core.ids import new_access_code, new_number, normalize_access_code, parse_number

PURPOSE = "case-access"
WINDOW = timedelta(hours=1)
# Wrong codes allowed per window. One person's slips; one network (a village may share an address); one number, from
# anywhere. The code has 59 bits: these limits are about noise, not about the last line of defence.
PER_NUMBER_AND_NETWORK, PER_NETWORK, PER_NUMBER = 10, 60, 120
_NOBODY, _NO_CASE = b"\x00" * 32, UUID(int=0)


@dataclass(frozen=True, slots=True)
class IssuedCase:
    """What the person gets once. The access code exists nowhere else in clear."""

    number: str
    access_code: str


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case opened by its number and code. `secret`: what the code opens a locked case with."""

    case_id: UUID
    case_type: str
    number: str
    secret: bytes | None = field(default=None, repr=False)


def issue_case(
    ctx: Context, *, agency_code: str, case_type: str, case_id: UUID, access_code: str | None = None,
    slow: bytes | None = None, number: str = "",
) -> IssuedCase:  # fmt: skip
    """Give a case its public number and access code.

    `access_code`: one prepared earlier (so that a retry shows it); `slow`: what the code of a locked
    case was made into; `number`: one that was given out elsewhere already. Raises NumberTaken when that is in use.
    """
    code = access_code or new_access_code()
    given = number
    while True:
        number = given or new_number(agency_code, local_date(ctx.now).year)
        tag = _slow_tag(ctx, slow) if slow else _tag(ctx, number, code)
        values = {"case_id": case_id, "number": number, "case_type": case_type, "access_tag": tag}
        connection = ctx.session.connection()
        if connection.execute(_new_handle(connection.dialect.name), values).first() is not None:
            return IssuedCase(number, code)
        if given:
            raise NumberTaken


@cache
def _new_handle(dialect: str) -> Executable:
    table = cast(Table, CaseHandle.__table__)
    statement = sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)
    return statement.on_conflict_do_nothing(index_elements=[table.c.number]).returning(table.c.case_id)


def find_case(
    ctx: Context, *, number_typed: str, access_code_typed: str, network: bytes, case_type: str | None = None
) -> FoundCase | None:
    """The case of a typed number and access code; None when they do not belong together.

    A right code always opens: nobody's wrong tries lock the sender out. Only wrong ones are counted and slowed, and
    unknown number and wrong code take the same steps. Call it inside `transaction()`: failures are counted.
    `network` is a keyed hash of the caller's network, made by the web layer. Raises TooManyAttempts.
    """
    number = parse_number(number_typed)
    h, k, c = CaseHandle, SenderKey, CaseKeyRow
    # The number, or the next one there is: a number that nobody has brings a row too, and costs what others cost.
    nearest = ctx.session.execute(
        select(h.case_id, h.case_type, h.number, h.access_tag, k.case_id.is_not(None).label("slow"), c.wrapped)
        .outerjoin(k, k.case_id == h.case_id)
        .outerjoin(c, c.case_id == h.case_id)
        .where(h.number >= (number or ""))
        .order_by(h.number)
        .limit(1)
    ).one_or_none()
    row = nearest if nearest and nearest.number == number else None
    # Both ways for every number, so that the time taken tells nothing.
    made = stretched(access_code_typed, nearest.case_id if nearest else _NO_CASE)
    fast, slowly = _tag(ctx, number or "", access_code_typed), _slow_tag(ctx, compared(made))
    if _fits(row, fast, slowly) and row and case_type in (None, row.case_type):
        slow = row.slow or _adopt(ctx, row, made)
        return FoundCase(row.case_id, row.case_type, row.number, opening_key(made) if slow else None)
    buckets = _buckets(ctx, number or number_typed[:40], network)
    refuse_when_throttled(ctx, buckets)
    for bucket, _ in buckets:
        count_failure(ctx, bucket)
    return None


def _fits(row: Any, fast: bytes, slowly: bytes) -> bool:
    """Whether a code is the right one. Of a destroyed case nobody knows any more which way its code was kept."""
    kept = row.access_tag if row else _NOBODY
    both = (same(kept, fast), same(kept, slowly))
    if row and row.wrapped is None:
        return any(both)
    return both[1 if row and row.slow else 0]


def _adopt(ctx: Context, row: Any, made: bytes) -> bool:
    """Of a case that was locked since its code was given out: the code opens it from now on, and is slow to guess."""
    if row.wrapped != LOCKED:
        return False
    tag = _slow_tag(ctx, adopt_sender(ctx, row.case_id, made))
    ctx.session.execute(update(CaseHandle).where(CaseHandle.case_id == row.case_id).values(access_tag=tag))
    return True


def reissue_code(ctx: Context, case_id: UUID, code: str, *, slow: bytes | None = None) -> IssuedCase:
    """A new access code for a case; the old one opens nothing from now on. Raises NotFound.

    The caller decides who may, and writes timeline and audit.
    """
    number = find_number(ctx, case_id)
    if number is None:
        raise NotFound
    tag = _slow_tag(ctx, slow) if slow else _tag(ctx, number, code)
    ctx.session.execute(update(CaseHandle).where(CaseHandle.case_id == case_id).values(access_tag=tag))
    return IssuedCase(number, code)


def find_number(ctx: Context, case_id: UUID) -> str | None:
    """The public number of a case."""
    return ctx.session.execute(select(CaseHandle.number).where(CaseHandle.case_id == case_id)).scalar_one_or_none()


def _tag(ctx: Context, number: str, code: str) -> bytes:
    return ctx.keys.tag(PURPOSE, f"{number}\n{normalize_access_code(code)}".encode())


def _slow_tag(ctx: Context, slow: bytes) -> bytes:
    return ctx.keys.tag(PURPOSE, slow)


def _buckets(ctx: Context, number: str, network: bytes) -> list[tuple[bytes, int]]:
    tag, bound = ctx.keys.tag, number.encode()
    return [
        (tag("throttle-both", bound + b"\n" + network), PER_NUMBER_AND_NETWORK),
        (tag("throttle-network", network), PER_NETWORK),
        (tag("throttle-number", bound), PER_NUMBER),
    ]


def refuse_when_throttled(ctx: Context, buckets: Sequence[tuple[bytes, int]]) -> None:
    """Stop whoever failed too often within the hour in any of these buckets. Raises TooManyAttempts."""
    t = CaseThrottle
    rows = ctx.session.execute(
        select(t.bucket, t.failures).where(
            t.bucket.in_([bucket for bucket, _ in buckets]), t.window_at > ctx.now - WINDOW
        )
    )
    failures = {bytes(row.bucket): row.failures for row in rows}
    if any(failures.get(bucket, 0) >= most for bucket, most in buckets):
        raise TooManyAttempts


def count_failure(ctx: Context, bucket: bytes) -> None:
    """One more failure in this bucket, kept when the transaction is."""
    t = CaseThrottle
    fresh = t.window_at > ctx.now - WINDOW
    statement = _insert(ctx, t).values(bucket=bucket, window_at=ctx.now, failures=1)
    ctx.session.execute(
        statement.on_conflict_do_update(
            index_elements=[t.bucket],
            set_={
                "failures": case((fresh, t.failures + 1), else_=1),
                "window_at": case((fresh, t.window_at), else_=ctx.now),
            },
        )
    )


def _insert(ctx: Context, table: type[Model]) -> sqlite.Insert | postgresql.Insert:
    """Both dialects know ON CONFLICT, each through its own construct."""
    if ctx.session.get_bind().dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)
