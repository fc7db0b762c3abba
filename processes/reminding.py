"""Who is reminded of a term: whoever works the case, from 80 % of it their leader, once it is overdue the province."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from accounts.inbox import OfficialNoticeKind, tell_officials
from accounts.models import OfficialNotice
from accounts.queries import list_holders
from accounts.roles import Role
from agencies.models import Agency
from agencies.queries import get_card
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.notices import UNLISTED, Channel, queue_notice
from core.paging import Page, PageRequest
from deadlines.events import ReminderDue
from deadlines.queries import ClockView, get_clock
from deadlines.reminders import ReminderView, list_reminders
from deadlines.services.reminders import claim_addresses, still_due, write_reminders
from deadlines.states import ReminderStage
from feedback.models import Petition
from feedback.policies import PetitionFacts, can_see
from feedback.reviewing.queries import held_among
from feedback.states import PetitionState

PETITION = "petition"
# About personal data: nobody of the desk has a part in these.
OFFICERS_OWN = ("erasure", "data_request", "data_breach")
_TO_LEADERS = frozenset({ReminderStage.MOST, ReminderStage.DUE, ReminderStage.OVERDUE})
_LEADERS_MAY_KNOW = frozenset({PetitionState.RECEIVED, PetitionState.AWAITING_APPROVAL})
SUBJECT = "Nhắc việc: có thời hạn cần xem"


@dataclass(frozen=True, slots=True)
class ShownReminder:
    """A reminder as its reader may see it: the number only of what they may know of, never a word of the case."""

    stage: ReminderStage
    due_at: datetime
    created_at: datetime
    seen: bool
    agency_name: str
    number: str
    petition_id: UUID | None


def remind(ctx: Context, event: ReminderDue, *, public_url: str | None) -> int:
    """Tell everyone concerned, on their page and (once a day, who wishes) by e-mail; how many were told.

    Running it twice tells nobody twice. Design choice of the law sheet, §9.10.
    """
    try:
        clock = get_clock(ctx, event.clock_id)
    except NotFound:
        return 0
    if not still_due(clock, event) or held_among(ctx, [clock.subject_id]):
        return 0  # nobody is called to what a machine may have sent; the desk's page of review shows its date
    stage = ReminderStage(event.stage)
    told = write_reminders(ctx, clock, stage, _concerned(ctx, clock, stage))
    _tell_on_first_page(ctx, clock, told)
    for email in claim_addresses(ctx, told):
        _mail(ctx, email, public_url)
    return len(told)


def list_my_reminders(ctx: Context, viewer: Actor, page: PageRequest) -> Page[ShownReminder]:
    """The reminders of an official, newest first. Three statements."""
    found = list_reminders(ctx, viewer.account_id, page) if viewer.account_id else Page((), None)
    facts = _petitions(ctx, [entry.subject_id for entry in found.items if entry.subject_type == PETITION])
    return found.map(lambda entry: _shown(viewer, entry, facts))


def _concerned(ctx: Context, clock: ClockView, stage: ReminderStage) -> list[UUID]:
    """A case kept sealed after triage may be about people near the leader, who does not even see it in a list: it is
    escalated to the province at once. Until triage everything is sealed, so that says nothing.
    """
    if clock.subject_type in OFFICERS_OWN:
        return _officers(ctx, clock.agency_id)
    case = _petitions(ctx, [clock.subject_id]).get(clock.subject_id) if clock.subject_type == PETITION else None
    kept_from_leader = case is not None and case.facts.sealed and case.facts.state not in _LEADERS_MAY_KNOW
    people = [case.facts.assignee_id] if case and case.facts.assignee_id else []
    people = people or _holders(ctx, Role.INTAKE_CLERK, clock.agency_id)
    if stage in _TO_LEADERS and not kept_from_leader:
        people += _holders(ctx, Role.LEADER, clock.agency_id)
    if stage is ReminderStage.OVERDUE or (stage in _TO_LEADERS and kept_from_leader):
        people += _holders(ctx, Role.PROVINCIAL_INSPECTOR, get_card(ctx, clock.agency_id).province_id)
    return list(dict.fromkeys(people))


def _officers(ctx: Context, agency_id: UUID) -> list[UUID]:
    role = Role.DATA_PROTECTION_OFFICER
    return _holders(ctx, role, agency_id) or _holders(ctx, role, get_card(ctx, agency_id).province_id)


def _holders(ctx: Context, role: Role, agency_id: UUID) -> list[UUID]:
    return [person.account_id for person in list_holders(ctx, role=role, agency_id=agency_id)]


def _tell_on_first_page(ctx: Context, clock: ClockView, accounts: list[UUID]) -> None:
    """One line is enough: whoever has not put theirs away gets no second one."""
    n = OfficialNotice
    waiting = (n.account_id.in_(accounts), n.seen_at.is_(None), n.kind == OfficialNoticeKind.TERMS_ENDING.value)
    have = set(ctx.session.execute(select(n.account_id).where(*waiting)).scalars())
    fresh = [account_id for account_id in accounts if account_id not in have]
    tell_officials(ctx, fresh, agency_id=clock.agency_id, kind=OfficialNoticeKind.TERMS_ENDING)


def _mail(ctx: Context, email: str, public_url: str | None) -> None:
    """In no administrator's list: one about a sealed case is the same as any other."""
    at = f" tại {public_url}/can-bo/nhac-viec" if public_url else ""
    text = f"Có việc sắp đến hạn hoặc đã quá hạn. Mời mở trang Nhắc việc{at} để xem từng việc."
    queue_notice(
        ctx, agency_id=UNLISTED, channel=Channel.EMAIL, to=email, subject=SUBJECT, text=text,
        subject_type="reminder", subject_id=None,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Known:
    number: str
    protected: bool
    path: str
    facts: PetitionFacts


def _petitions(ctx: Context, ids: Sequence[UUID]) -> dict[UUID, _Known]:
    if not ids:
        return {}
    p = Petition
    columns = (p.id, p.number, p.protected, p.state, p.agency_id, p.assignee_id, p.sealed, Agency.path)
    rows = ctx.session.execute(select(*columns).join(Agency, Agency.id == p.agency_id).where(p.id.in_(ids)))
    return {
        row.id: _Known(
            row.number, row.protected, row.path, PetitionFacts(row.state, row.agency_id, row.assignee_id, row.sealed)
        )
        for row in rows
    }


def _shown(viewer: Actor, entry: ReminderView, known: dict[UUID, _Known]) -> ShownReminder:
    petition = known.get(entry.subject_id)
    works = petition is not None and bool(can_see(viewer, petition.facts))
    watches = (
        petition is not None
        and not (petition.facts.sealed or petition.protected)
        and viewer.holds_over(Role.PROVINCIAL_INSPECTOR, petition.path)
    )
    return ShownReminder(
        stage=entry.stage, due_at=entry.due_at, created_at=entry.created_at, seen=entry.seen_at is not None,
        agency_name=entry.agency_name, number=petition.number if petition and (works or watches) else "",
        petition_id=entry.subject_id if works else None,
    )  # fmt: skip
