"""Holds, as the data protection officer places and lifts them: a case under dispute or before a court is not erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import false, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from agencies.models import Agency
from agencies.queries import get_card, under
from casework.erasures.errors import HeldBefore, NoSuchCase
from casework.erasures.models import CaseHold
from casework.erasures.states import HoldReason
from core import audit
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.ids import parse_number, random_id
from core.paging import Page, PageRequest, keyset, take
from privacy.errors import DecisionMissing
from privacy.policies import OFFICER, can_hold
from privacy.queries import find_by_number


@dataclass(frozen=True, slots=True)
class PlaceHold:
    """Which case, why, on the strength of which document."""

    number: str
    reason: HoldReason
    document_number: str


@dataclass(frozen=True, slots=True)
class HoldView:
    """A hold as the officer sees it: numbers and days, nothing of the case."""

    id: UUID
    number: str
    agency_name: str
    reason: HoldReason
    document_number: str
    placed_at: datetime
    lift_document: str
    lifted_at: datetime | None


def place_hold(ctx: Context, command: PlaceHold) -> UUID:
    """Keep a case from being erased. Raises NoSuchCase (also when it lies elsewhere), HeldBefore, DecisionMissing.

    91/2025/QH15 art. 14: data needed for a court, a dispute or an inspection are not erased.
    """
    found = find_by_number(ctx, parse_number(command.number) or "")
    if found is None or not can_hold(ctx.actor, get_card(ctx, found.agency_id).path):
        raise NoSuchCase
    if not command.document_number.strip():
        raise DecisionMissing
    hold_id = random_id()
    values = {
        "id": hold_id, "case_id": found.case_id, "case_type": found.case_type, "number": found.number,
        "agency_id": found.agency_id, "reason": command.reason, "document_number": command.document_number.strip(),
        "placed_at": ctx.now, "placed_by": ctx.actor.account_id, "lift_document": "",
    }  # fmt: skip
    try:
        with ctx.session.begin_nested():
            ctx.session.execute(insert(CaseHold).values(**values))
    except IntegrityError:
        raise HeldBefore from None
    _record(ctx, found.agency_id, hold_id, "place", reason=command.reason.value)
    return hold_id


def lift_hold(ctx: Context, hold_id: UUID, *, document_number: str) -> None:
    """The reason is over. Raises NotFound (also when it was lifted), DecisionMissing."""
    h = CaseHold
    row = ctx.session.execute(select(h).where(h.id == hold_id, h.lifted_at.is_(None)).with_for_update()).scalar()
    if row is None or not can_hold(ctx.actor, get_card(ctx, row.agency_id).path):
        raise NotFound
    if not document_number.strip():
        raise DecisionMissing
    agency_id = row.agency_id
    values = {"lifted_at": ctx.now, "lifted_by": ctx.actor.account_id, "lift_document": document_number.strip()}
    ctx.session.execute(update(h).where(h.id == hold_id).values(**values))
    _record(ctx, agency_id, hold_id, "lift", document=document_number.strip())


def list_holds(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[HoldView]:
    """The holds in the officer's reach, newest first. One statement."""
    h = CaseHold
    reach = or_(false(), *(under(Agency.path, path) for path in viewer.paths(OFFICER)))
    columns = (
        h.id, h.number, Agency.name.label("agency_name"), h.reason, h.document_number, h.placed_at, h.lift_document,
        h.lifted_at,
    )  # fmt: skip
    wanted = select(*columns).join(Agency, Agency.id == h.agency_id).where(reach)
    rows = ctx.session.execute(keyset(wanted, [h.placed_at, h.id], page, descending=True)).all()
    return take(rows, page, lambda row: [row.placed_at, row.id]).map(lambda row: HoldView(*row))


def _record(ctx: Context, agency_id: UUID, hold_id: UUID, verb: str, **detail: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"privacy:hold:{verb}", subject_type="hold", subject_id=hold_id, **detail
    )
