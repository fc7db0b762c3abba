"""By which ways a paper goes to whom: what follows from its kind, and what officials add or change before it leaves."""

from __future__ import annotations

from uuid import UUID

from casework.errors import IdentityNotGiven
from casework.identity import open_identity
from casework.policies import IdentityFacts
from casework.sealing import open_case_key
from casework.states import IdentityReason
from core import outbox
from core.actor import ActorKind
from core.clock import local_date
from core.context import Context
from core.errors import NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.delivery.commands import ChangeDelivery, PlanDelivery, RecordDelivery
from feedback.delivery.errors import AddresseeMissing, NotIssued, WayNotForThem
from feedback.delivery.events import PaperToBeTold
from feedback.delivery.plans import PLANS, for_senders_page
from feedback.delivery.policies import can_handle_paper
from feedback.delivery.queries import Addressee, DeliveryRow, get_delivery, lock_delivery, of_paper
from feedback.delivery.services.writing import (
    SUBJECT,
    audit_delivery,
    change_row,
    seal_to,
    write_delivery,
    write_record,
)
from feedback.delivery.states import PAPER_WAYS, DeliveryAct, DeliveryState, Recipient, Way
from feedback.desk.queries import find_record
from feedback.issuing.queries import PaperRow, get_paper
from feedback.issuing.states import PaperState
from feedback.services.moving import Locked, lock_petition


def plan_issued(ctx: Context, paper_id: UUID) -> None:
    """A paper was issued: it lies on its sender's page at once, and waits on paper for everybody who must have it.

    Done twice it changes nothing. Raises NotFound, NotIssued. Complaints Act art. 32, 41; Denunciation Act art. 35.
    """
    paper = _issued(ctx, paper_id)
    locked = lock_petition(ctx, paper.petition_id)
    if of_paper(ctx, paper_id):
        return
    plan = PLANS[paper.kind]
    if for_senders_page(paper.kind):
        today = local_date(paper.issued_at or ctx.now)
        page_id = write_delivery(ctx, None, paper, Recipient.SENDER, Way.PAGE, sent_on=today)
        write_record(ctx, locked.id, page_id, RecordDelivery(DeliveryAct.SEND, today), today)
        if not locked.sealed:  # of a sealed one nothing leaves by mail or telephone
            outbox.publish(ctx, PaperToBeTold(paper_id=paper.id))
    if plan.on_paper:
        for recipient in plan.must:
            write_delivery(ctx, None, paper, recipient, Way.POST)
    if Recipient.BODY in plan.may and not locked.sealed:
        _plan_handed_on(ctx, paper)


def _plan_handed_on(ctx: Context, paper: PaperRow) -> None:
    """The body that handed the petition on (a delegate, the Front, the level above) is told too, by the paper."""
    key = open_case_key(ctx, paper.petition_id)
    came = find_record(ctx, paper.petition_id, key=key)
    if came is not None and came.details.handed_on_by:
        write_delivery(ctx, key, paper, Recipient.BODY, Way.POST, to=Addressee(came.details.handed_on_by))


def plan_delivery(ctx: Context, command: PlanDelivery) -> UUID:
    """One more recipient, or one more way. Raises NotFound, NotIssued, WayNotForThem, AddresseeMissing."""
    paper = _issued(ctx, command.paper_id)
    locked = _locked(ctx, paper)
    _check(command.way, command.name)
    key = open_case_key(ctx, locked.id)
    to = Addressee(command.name, command.address)
    delivery_id = write_delivery(ctx, key, paper, command.recipient, command.way, to=to)
    audit_delivery(ctx, delivery_id, paper, "plan", recipient=command.recipient.value, way=command.way.value)
    return delivery_id


def change_delivery(ctx: Context, delivery_id: UUID, command: ChangeDelivery, *, version: int) -> None:
    """Another way, name or address, before it leaves.

    Raises NotFound, StaleVersion, TransitionNotAllowed, WayNotForThem, AddresseeMissing.
    """
    row, paper = _to_change(ctx, delivery_id, version)
    _check(command.way, command.name)
    sealed = seal_to(open_case_key(ctx, row.petition_id), row.id, Addressee(command.name, command.address))
    change_row(ctx, row, way=command.way, sealed_to=sealed)
    audit_delivery(ctx, row.id, paper, "change", recipient=row.recipient.value, way=command.way.value)


def address_from_case(ctx: Context, delivery_id: UUID, *, version: int) -> None:
    """Take name and address of the sender as they were left with the case; that it was opened is audited.

    Raises NotFound, StaleVersion, TransitionNotAllowed, Forbidden, IdentityNotGiven, WayNotForThem.
    """
    row, paper = _to_change(ctx, delivery_id, version)
    if row.recipient is not Recipient.SENDER:
        raise WayNotForThem
    locked = lock_petition(ctx, row.petition_id)
    identity = open_identity(
        ctx, locked.id, case_type=SUBJECT, reason=IdentityReason.TELL,
        facts=IdentityFacts(locked.agency_id, locked.assignee_id, locked.sealed, locked.team),
    )  # fmt: skip
    name = identity.behalf.organisation or identity.name
    if not name:
        raise IdentityNotGiven
    sealed = seal_to(open_case_key(ctx, locked.id), row.id, Addressee(name, identity.address))
    change_row(ctx, row, sealed_to=sealed)
    audit_delivery(ctx, row.id, paper, "address", recipient=row.recipient.value, way=row.way.value)


def _issued(ctx: Context, paper_id: UUID) -> PaperRow:
    paper = get_paper(ctx, paper_id)
    if paper.state is not PaperState.ISSUED:
        raise NotIssued
    return paper


def _locked(ctx: Context, paper: PaperRow) -> Locked:
    """Hold the case; whoever may not know for whom its papers are finds none."""
    locked = lock_petition(ctx, paper.petition_id)
    if ctx.actor.kind is ActorKind.OFFICIAL and not can_handle_paper(ctx.actor, locked.facts(), paper.agency_id):
        raise NotFound
    return locked


def _to_change(ctx: Context, delivery_id: UUID, version: int) -> tuple[DeliveryRow, PaperRow]:
    paper = get_paper(ctx, get_delivery(ctx, delivery_id).paper_id)
    _locked(ctx, paper)
    row = lock_delivery(ctx, delivery_id)
    if row.version != version:
        raise StaleVersion
    if row.state is not DeliveryState.PLANNED or row.way not in PAPER_WAYS:
        raise TransitionNotAllowed
    return row, paper


def _check(way: Way, name: str) -> None:
    if way not in PAPER_WAYS:
        raise WayNotForThem
    if not name.strip():
        raise AddresseeMissing
