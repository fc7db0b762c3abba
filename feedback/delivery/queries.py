"""Reads of deliveries: of a case side by side, one with its record, and what proves receipt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.db import fetch
from core.errors import NotFound
from feedback.delivery.models import DeliveryRecord, PaperDelivery
from feedback.delivery.proofs import Arrival, Received, first_proven
from feedback.delivery.scans import Scan, scan_of
from feedback.delivery.states import DeliveryAct, DeliveryState, Recipient, Way


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery: choices and days, no words."""

    id: UUID
    petition_id: UUID
    paper_id: UUID
    agency_id: UUID
    recipient: Recipient
    way: Way
    state: DeliveryState
    planned_at: datetime
    sent_on: date | None
    settled_on: date | None
    notice_id: UUID | None
    after_id: UUID | None
    version: int


@dataclass(frozen=True, slots=True)
class Addressee:
    """For whom, opened."""

    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class RecordView:
    """A line of a delivery's record, opened."""

    id: UUID
    seq: int
    act: DeliveryAct
    day: date
    account_id: UUID | None
    who: str
    witnesses: str
    tracking: str
    words: str
    scan: Scan | None


COLUMNS = tuple(getattr(PaperDelivery, name) for name in DeliveryRow.__slots__)
_d, _r = PaperDelivery, DeliveryRecord
_OF_CASE = (
    select(*COLUMNS)
    .where(_d.petition_id == bindparam("petition_id"))
    .order_by(_d.paper_id, _d.recipient, _d.planned_at, _d.id)
)
_RECORDS = (
    select(_r.id, _r.seq, _r.act, _r.day, _r.account_id, _r.sealed)
    .where(_r.delivery_id == bindparam("delivery_id"))
    .order_by(_r.seq)
)


def list_deliveries(ctx: Context, petition_id: UUID) -> Sequence[DeliveryRow]:
    """Every delivery of a case's papers, by paper and recipient."""
    return [DeliveryRow(**row._asdict()) for row in fetch(ctx.session, _OF_CASE, petition_id=petition_id)]


def of_paper(ctx: Context, paper_id: UUID) -> Sequence[DeliveryRow]:
    """Every delivery of one paper, in the order of planning."""
    found = select(*COLUMNS).where(_d.paper_id == paper_id).order_by(_d.planned_at, _d.id)
    return [DeliveryRow(*row) for row in ctx.session.execute(found)]


def get_delivery(ctx: Context, delivery_id: UUID) -> DeliveryRow:
    """One. Raises NotFound."""
    return _one(ctx, delivery_id, lock=False)


def lock_delivery(ctx: Context, delivery_id: UUID) -> DeliveryRow:
    """One, held until the transaction ends. Raises NotFound."""
    return _one(ctx, delivery_id, lock=True)


def _one(ctx: Context, delivery_id: UUID, *, lock: bool) -> DeliveryRow:
    statement = select(*COLUMNS).where(_d.id == delivery_id)
    row = ctx.session.execute(statement.with_for_update() if lock else statement).one_or_none()
    if row is None:
        raise NotFound
    return DeliveryRow(*row)


def open_addressees(ctx: Context, key: CaseKey, ids: Iterable[UUID]) -> Mapping[UUID, Addressee]:
    """For whom each is, of one case. The caller has decided that the reader may."""
    rows = ctx.session.execute(select(_d.id, _d.sealed_to).where(_d.id.in_(list(ids)), _d.petition_id == key.case_id))
    return {row.id: addressee(key, row.id, row.sealed_to) for row in rows}


def addressee(key: CaseKey, delivery_id: UUID, sealed: bytes) -> Addressee:
    """For whom; nobody is named yet where nothing was sealed."""
    return Addressee(**key.open_json(sealed, part=to_part(delivery_id))) if sealed else Addressee()


def list_records(ctx: Context, delivery: DeliveryRow, *, key: CaseKey | None = None) -> Sequence[RecordView]:
    """What was recorded of a delivery, opened. The caller has decided that the reader may."""
    rows = fetch(ctx.session, _RECORDS, delivery_id=delivery.id).all()
    opened = key or open_case_key(ctx, delivery.petition_id)
    return [_record(row, opened.open_json(row.sealed, part=record_part(row.id)) if row.sealed else {}) for row in rows]


def received_of(deliveries: Iterable[DeliveryRow], paper_id: UUID) -> Received | None:
    """From when the sender has a paper; None while nothing shows it."""
    return first_proven(
        Arrival(one.recipient, one.way, one.state, one.settled_on) for one in deliveries if one.paper_id == paper_id
    )


def to_part(delivery_id: UUID) -> str:
    """As which part of the case an addressee is sealed."""
    return f"delivery-to:{delivery_id.hex}"


def record_part(record_id: UUID) -> str:
    """As which part of the case a line of a record is sealed."""
    return f"delivery-record:{record_id.hex}"


def _record(row: Any, words: Mapping[str, Any]) -> RecordView:
    return RecordView(
        row.id, row.seq, row.act, row.day, row.account_id, words.get("who", ""), words.get("witnesses", ""),
        words.get("tracking", ""), words.get("words", ""), scan_of(words.get("scan")),
    )  # fmt: skip
