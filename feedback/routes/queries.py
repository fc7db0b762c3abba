"""Where petitions went, and what was passed on from a desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, bindparam, false, func, or_, select
from sqlalchemy.orm import aliased

from accounts.models import Account
from accounts.roles import Role
from agencies.models import Agency
from casework.models import CaseEvent
from casework.sealing import CaseKey, open_case_key
from core.actor import Actor
from core.context import Context
from core.db import fetch
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from feedback.models import Petition
from feedback.policies import STAFF_ROLES
from feedback.routes.errors import RecallTooLate
from feedback.routes.models import PetitionLink, PetitionTransfer
from feedback.routes.policies import Past, TransferFacts, can_recall, check_recall, knew_of
from feedback.routes.states import TransferReason
from feedback.shutting.reads import shut_to_me, tag_of
from feedback.states import Happened, PetitionKind, PetitionState


@dataclass(frozen=True, slots=True)
class Passage:
    """A transfer in the history of a petition."""

    id: UUID
    at: datetime
    from_name: str
    to_name: str
    by: str
    reason: TransferReason
    kind: PetitionKind | None
    document_number: str
    recalled_at: datetime | None


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A petition that a desk passed on, as this desk still sees it: number, day and where to, nothing else."""

    id: UUID
    number: str
    at: datetime
    from_name: str
    to_name: str
    by: str
    recalled_at: datetime | None
    recallable: bool


_FROM, _TO = aliased(Agency), aliased(Agency)
_T = PetitionTransfer
_PASSAGES = (
    select(
        _T.id, _T.at, _FROM.name.label("from_name"), _TO.name.label("to_name"), Account.name.label("by"), _T.reason,
        _T.kind, _T.sealed_document, _T.recalled_at,
    )
    .join(_FROM, _FROM.id == _T.from_agency_id)
    .join(_TO, _TO.id == _T.to_agency_id)
    .join(Account, Account.id == _T.account_id)
    .where(_T.petition_id == bindparam("petition_id"))
    .order_by(_T.at, _T.id)
)  # fmt: skip


def document_part(transfer_id: UUID) -> str:
    """Which part of the case the number of a transfer's letter is sealed as."""
    return f"transfer:{transfer_id.hex}"


def list_passages(ctx: Context, petition_id: UUID, *, key: CaseKey | None = None) -> Sequence[Passage]:
    """Where a petition went, oldest first. The caller has decided that the reader may know."""
    rows = fetch(ctx.session, _PASSAGES, petition_id=petition_id).all()
    if not rows:
        return []
    opened = key or open_case_key(ctx, petition_id)
    return [
        Passage(
            r.id, r.at, r.from_name, r.to_name, r.by, r.reason, r.kind,
            opened.open_text(r.sealed_document, part=document_part(r.id)), r.recalled_at,
        )
        for r in rows
    ]  # fmt: skip


def past_of(ctx: Context, petition_id: UUID) -> Past:
    """As what it was passed on before; what it was split from counts too, or splitting would pass it on again."""
    kinds: list[PetitionKind | None] = []
    one: UUID | None = petition_id
    while one is not None:
        standing = select(_T.kind).where(_T.petition_id == one, _T.recalled_at.is_(None)).order_by(_T.at)
        kinds += ctx.session.execute(standing).scalars()
        one = ctx.session.execute(select(Petition.parent_id).where(Petition.id == one)).scalar_one_or_none()
    return Past(tuple(kinds))


