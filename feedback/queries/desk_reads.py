"""What an official has of their own beside the queue: kept filters, mentions, batches, canned answers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, bindparam, literal, null, select, union_all

from accounts.models import Account
from casework.sealing import open_case_key
from core.actor import Actor
from core.context import Context
from core.db import fetch
from core.errors import NotFound
from feedback.desk_models import (
    CannedAnswer,
    PetitionMention,
    PetitionPresence,
    PetitionRemark,
    QueueBatch,
    QueueFilter,
)
from feedback.models import Petition
from feedback.policies import PetitionFacts, can_see
from feedback.queries.narrowing import Narrowing, narrowing_from
from feedback.states import BatchKind, Field, PetitionState, View

SHOWN_MENTIONS = 20
# A form open longer than this without a sign of life is taken for closed.
PRESENT_FOR = timedelta(minutes=10)
# So often a sign of life is written down: whoever reloads the page writes nothing.
RENEWED_AFTER = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A narrowed view under a name."""

    id: UUID
    name: str
    view: View
    narrowed: Narrowing


@dataclass(frozen=True, slots=True)
class Mention:
    """That a colleague named the reader in a remark; `title` is empty while the petition is sealed."""

    remark_id: UUID
    petition_id: UUID
    number: str
    title: str
    state: PetitionState
    sealed: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Reading:
    """Who reads a case just now."""

    others: Sequence[str]  # colleagues who have it open in a form
    called: bool  # a remark there names the viewer, who has not looked yet
    fresh: bool  # that the viewer has it open was written down a moment ago


@dataclass(frozen=True, slots=True)
class Remark:
    """A word among colleagues, opened."""

    id: UUID
    at: datetime
    by: str
    text: str
    named: Sequence[str]


@dataclass(frozen=True, slots=True)
class Batch:
    """What was done to many petitions at once, by the reader."""

    id: UUID
    kind: BatchKind
    assignee_id: UUID | None
    at: datetime
    items: Sequence[Any]
    refused: int
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class Canned:
    """A text to begin an answer with."""

    id: UUID
    agency_id: UUID
    title: str
    field: Field | None
    body: str
    author: str
    written_at: datetime
    version: int


_FILTERS = (
    select(QueueFilter.id, QueueFilter.name, QueueFilter.choices)
    .where(QueueFilter.account_id == bindparam("account_id"))
    .order_by(QueueFilter.name)
)
_MENTIONS = (
    select(
        PetitionMention.remark_id, PetitionMention.petition_id, PetitionMention.at, Petition.number, Petition.title,
        Petition.state, Petition.sealed, Petition.agency_id, Petition.assignee_id, Account.name.label("by"),
    )
    .join(Petition, Petition.id == PetitionMention.petition_id)
    .join(PetitionRemark, PetitionRemark.id == PetitionMention.remark_id)
    .join(Account, Account.id == PetitionRemark.account_id)
    .where(PetitionMention.account_id == bindparam("account_id"), PetitionMention.seen_at.is_(None))
    .order_by(PetitionMention.at.desc(), PetitionMention.remark_id)
    .limit(SHOWN_MENTIONS)
)  # fmt: skip
_REMARKS = (
    select(PetitionRemark.id, PetitionRemark.at, PetitionRemark.sealed_text, Account.name)
    .join(Account, Account.id == PetitionRemark.account_id)
    .where(PetitionRemark.petition_id == bindparam("petition_id"))
    .order_by(PetitionRemark.at, PetitionRemark.id)
)
_NAMED = (
    select(PetitionMention.remark_id, Account.name)
    .join(PetitionRemark, PetitionRemark.id == PetitionMention.remark_id)
    .join(Account, Account.id == PetitionMention.account_id)
    .where(PetitionRemark.petition_id == bindparam("petition_id"))
    .order_by(Account.name)
)
_READING: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(PetitionPresence.account_id, Account.name, PetitionPresence.at)
    .join(Account, Account.id == PetitionPresence.account_id)
    .where(PetitionPresence.petition_id == bindparam("petition_id")),
    # A mention that waits has a line without a time.
    select(PetitionMention.account_id, literal(""), null()).where(
        PetitionMention.account_id == bindparam("me"), PetitionMention.seen_at.is_(None),
        PetitionMention.petition_id == bindparam("petition_id"),
    ),
)  # fmt: skip


