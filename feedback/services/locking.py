"""Who has the key of a sealed petition: after every step, those who may read it then, and nobody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import exists, select

from accounts.queries import list_holders
from accounts.roles import Role
from agencies.queries import get_card
from casework.locks.closing import Readers, follow_readers, is_locked, see_to_sender, sender_of
from casework.locks.desks import find_desk_key, public_of
from casework.locks.renewing import renew_case_key
from core import outbox
from core.context import Context
from core.notices import unlist_notices
from feedback.events import FilesReplaced, Resealed
from feedback.models import Petition
from feedback.opening.closing import close_sender
from feedback.proceedings.team import team_of
from feedback.routes.models import PetitionTransfer
from feedback.routes.queries import whole_of
from feedback.sealed_places import PLACES
from feedback.shutting.models import PetitionAccused, PetitionShutOut
from feedback.shutting.reads import tag_of
from feedback.states import PetitionState

_COLUMNS = (
    Petition.sealed, Petition.agency_id, Petition.assignee_id, Petition.state, Petition.kind, Petition.main_id,
    Petition.parent_id, exists().where(PetitionAccused.petition_id == Petition.id).label("names_accused"),
)  # fmt: skip


# Where papers are signed and sealed: the records clerk keeps the signed file, which shows what it says.
_PAPERS = frozenset({PetitionState.PROCEEDING, PetitionState.AWAITING_ISSUE})


def follow(ctx: Context, petition_id: UUID) -> None:
    """Give the petition's key to whoever may read it now, and take it from everybody else (`policies.can_open`).

    Denunciation Act art. 8; law sheet §9.1. Raises NoKeyYet.
    """
    row = _row(ctx, petition_id)
    if not row.sealed or find_desk_key(ctx, row.agency_id) is None:
        follow_readers(ctx, petition_id, None)
        return
    officials = _officials(ctx, petition_id, row)
    if _is_older(ctx, petition_id) and all(public_of(ctx, one) for one in officials):
        # It came in before the desk had a key. Whoever kept a copy of the server's keys is to open no more of it.
        renew(ctx, petition_id)
        outbox.publish(ctx, Resealed(petition_id=petition_id))
    came_from = _may_take_back(ctx, petition_id) if row.state is PetitionState.RECEIVED else None
    readers = Readers(row.agency_id, frozenset(officials), came_from, _above(ctx, row))
    follow_readers(ctx, petition_id, readers)
    close_sender(ctx, petition_id, row.agency_id, row.kind)
    whole = whole_of(ctx, petition_id) if row.parent_id else ()
    see_to_sender(ctx, petition_id, whole[-1] if whole else petition_id)


def lacking_key(ctx: Context, petition_id: UUID) -> bool:
    """Whether somebody who may read it now has no key of their own yet."""
    return not all(public_of(ctx, one) for one in _officials(ctx, petition_id, _row(ctx, petition_id)))


def _is_older(ctx: Context, petition_id: UUID) -> bool:
    return not is_locked(ctx, petition_id) and sender_of(ctx, petition_id) is None


def _row(ctx: Context, petition_id: UUID) -> Any:
    return ctx.session.execute(select(*_COLUMNS).where(Petition.id == petition_id)).one()


def _officials(ctx: Context, petition_id: UUID, row: Any) -> set[UUID]:
    officials = set(team_of(ctx, petition_id, row.kind))
    if row.assignee_id:
        officials.add(row.assignee_id)
    if row.state is PetitionState.AWAITING_APPROVAL:
        officials |= _leaders(ctx, row.agency_id)
    if row.state in _PAPERS:
        officials |= _with_key(ctx, Role.RECORDS_CLERK, row.agency_id)
    if row.state is PetitionState.LINKED:
        officials |= _answering(ctx, row.main_id)
    return _not_shut_out(ctx, petition_id, officials)


def _not_shut_out(ctx: Context, petition_id: UUID, officials: set[UUID]) -> set[UUID]:
    """Whom it accuses gets no key of it either, be they the leader who approves."""
    if not officials:
        return officials
    s = PetitionShutOut
    shut = set(ctx.session.execute(select(s.tag).where(s.petition_id == petition_id)).scalars())
    return {one for one in officials if tag_of(ctx, one) not in shut} if shut else officials


def renew(ctx: Context, petition_id: UUID) -> None:
    """A fresh key, everything encrypted again under it: an older copy of the key opens nothing that lies here now.

    What was mailed about it before is in no list any more. Who may read it is seen to by `follow`, in the same
    transaction. Raises CaseShredded, CaseLocked.
    """
    unlist_notices(ctx, subject_type="petition", subject_id=petition_id)
    replaced = renew_case_key(ctx, petition_id, PLACES)
    if replaced:
        outbox.publish(ctx, FilesReplaced(keys=replaced))


def _may_take_back(ctx: Context, petition_id: UUID) -> UUID | None:
    """The desk that passed it on, while nobody at the new one has opened it."""
    t = PetitionTransfer
    standing = (t.petition_id == petition_id, t.opened_at.is_(None), t.recalled_at.is_(None))
    last = select(t.from_agency_id).where(*standing).order_by(t.at.desc()).limit(1)
    return ctx.session.execute(last).scalar_one_or_none()


def _above(ctx: Context, row: Any) -> UUID | None:
    """The province's desk, where it was said whom it accuses: they may lead this place tomorrow, and then it goes up
    without anybody here who could open it (docs/adr/0434).
    """
    return get_card(ctx, row.agency_id).province_id if row.names_accused else None


def _leaders(ctx: Context, agency_id: UUID) -> set[UUID]:
    """Those who can approve it: the leaders with a key; when there is none, all, so that somebody is told."""
    found = _with_key(ctx, Role.LEADER, agency_id)
    return found or {person.account_id for person in list_holders(ctx, role=Role.LEADER, agency_id=agency_id)}


def _with_key(ctx: Context, role: Role, agency_id: UUID) -> set[UUID]:
    people = {person.account_id for person in list_holders(ctx, role=role, agency_id=agency_id)}
    return {one for one in people if public_of(ctx, one)}


def _answering(ctx: Context, main_id: UUID) -> set[UUID]:
    """Whoever answers the petition that this one was linked to writes the answer into this one too."""
    p = Petition
    main = ctx.session.execute(select(p.agency_id, p.assignee_id).where(p.id == main_id)).one()
    leaders = {person.account_id for person in list_holders(ctx, role=Role.LEADER, agency_id=main.agency_id)}
    return {one for one in leaders | {main.assignee_id} if one and public_of(ctx, one)}
