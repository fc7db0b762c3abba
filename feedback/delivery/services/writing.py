"""What every write of a delivery shares: the rows themselves, their sealed words, the audit."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from casework.sealing import CaseKey, open_case_key
from core import audit
from core.context import Context
from core.ids import random_id
from feedback.delivery.commands import RecordDelivery
from feedback.delivery.models import DeliveryRecord, PaperDelivery
from feedback.delivery.queries import Addressee, DeliveryRow, record_part, to_part
from feedback.delivery.states import DeliveryState, Recipient, Way
from feedback.issuing.queries import PaperRow

SUBJECT = "petition"
NOBODY = Addressee()


def write_delivery(
    ctx: Context, key: CaseKey | None, paper: PaperRow, recipient: Recipient, way: Way, *, to: Addressee = NOBODY,
    sent_on: date | None = None, notice_id: UUID | None = None, after_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """A new one: planned, or (`sent_on`) gone at once, as a page is.

    `key` None: nobody is named yet. What the system plans needs no key: of a locked case it has none.
    """
    delivery_id = random_id()
    ctx.session.execute(
        insert(PaperDelivery).values(
            id=delivery_id, petition_id=paper.petition_id, paper_id=paper.id, agency_id=paper.agency_id,
            recipient=recipient, way=way, state=DeliveryState.SENT if sent_on else DeliveryState.PLANNED,
            planned_at=ctx.now, sent_on=sent_on, settled_on=None, notice_id=notice_id, after_id=after_id,
            sealed_to=seal_to(key, delivery_id, to) if key else b"", version=1,
        )
    )  # fmt: skip
    return delivery_id


def seal_to(key: CaseKey, delivery_id: UUID, to: Addressee) -> bytes:
    """For whom, sealed."""
    return key.seal_json({"name": to.name.strip(), "address": to.address.strip()}, part=to_part(delivery_id))


def write_record(ctx: Context, petition_id: UUID, delivery_id: UUID, command: RecordDelivery, day: date) -> None:
    """Append to the record of a delivery; whatever says something is sealed, and nothing needs no key.

    Raises KeyRenewed.
    """
    r, record_id = DeliveryRecord, random_id()
    last = ctx.session.execute(select(func.max(r.seq)).where(r.delivery_id == delivery_id)).scalar_one()
    words: dict[str, Any] = {
        name: text.strip()
        for name, text in (
            ("who", command.who), ("witnesses", command.witnesses), ("tracking", command.tracking),
            ("words", command.words),
        )
        if text.strip()
    }  # fmt: skip
    if command.scan is not None:
        words["scan"] = command.scan.facts()
        open_case_key(ctx, petition_id).fit(command.scan.under)
    ctx.session.execute(
        insert(r).values(
            id=record_id, delivery_id=delivery_id, seq=(last or 0) + 1, act=command.act, day=day,
            account_id=ctx.actor.account_id, sealed=_sealed(ctx, petition_id, record_id, words),
            shown_key=command.scan.shown_key if command.scan else None,
        )
    )  # fmt: skip


def _sealed(ctx: Context, petition_id: UUID, record_id: UUID, words: dict[str, Any]) -> bytes:
    return open_case_key(ctx, petition_id).seal_json(words, part=record_part(record_id)) if words else b""


def change_row(ctx: Context, row: DeliveryRow, **values: Any) -> None:
    """Write over what changed; the version counts on."""
    d = PaperDelivery
    ctx.session.execute(update(d).where(d.id == row.id).values(version=row.version + 1, **values))


def audit_delivery(ctx: Context, row_id: UUID, paper: PaperRow, verb: str, **detail: str) -> None:
    """A link in the chain of the agency that issued the paper: choices only, no name and no number."""
    audit.record(
        ctx, agency_id=paper.agency_id, action=f"feedback:delivery:{verb}", subject_type=SUBJECT,
        subject_id=paper.petition_id, delivery=str(row_id), **detail,
    )  # fmt: skip
