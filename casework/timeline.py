"""The timeline of a case: what happened, when, whether the citizen sees it. Labels turn it into words when shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from secrets import token_bytes
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import bindparam, select

from casework.models import CaseEvent
from core.context import Context
from core.db import fetch, insert_row
from core.ids import uuid7

_ENTRIES = (
    select(*(getattr(CaseEvent, name) for name in ("id", "at", "kind", "public", "account_id", "params")))
    .where(CaseEvent.case_id == bindparam("case_id"))
    .order_by(CaseEvent.at.desc(), CaseEvent.id.desc())
)
_PUBLIC_ENTRIES = _ENTRIES.where(CaseEvent.public)

K = TypeVar("K", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class TimelineEntry(Generic[K]):
    """One entry; `params` holds ids, dates and enumeration values, never a text someone wrote."""

    id: UUID
    at: datetime
    kind: K
    public: bool
    account_id: UUID | None
    params: dict[str, Any]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return value.value if isinstance(value, StrEnum) else value


def hour_of(moment: datetime) -> datetime:
    """The full hour a moment lies in: all that is kept of when something delicate happened."""
    return moment.replace(minute=0, second=0, microsecond=0)


def _first_id() -> UUID:
    """A random id that sorts before every time-ordered one."""
    return UUID(bytes=bytes(2) + token_bytes(14))


def append(
    ctx: Context, *, case_id: UUID, kind: StrEnum, public: bool = True, hour_only: bool = False, **params: Any
) -> None:
    """Add an entry now, by the actor. Call it in the transaction of the act itself.

    `hour_only`: the first entry of a case whose moment must not be told; neither the time nor the id says more.
    """
    values: dict[str, Any] = {
        "id": _first_id() if hour_only else uuid7(), "case_id": case_id,
        "at": hour_of(ctx.now) if hour_only else ctx.now, "kind": kind.value, "public": public,
        "account_id": ctx.actor.account_id, "params": {name: _plain(value) for name, value in params.items()},
    }  # fmt: skip
    insert_row(ctx.session, CaseEvent, values)


def list_entries(
    ctx: Context, case_id: UUID, *, kinds: type[K], public_only: bool = False
) -> Sequence[TimelineEntry[K]]:
    """The entries of a case, newest first. `kinds` is the domain's own enumeration."""
    rows = fetch(ctx.session, _PUBLIC_ENTRIES if public_only else _ENTRIES, case_id=case_id)
    return [TimelineEntry(r.id, r.at, kinds(r.kind), r.public, r.account_id, r.params) for r in rows]
