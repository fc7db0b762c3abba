"""The breach register: recorded by whoever finds it, worked by the data protection officer, reported by a leader."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from accounts.inbox import OfficialNoticeKind, tell_officials
from accounts.queries import list_holders
from agencies.queries import get_card
from agencies.states import AgencyKind
from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import random_id, uuid7
from deadlines.services import meet_row, start_clock
from privacy.errors import DecisionMissing, FoundLater, NothingSaid
from privacy.models import BreachStep, DataBreach
from privacy.policies import OFFICER, can_report_breach, can_see_breach, can_work_breach
from privacy.states import BREACH, BreachAct, BreachKind, BreachState, Severity

SUBJECT = "data_breach"
# 91/2025/QH15 art. 23: the authority is told within so long after it was found (law sheet row 58).
REPORT_ROW = 58
PURPOSE = "breach-step"


@dataclass(frozen=True, slots=True)
class RecordBreach:
    """What somebody found, where, when."""

    agency_id: UUID
    kind: BreachKind
    found_at: datetime
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Step:
    """What was done. `people`, `severity`: of an assessment; `document_number`: of the report to the authority."""

    breach_id: UUID
    version: int
    act: BreachAct
    text: str = field(repr=False)
    severity: Severity | None = None
    people: int | None = None
    document_number: str = ""


def record_breach(ctx: Context, command: RecordBreach) -> UUID:
    """Write it down; the 72 hours run from the moment it was found. Officer and leader are told at once.

    Raises Forbidden, FoundLater, NothingSaid. 91/2025/QH15 art. 23; NĐ 356/2025 art. 28; law sheet row 58.
    """
    can_report_breach(ctx.actor).demand()
    if command.found_at > ctx.now:
        raise FoundLater
    if not command.text.strip():
        raise NothingSaid
    breach_id, agency_id = random_id(), _answers_for(ctx, command.agency_id)
    ctx.session.execute(
        insert(DataBreach).values(
            id=breach_id, agency_id=agency_id, kind=command.kind, state=BreachState.FOUND,
            found_at=command.found_at, recorded_at=ctx.now, recorded_by=ctx.actor.account_id, report_number="",
            version=1,
        )
    )  # fmt: skip
    _write(ctx, breach_id, None, command.text)
    start_clock(
        ctx, subject_type=SUBJECT, subject_id=breach_id, agency_id=agency_id, row=REPORT_ROW,
        started_at=command.found_at,
    )  # fmt: skip
    _tell(ctx, agency_id)
    _record(ctx, agency_id, breach_id, "record", kind=command.kind.value)
    return breach_id


def take_step(ctx: Context, command: Step) -> None:
    """Contain, assess, report, tell people, learn. Raises NotFound, Forbidden, StaleVersion, TransitionNotAllowed,
    NothingSaid, DecisionMissing. Law sheet §9.9.
    """
    breach = _lock(ctx, command)
    if not command.text.strip():
        raise NothingSaid
    values: dict[str, Any] = {}
    if command.act is BreachAct.ASSESS:
        if command.severity is None:
            raise NothingSaid
        values = {"severity": command.severity, "people": command.people}
    elif command.act is BreachAct.REPORT:
        if not command.document_number.strip():
            raise DecisionMissing
        values = {"report_number": command.document_number.strip(), "approved_by": ctx.actor.account_id}
    elif command.act is BreachAct.LEARN:
        values = {"closed_at": ctx.now}
    target, agency_id = BREACH.target(breach.state, command.act), breach.agency_id
    ctx.session.execute(
        update(DataBreach)
        .where(DataBreach.id == command.breach_id)
        .values(state=target, version=command.version + 1, **values)
        .execution_options(synchronize_session=False)
    )
    _write(ctx, command.breach_id, command.act, command.text)
    if command.act is BreachAct.REPORT:
        meet_row(ctx, subject_type=SUBJECT, subject_id=command.breach_id, row=REPORT_ROW)
    _record(ctx, agency_id, command.breach_id, command.act.value, state=target.value)


def note_taken(ctx: Context, agency_id: UUID, breach_id: UUID, *, made_as: str) -> None:
    """The report was taken as a file: who and when, in the log. The caller has checked that they may see it."""
    _record(ctx, agency_id, breach_id, "hand_out", made_as=made_as)


def _lock(ctx: Context, command: Step) -> DataBreach:
    found = select(DataBreach).where(DataBreach.id == command.breach_id).with_for_update()
    breach = ctx.session.execute(found.execution_options(populate_existing=True)).scalar_one_or_none()
    if breach is None:
        raise NotFound
    path = get_card(ctx, breach.agency_id).path
    if not can_see_breach(ctx.actor, path):
        raise NotFound
    if not can_work_breach(ctx.actor, command.act, path):
        raise Forbidden
    if breach.version != command.version:
        raise StaleVersion
    return breach


def _write(ctx: Context, breach_id: UUID, act: BreachAct | None, text: str) -> None:
    step_id = uuid7()
    sealed = ctx.keys.seal(PURPOSE, text.strip().encode(), bound_to=step_id.bytes)
    ctx.session.execute(
        insert(BreachStep).values(
            id=step_id, breach_id=breach_id, act=act, at=ctx.now, account_id=ctx.actor.account_id, sealed=sealed
        )
    )


def _answers_for(ctx: Context, agency_id: UUID) -> UUID:
    """The committee that answers for a hamlet or an office: it is the one that reports."""
    card = get_card(ctx, agency_id)
    while card.kind not in (AgencyKind.COMMUNE, AgencyKind.PROVINCE) and card.parent_id is not None:
        card = get_card(ctx, card.parent_id)
    return card.id


def _tell(ctx: Context, agency_id: UUID) -> None:
    province_id = get_card(ctx, agency_id).province_id
    found = list_holders(ctx, role=OFFICER, agency_id=agency_id) or list_holders(
        ctx, role=OFFICER, agency_id=province_id
    )
    people = [person.account_id for person in found]
    tell_officials(ctx, people, agency_id=agency_id, kind=OfficialNoticeKind.BREACH_FOUND)


def _record(ctx: Context, agency_id: UUID, breach_id: UUID, verb: str, **detail: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"privacy:breach:{verb}", subject_type=SUBJECT, subject_id=breach_id, **detail
    )
