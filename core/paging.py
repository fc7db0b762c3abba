"""Keyset pages: never OFFSET, so that page 1,000 costs what page 1 costs."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

T = TypeVar("T")
R = TypeVar("R")

MAX_SIZE = 100
_YEARS = range(1900, 2200)
Key = ColumnElement[Any] | InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What was asked for: how many rows, and after which row (the last page's cursor)."""

    size: int = 20
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of rows; `next_cursor` is None on the last."""

    items: Sequence[T]
    next_cursor: str | None

    def map(self, translate: Callable[[T], R]) -> Page[R]:
        """The same page with each row translated."""
        return Page([translate(item) for item in self.items], self.next_cursor)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, UUID):
        return {"u": value.hex}
    return value


def _rich(value: Any) -> Any:
    if isinstance(value, dict) and "t" in value:
        return datetime.fromisoformat(value["t"])
    if isinstance(value, dict) and "d" in value:
        return date.fromisoformat(value["d"])
    if isinstance(value, dict) and "u" in value:
        return UUID(value["u"])
    return value


def encode_cursor(values: Sequence[Any]) -> str:
    """Pack the sort key of a row into an address-safe string."""
    return base64.urlsafe_b64encode(json.dumps([_plain(v) for v in values]).encode()).decode().rstrip("=")


def decode_cursor(text: str | None, length: int) -> list[Any] | None:
    """Unpack a cursor; None when absent or tampered with (then the first page is shown)."""
    if not text or len(text) > 400:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or len(values) != length:
            return None
        return [_rich(v) for v in values]
    except (ValueError, binascii.Error, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return None


def _fits(key: Any, value: Any) -> bool:
    """Whether a value from the address can be compared with the column: its type, and within what databases hold."""
    wanted = key.type.python_type
    if type(value) is not wanted:
        return False
    if isinstance(value, datetime):
        return value.tzinfo is not None and _YEARS.start <= value.year < _YEARS.stop
    if isinstance(value, date):
        return value.year in _YEARS
    return not isinstance(value, int) or abs(value) < 2**63


def keyset(
    statement: Select[*tuple[Any, ...]], keys: Sequence[Key], request: PageRequest, *, descending: bool = False
) -> Select[*tuple[Any, ...]]:
    """Order by the keys (the last must be unique, none nullable) and start after the cursor; asks for one row more.

    Read the rows with `take`, which gives the Page.
    """
    after = decode_cursor(request.after, len(keys))
    if after is not None and all(map(_fits, keys, after)):
        here = tuple_(*keys)
        statement = statement.where(here < tuple_(*after) if descending else here > tuple_(*after))
    order = [key.desc() if descending else key.asc() for key in keys]
    return statement.order_by(*order).limit(min(request.size, MAX_SIZE) + 1)


def take(rows: Sequence[R], request: PageRequest, key: Callable[[R], Sequence[Any]]) -> Page[R]:
    """The Page of rows read by a `keyset` statement; `key` gives a row's sort key."""
    size = min(request.size, MAX_SIZE)
    more = len(rows) > size
    kept = list(rows[:size])
    return Page(kept, encode_cursor(key(kept[-1])) if more and kept else None)
