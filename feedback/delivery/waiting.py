"""chờ giao: what waits to be delivered at the agencies where an official works, and what of it is printed together."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select

from accounts.roles import Role
from casework.policies import HOLDER_ROLES
from casework.sealing import open_case_keys
from core import audit
from core.actor import Actor
from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from feedback.delivery.models import PaperDelivery
from feedback.delivery.queries import Addressee, addressee
from feedback.delivery.states import PAPER_WAYS, DeliveryState, Heap, Recipient, Way
from feedback.issuing.models import OfficialPaper
from feedback.issuing.queries import PaperNumber, number_of
from feedback.models import Petition
from feedback.papers.states import PaperKind

MOST_PRINTED = 50


_STATES = {
    Heap.WAITING: (DeliveryState.PLANNED,),
    Heap.UNDER_WAY: (DeliveryState.SENT, DeliveryState.ABSENT),
    Heap.CAME_BACK: (DeliveryState.FAILED, DeliveryState.REFUSED),
    Heap.DONE: (DeliveryState.REACHED,),
}


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A line of the list; for whom it is stands on the delivery's own page."""

    id: UUID
    petition_id: UUID
    number: str
    kind: PaperKind
    recipient: Recipient
    way: Way
    state: DeliveryState
    planned_at: datetime
    sent_on: date | None
    settled_on: date | None


@dataclass(frozen=True, slots=True)
class Envelope:
    """What is printed of one delivery."""

    id: UUID
    petition_number: str
    kind: PaperKind
    recipient: Recipient
    way: Way
    to: Addressee
    number: PaperNumber | None
    agency_id: UUID


_d, _p, _c = PaperDelivery, OfficialPaper, Petition


def list_heap(
    ctx: Context, heap: Heap, *, viewer: Actor, page: PageRequest, way: Way | None = None
) -> Page[WaitingRow]:  # fmt: skip
    """What is in a heap, longest waiting first; notices only where they failed. One statement."""
    ways = _d.way.in_(PAPER_WAYS) if heap is not Heap.CAME_BACK else _d.way != Way.PAGE
    statement = _rows().where(_d.state.in_(_STATES[heap]), ways, may_handle(viewer))
    if way is not None:
        statement = statement.where(_d.way == way)
    rows = ctx.session.execute(keyset(statement, (_d.planned_at, _d.id), page)).all()
    return take(rows, page, lambda row: (row.planned_at, row.id)).map(lambda row: WaitingRow(**row._asdict()))


def take_to_print(ctx: Context, ids: Collection[UUID], *, viewer: Actor) -> Sequence[Envelope]:
    """Names and addresses of chosen deliveries on paper, for envelopes and slips; each opening is audited.

    What the official may not know of is left out. Call it inside `transaction()`.
    """
    chosen = list(ids)[:MOST_PRINTED]
    rows = ctx.session.execute(
        _rows().add_columns(_d.paper_id, _d.agency_id, _d.sealed_to)
        .where(_d.id.in_(chosen), _d.way.in_(PAPER_WAYS), may_handle(viewer))
        .order_by(_d.planned_at, _d.id)
    ).all()  # fmt: skip
    keys = open_case_keys(ctx, {row.petition_id for row in rows})
    printed = []
    for row in rows:
        key = keys.get(row.petition_id)
        if key is None:  # erased
            continue
        to = addressee(key, row.id, row.sealed_to)
        audit.record(
            ctx, agency_id=row.agency_id, action="feedback:delivery:print", subject_type="petition",
            subject_id=row.petition_id, delivery=str(row.id),
        )  # fmt: skip
        number = number_of(ctx, row.paper_id, key=key)
        printed.append(Envelope(row.id, row.number, row.kind, row.recipient, row.way, to, number, row.agency_id))
    return printed


def may_handle(viewer: Actor) -> ColumnElement[bool]:
    """The list form of `policies.can_handle_paper`."""
    held = and_(_c.assignee_id == viewer.account_id, _c.agency_id.in_(viewer.agencies(*HOLDER_ROLES)))
    desk = and_(_c.sealed.is_(False), _d.agency_id.in_(viewer.agencies(Role.RECORDS_CLERK, Role.INTAKE_CLERK)))
    return or_(held, desk)


def _rows() -> Any:
    return (
        select(
            _d.id, _d.petition_id, _c.number, _p.kind, _d.recipient, _d.way, _d.state, _d.planned_at, _d.sent_on,
            _d.settled_on,
        )
        .join(_p, _p.id == _d.paper_id)
        .join(_c, _c.id == _d.petition_id)
    )  # fmt: skip