def remark_part(remark_id: UUID) -> str:
    """Which part of the case a remark is sealed as."""
    return f"remark:{remark_id.hex}"


def list_filters(ctx: Context, *, viewer: Actor) -> Sequence[SavedFilter]:
    """One's own filters by name."""
    if viewer.account_id is None:
        return []
    return [
        SavedFilter(row.id, row.name, _view(row.choices.get("view")), narrowing_from(row.choices))
        for row in fetch(ctx.session, _FILTERS, account_id=viewer.account_id)
    ]


def list_mentions(ctx: Context, *, viewer: Actor) -> Sequence[Mention]:
    """Where colleagues named the reader and they have not looked yet, in petitions they may still see."""
    if viewer.account_id is None:
        return []
    rows = fetch(ctx.session, _MENTIONS, account_id=viewer.account_id)
    return [
        Mention(row.remark_id, row.petition_id, row.number, row.title, row.state, row.sealed, row.by, row.at)
        for row in rows
        if can_see(viewer, PetitionFacts(row.state, row.agency_id, row.assignee_id, row.sealed))
    ]


def list_remarks(ctx: Context, petition_id: UUID) -> Sequence[Remark]:
    """The remarks of a case, oldest first, opened. The caller has decided that the reader may."""
    rows = fetch(ctx.session, _REMARKS, petition_id=petition_id).all()
    if not rows:
        return []
    named: dict[UUID, list[str]] = defaultdict(list)
    for row in fetch(ctx.session, _NAMED, petition_id=petition_id):
        named[row.remark_id].append(row.name)
    key = open_case_key(ctx, petition_id)
    return [Remark(r.id, r.at, r.name, key.open_text(r.sealed_text, part=remark_part(r.id)), named[r.id]) for r in rows]


def list_present(ctx: Context, petition_id: UUID, *, viewer: Actor) -> Sequence[str]:
    """Which colleagues have the case open in a form now."""
    return reading_of(ctx, petition_id, viewer=viewer).others


def reading_of(ctx: Context, petition_id: UUID, *, viewer: Actor) -> Reading:
    """Who has the case open, and whether a colleague called the viewer there. One statement."""
    rows = fetch(ctx.session, _READING, petition_id=petition_id, me=viewer.account_id).all()
    open_here = [row for row in rows if row.at is not None]
    others = [row.name for row in open_here if row.account_id != viewer.account_id and row.at > ctx.now - PRESENT_FOR]
    mine = [row.at for row in open_here if row.account_id == viewer.account_id]
    return Reading(
        others=sorted(others), called=len(open_here) < len(rows), fresh=any(at > ctx.now - RENEWED_AFTER for at in mine)
    )  # fmt: skip


def get_batch(ctx: Context, batch_id: UUID, *, viewer: Actor) -> Batch:
    """One's own batch. Raises NotFound."""
    b = QueueBatch
    row = ctx.session.execute(
        select(b.id, b.kind, b.assignee_id, b.at, b.items, b.refused, b.undone_at)
        .where(b.id == batch_id, b.account_id == viewer.account_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound
    return Batch(*row)


def list_canned(ctx: Context, *, agencies: Sequence[UUID]) -> Sequence[Canned]:
    """The texts of these desks by title."""
    c = CannedAnswer
    rows = ctx.session.execute(
        select(c.id, c.agency_id, c.title, c.field, c.body, Account.name, c.written_at, c.version)
        .join(Account, Account.id == c.author_id)
        .where(c.agency_id.in_(agencies), c.retired_at.is_(None)).order_by(c.title, c.id).limit(200)
    )  # fmt: skip
    return [Canned(*row) for row in rows]


def _view(value: object) -> View:
    try:
        return View(str(value))
    except ValueError:
        return View.OPEN
