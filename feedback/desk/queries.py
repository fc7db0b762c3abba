"""Reads of the desk: how a petition came, whose paper number it is, the book of receptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from casework.sealing import CaseKey, open_case_key
from core.context import Context
from feedback.desk.models import DeskRecord
from feedback.desk.records import Details, open_details
from feedback.desk.states import Arrival, ReadBack, Signature, VoidReason


@dataclass(frozen=True, slots=True)
class Recorded:
    """How a petition came, with what lies sealed beside it."""

    received_on: date
    arrival: Arrival
    signature: Signature
    read_back: ReadBack
    identity_seen: bool
    papers_seen: bool
    recorded_by: UUID | None
    void_reason: VoidReason | None
    details: Details


_NAMES = tuple(name for name in Recorded.__slots__ if name != "details")
_PLAIN = tuple(getattr(DeskRecord, name) for name in _NAMES)


def find_record(ctx: Context, petition_id: UUID, *, key: CaseKey | None = None) -> Recorded | None:
    """How it came; None when it did not come by a desk. The caller has decided that the reader may open it."""
    d = DeskRecord
    row = ctx.session.execute(select(*_PLAIN, d.sealed_details).where(d.petition_id == petition_id)).one_or_none()
    if row is None:
        return None
    details = open_details(key or open_case_key(ctx, petition_id), row.sealed_details)
    return Recorded(**{name: getattr(row, name) for name in _NAMES}, details=details)
