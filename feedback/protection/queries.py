"""Reads of protection: what is confided, its terms, an official's own records, the sender's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select

from accounts.roles import Role
from core.actor import Actor
from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from deadlines.explaining import Explanation
from feedback.models import Petition
from feedback.policies import PetitionFacts
from feedback.proceedings.models import ProceedingMember
from feedback.proceedings.queries import term
from feedback.proceedings.team import named_in
from feedback.protection.catalogue import DECIDE_ROW, READ_ROW, RETALIATION_VARIANT, REVIEW_ROW, URGENT_ROW
from feedback.protection.folding import Folded, fold
from feedback.protection.models import ConfidedFile
from feedback.protection.policies import can_read, can_read_alarm
from feedback.protection.record import Entry, FileRow, find_file, read_entries
from feedback.protection.states import Protection
from feedback.queries.cases import open_content
from feedback.shutting.reads import shut_to_me, tag_of
from feedback.states import Concerns, PetitionKind, PetitionState

LISTED = 100
# How long whoever follows a sealed case may wait at most before looking again.
AT_MOST, AT_LEAST = timedelta(days=14), timedelta(days=2)


def is_confided(ctx: Context, petition_id: UUID, *, sealed: bool, protected: bool, kind: PetitionKind | None) -> bool:
    """Whether a petition has a sealed record: it speaks of somebody, or may accuse.

    Until triage everything is sealed and whom it concerns is sealed too: only a reader can tell. After it, what speaks
    of nobody is sealed no more. Raises CaseLocked.
    """
    if not sealed or protected or kind is not None:
        return sealed
    return open_content(ctx, petition_id).content.concerns is not Concerns.NOBODY


@dataclass(frozen=True, slots=True)
class Record:
    """A record, opened: its entries and what they amount to."""

    entries: Sequence[Entry]
    folded: Folded
    due: Explanation | None


def open_record(ctx: Context, petition_id: UUID, agency_id: UUID) -> Record:
    """Read it. The caller has decided that the reader may, and audits it. Raises CaseLocked."""
    entries = read_entries(ctx, petition_id)
    folded = fold(entries)
    return Record(entries, folded, due_of(ctx, folded, agency_id))


def due_of(ctx: Context, folded: Folded, agency_id: UUID) -> Explanation | None:
    """The term of the state: deciding on a request, at once when it is urgent, looking again at what is in force."""
    if folded.due_from is None:
        return None
    if folded.state in (Protection.ASKED, Protection.CONSIDERING) and folded.urgent:
        return term(ctx, URGENT_ROW, folded.due_from, agency_id)
    if folded.state is Protection.APPLIED:
        return term(ctx, REVIEW_ROW, folded.due_from, agency_id)
    return term(ctx, DECIDE_ROW, folded.due_from, agency_id)


def answer_due(ctx: Context, folded: Folded, agency_id: UUID) -> Explanation | None:
    """By when what the sender wrote should be read and answered; None when nothing waits."""
    if folded.unread_since is None:
        return None
    variant = RETALIATION_VARIANT if folded.unread_retaliation else None
    return term(ctx, READ_ROW, folded.unread_since, agency_id, variant=variant)


def look_again_on(ctx: Context, days: Sequence[date]) -> date:
    """When whoever denounced should open the page again: the day after the next date of theirs, at most two weeks on,
    moved to a Monday or Thursday. Coarse, so that a note of it on the wall tells nothing.
    """
    today = local_date(ctx.now)
    ahead = [day + timedelta(days=1) for day in days if day >= today]
    day = min([*ahead, today + AT_MOST])
    day = max(day, today + AT_LEAST)
    while day.weekday() not in (0, 3):
        day += timedelta(days=1)
    return day


@dataclass(frozen=True, slots=True)
class MyRecord:
    """A line of an official's list: which case, and when to look; nothing of it is opened for the list."""

    petition_id: UUID
    number: str
    look_on: date | None
    closed: bool


@dataclass(frozen=True, slots=True)
class MyAlarm:
    """A report of retaliation at the province's desk."""

    id: UUID
    look_on: date | None


def list_mine(ctx: Context, viewer: Actor) -> Sequence[MyRecord]:
    """The records the viewer may read, what waits first: the list form of `policies.can_read`. Not counted anywhere."""
    f, p, m = ConfidedFile, Petition, ProceedingMember
    named = select(m.petition_id).where(m.account_id == viewer.account_id)
    desk = and_(p.assignee_id.is_(None), p.agency_id.in_(viewer.agencies(Role.INTAKE_CLERK)))
    rows = ctx.session.execute(
        select(p.id, p.number, p.state, p.agency_id, p.assignee_id, p.sealed, f.look_on)
        .join(p, p.id == f.id)
        .where(f.desk_id.is_(None), ~shut_to_me(), or_(p.assignee_id == viewer.account_id, p.id.in_(named), desk))
        .order_by(f.look_on.is_(None), f.look_on, p.id)
        .limit(LISTED),
        {"me": tag_of(ctx, viewer.account_id)},
    )
    return [
        MyRecord(row.id, row.number, row.look_on, row.state is PetitionState.CLOSED)
        for row in rows
        if can_read(viewer, _facts(ctx, row.id, row.state, row.agency_id, row.assignee_id, sealed=row.sealed))
    ]


def list_alarms(ctx: Context, viewer: Actor) -> Sequence[MyAlarm]:
    """The reports of retaliation at the viewer's desks, what waits first; none over a case that is shut to them."""
    f = ConfidedFile
    rows = ctx.session.execute(
        select(f.id, f.look_on)
        .join(Petition, Petition.id == f.petition_id)
        .where(f.desk_id.in_(viewer.agencies(Role.INTAKE_CLERK)), ~shut_to_me())
        .order_by(f.look_on.is_(None), f.look_on, f.id)
        .limit(LISTED),
        {"me": tag_of(ctx, viewer.account_id)},
    )
    return [MyAlarm(row.id, row.look_on) for row in rows]


def get_alarm(ctx: Context, file_id: UUID, *, viewer: Actor) -> FileRow:
    """A report, for somebody of the desk it went to. Raises NotFound."""
    row = find_file(ctx, file_id)
    if row is None or row.desk_id is None or not can_read_alarm(viewer, row.desk_id):
        raise NotFound
    if is_shut(ctx, row.petition_id, viewer):
        raise NotFound
    return row


def is_shut(ctx: Context, petition_id: UUID, viewer: Actor) -> bool:
    """Whether the case a report speaks of accuses the viewer or somebody close to them, or they stood aside from it."""
    shut = select(shut_to_me()).where(Petition.id == petition_id)
    return bool(ctx.session.execute(shut, {"me": tag_of(ctx, viewer.account_id)}).scalar_one_or_none())


def _facts(
    ctx: Context, petition_id: UUID, state: PetitionState, agency_id: UUID, assignee_id: UUID | None, *, sealed: bool
) -> PetitionFacts:
    return PetitionFacts(state, agency_id, assignee_id, sealed, team=frozenset(named_in(ctx, petition_id)))