def list_passed_on(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[PassedOn]:
    """What the viewer's desks passed on, newest first; nothing that accuses them. One statement."""
    rows = ctx.session.execute(keyset(_passed_on(ctx, viewer), [_T.at, _T.id], page, descending=True)).all()
    found = take(rows, page, lambda row: [row.at, row.id])
    return found.map(lambda row: _line(ctx, viewer, row))


def get_passed_on(ctx: Context, transfer_id: UUID, *, viewer: Actor) -> PassedOn:
    """One of them. Raises NotFound, also for whoever did not know of the petition there."""
    row = ctx.session.execute(_passed_on(ctx, viewer).where(_T.id == transfer_id)).one_or_none()
    if row is None or not knew_of(viewer, agency_id=row.from_agency_id, account_id=row.account_id, sealed=row.sealed):
        raise NotFound
    return _line(ctx, viewer, row)


def transfer_facts(row: Any, *, agency_id: UUID, state: PetitionState) -> TransferFacts:
    """What decides on taking back; the petition's desk and state as they are now."""
    return TransferFacts(
        row.from_agency_id, row.account_id, row.at, row.opened_at is not None, row.recalled_at is not None,
        waits_there=agency_id == row.to_agency_id and state is PetitionState.RECEIVED,
    )  # fmt: skip


def _passed_on(ctx: Context, viewer: Actor) -> Select[Any]:
    columns: tuple[Any, ...] = (
        _T.id, _T.at, _T.from_agency_id, _T.to_agency_id, _T.account_id, _T.sealed, _T.opened_at, _T.recalled_at,
        Petition.number, Petition.agency_id, Petition.state, _FROM.name.label("from_name"), _TO.name.label("to_name"),
        Account.name.label("by"),
    )  # fmt: skip
    return (
        select(*columns)
        .join(Petition, Petition.id == _T.petition_id)
        .join(_FROM, _FROM.id == _T.from_agency_id)
        .join(_TO, _TO.id == _T.to_agency_id)
        .join(Account, Account.id == _T.account_id)
        .where(_known(viewer), ~shut_to_me())
        .params(me=tag_of(ctx, viewer.account_id))
    )


def _known(viewer: Actor) -> ColumnElement[bool]:
    """The list form of `policies.knew_of`."""
    clerk_at, works_at = viewer.agencies(Role.INTAKE_CLERK), viewer.agencies(*STAFF_ROLES)
    own = or_(_T.sealed.is_(False), _T.account_id == viewer.account_id)
    return or_(false(), _T.from_agency_id.in_(clerk_at), and_(_T.from_agency_id.in_(works_at), own))


def _line(ctx: Context, viewer: Actor, row: Any) -> PassedOn:
    facts = transfer_facts(row, agency_id=row.agency_id, state=row.state)
    return PassedOn(
        row.id, row.number, row.at, row.from_name, row.to_name, row.by, row.recalled_at,
        recallable=bool(can_recall(viewer, facts)) and _early(facts, ctx),
    )  # fmt: skip


def _early(facts: TransferFacts, ctx: Context) -> bool:
    try:
        check_recall(facts, now=ctx.now)
    except RecallTooLate:
        return False
    return True


@dataclass(frozen=True, slots=True)
class Linked:
    """How many petitions wait for, or shared, the answer of one; and from how many people, its own sender too."""

    petitions: int
    senders: int


def count_linked(ctx: Context, main_ids: Sequence[UUID]) -> dict[UUID, Linked]:
    """Of these petitions, which carry others, and how many. One statement."""
    if not main_ids:
        return {}
    link = PetitionLink
    others = func.count().filter(link.same_sender.is_(False))
    counts = select(link.main_id, func.count(), others).where(link.main_id.in_(main_ids), link.ended_at.is_(None))
    return {row[0]: Linked(row[1], row[2] + 1) for row in ctx.session.execute(counts.group_by(link.main_id))}


def family_of(ctx: Context, petition_id: UUID) -> Sequence[UUID]:
    """The petition with what it was split from and into: the whole first, then its parts, then theirs."""
    p, root = Petition, petition_id
    while (above := ctx.session.execute(select(p.parent_id).where(p.id == root)).scalar_one_or_none()) is not None:
        root = above
    family, newest = [root], [root]
    while newest:
        below = select(p.id).where(p.parent_id.in_(newest)).order_by(p.id)
        newest = list(ctx.session.execute(below).scalars())
        family += newest
    return family


@dataclass(frozen=True, slots=True)
class PartLine:
    """A petition that came of splitting, as the page of the whole shows it; `title` is empty while it is sealed."""

    id: UUID
    number: str
    title: str
    kind: PetitionKind | None
    state: PetitionState
    agency_id: UUID
    desk_name: str
    assignee_id: UUID | None
    sealed: bool
    due_at: datetime


def list_parts(ctx: Context, petition_id: UUID) -> Sequence[PartLine]:
    """What a petition was split into, in the order in which it was cut. The caller has decided that the reader may."""
    p = Petition
    columns: tuple[Any, ...] = (
        p.id, p.number, p.title, p.kind, p.state, p.agency_id, _TO.name, p.assignee_id, p.sealed, p.due_at,
    )  # fmt: skip
    rows = ctx.session.execute(
        select(*columns, CaseEvent.params)
        .join(_TO, _TO.id == p.agency_id)
        .join(CaseEvent, and_(CaseEvent.case_id == p.id, CaseEvent.kind == Happened.SPLIT.value))
        .where(p.parent_id == petition_id)
    ).all()
    # A part that was split again has a second such entry, which names no part.
    ordered = sorted((row for row in rows if "part" in row.params), key=lambda row: int(row.params["part"]))
    return [PartLine(*row[:-1]) for row in ordered]


def whole_of(ctx: Context, petition_id: UUID) -> Sequence[UUID]:
    """What a part was cut from, and what that was cut from: their photos and files belong to it too."""
    p, found, one = Petition, list[UUID](), petition_id
    above = aliased(p)
    while True:
        cut = select(above.id).join(p, p.parent_id == above.id).where(p.id == one, above.state == PetitionState.SPLIT)
        whole = ctx.session.execute(cut).scalar_one_or_none()
        if whole is None:
            return found
        found.append(whole)
        one = whole


def find_by_number(ctx: Context, number: str) -> UUID | None:
    """The petition of a canonical number, whoever asks: the caller decides whether the reader may know of it."""
    return ctx.session.execute(select(Petition.id).where(Petition.number == number)).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class LinkedLine:
    """A petition that waits for the answer of another, or shared it; `title` is empty while it is sealed."""

    id: UUID
    number: str
    title: str
    state: PetitionState
    sealed: bool
    assignee_id: UUID | None
    same_sender: bool
    due_at: datetime


def list_linked(ctx: Context, main_id: UUID) -> Sequence[LinkedLine]:
    """What is linked to a petition, what is due first first. The caller has decided that the reader may."""
    link, p = PetitionLink, Petition
    columns: tuple[Any, ...] = (
        p.id, p.number, p.title, p.state, p.sealed, p.assignee_id, link.same_sender, p.due_at,
    )  # fmt: skip
    standing = select(*columns).join(p, p.id == link.petition_id).where(link.main_id == main_id)
    rows = ctx.session.execute(standing.where(link.ended_at.is_(None)).order_by(p.due_at, p.id))
    return [LinkedLine(*row) for row in rows]
