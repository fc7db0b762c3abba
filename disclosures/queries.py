"""Reads of disclosures: what the public and the publisher see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import aliased

from accounts.roles import Role
from core.actor import Actor
from core.blocks import Blocks, from_json
from core.clock import local_date, start_of_day
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from deadlines.catalogue import current
from deadlines.computing import RuleFacts, compute_due
from deadlines.errors import NoSuchRule
from deadlines.states import Unit
from disclosures.legal_items import OTHER, SHIPPED, LegalItem
from disclosures.models import Disclosure, DisclosureFile, LegalItemOverride
from disclosures.posting import standing
from disclosures.states import PUBLIC_STATES, Channel, DisclosureState, Standing

DUE_ROW = 1  # of the deadlines table


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """An item as lists show it. `legal_item` is the content's name in plain words, as shipped or as reworded."""

    id: UUID
    agency_id: UUID
    legal_code: str
    legal_item: str
    title: str
    summary: str
    historical: bool
    posting_from: date
    posting_to: date | None
    standing: Standing
    published_at: datetime
    has_file: bool


@dataclass(frozen=True, slots=True)
class FileView:
    """The PDF of an item."""

    id: UUID
    name: str
    size: int
    pages: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DisclosureView:
    """An item with its text. The dates of posting are None while it is a draft."""

    id: UUID
    agency_id: UUID
    legal_item: LegalItem
    state: DisclosureState
    version: int
    edition: int
    title: str
    summary: str
    source: str
    body: Blocks
    issuer: str
    number: str
    issued_on: date | None
    historical: bool
    posting_from: date | None
    posting_to: date | None
    standing: Standing
    other_law: str
    replaces_id: UUID | None
    replaced_by_id: UUID | None
    withdrawn_at: datetime | None
    withdrawn_reason: str
    updated_at: datetime
    published_at: datetime | None
    file: FileView | None


@dataclass(frozen=True, slots=True)
class DeskRow:
    """An item as the publisher's list shows it."""

    id: UUID
    agency_id: UUID
    legal_item: str
    title: str
    state: DisclosureState
    edition: int
    historical: bool
    posting_to: date | None
    updated_at: datetime
    published_at: datetime | None
    replacement_id: UUID | None


def legal_items(ctx: Context) -> dict[str, LegalItem]:
    """The contents of article 11 by code, in the law's order, as the province words them."""
    edited = {row.code: _reworded(row) for row in ctx.session.execute(select(LegalItemOverride)).scalars()}
    return {code: edited.get(code, item) for code, item in SHIPPED.items()}


def _reworded(row: LegalItemOverride) -> LegalItem:
    channels = tuple(Channel(value) for value in row.channels)
    return LegalItem(row.code, row.name, row.description, row.rule, row.days, channels, row.basis)


def list_published(
    ctx: Context,
    *,
    agency_id: UUID,
    legal_item: str | None = None,
    page: PageRequest,
    items: dict[str, LegalItem] | None = None,
) -> Page[DisclosureRow]:
    """What the agency has public now, newest first; what was replaced or withdrawn is not listed.

    `items`: the contents of article 11, when the caller has read them already.
    """
    d = Disclosure
    statement = _public_rows().where(d.agency_id == agency_id)
    if legal_item:
        statement = statement.where(d.legal_item == legal_item)
    rows = ctx.session.execute(keyset(statement, (d.published_at, d.id), page, descending=True)).all()
    names = items or legal_items(ctx)
    return take(rows, page, lambda row: (row.published_at, row.id)).map(lambda row: _row(ctx, row, names))


def latest_published(ctx: Context, agency_id: UUID, limit: int = 3) -> Sequence[DisclosureRow]:
    """The newest public items of an agency; documents kept as history come last. For its home page."""
    d = Disclosure
    order = (d.historical.asc(), d.published_at.desc(), d.id.desc())
    rows = ctx.session.execute(_public_rows().where(d.agency_id == agency_id).order_by(*order).limit(limit)).all()
    names = legal_items(ctx)
    return [_row(ctx, row, names) for row in rows]


def _public_rows() -> Select[*tuple[Any, ...]]:
    d, f = Disclosure, DisclosureFile
    return (
        select(
            d.id, d.agency_id, d.legal_item, d.title, d.summary, d.historical, d.posting_rule, d.posting_from,
            d.posting_to, d.published_at, f.id.label("file_id"),
        )
        .outerjoin(f, f.disclosure_id == d.id)
        .where(d.state == DisclosureState.PUBLISHED)
    )  # fmt: skip


def _row(ctx: Context, row: Row[*tuple[Any, ...]], names: dict[str, LegalItem]) -> DisclosureRow:
    return DisclosureRow(
        row.id, row.agency_id, row.legal_item, names.get(row.legal_item, names[OTHER]).name, row.title, row.summary,
        row.historical, row.posting_from, row.posting_to,
        standing(row.posting_rule, row.posting_to, today=local_date(ctx.now)), row.published_at,
        row.file_id is not None,
    )  # fmt: skip


def get_public(ctx: Context, disclosure_id: UUID) -> DisclosureView:
    """An item the public may open: published, or replaced or withdrawn since. Raises NotFound."""
    view = _find(ctx, disclosure_id)
    if view is None or view.state not in PUBLIC_STATES:
        raise NotFound
    return view


def get_own(ctx: Context, disclosure_id: UUID, *, viewer: Actor) -> DisclosureView:
    """An item of an agency where the viewer publishes or leads. Raises NotFound."""
    view = _find(ctx, disclosure_id)
    if view is None or view.agency_id not in viewer.agencies(Role.PUBLISHER, Role.LEADER):
        raise NotFound
    return view


def _find(ctx: Context, disclosure_id: UUID) -> DisclosureView | None:
    d, f = Disclosure, DisclosureFile
    found = ctx.session.execute(
        select(d, f).outerjoin(f, f.disclosure_id == d.id).where(d.id == disclosure_id)
    ).one_or_none()
    return _view(ctx, found[0], found[1]) if found else None


def _view(ctx: Context, row: Disclosure, file: DisclosureFile | None) -> DisclosureView:
    items = legal_items(ctx)
    return DisclosureView(
        id=row.id, agency_id=row.agency_id, legal_item=items.get(row.legal_item, items[OTHER]), state=row.state,
        version=row.version, edition=row.edition, title=row.title, summary=row.summary, source=row.source,
        body=from_json(row.body), issuer=row.issuer, number=row.number, issued_on=row.issued_on,
        historical=row.historical, posting_from=row.posting_from, posting_to=row.posting_to,
        standing=standing(row.posting_rule, row.posting_to, today=local_date(ctx.now)), other_law=row.other_law,
        replaces_id=row.replaces_id, replaced_by_id=row.replaced_by_id, withdrawn_at=row.withdrawn_at,
        withdrawn_reason=row.withdrawn_reason, updated_at=row.updated_at, published_at=row.published_at,
        file=FileView(file.id, file.name, file.size, file.pages, file.sha256) if file else None,
    )  # fmt: skip


def read_public_file(ctx: Context, disclosure_id: UUID) -> tuple[FileView, bytes]:
    """The PDF of a published item, or of one replaced since; a withdrawn one is no longer given. Raises NotFound."""
    d, f = Disclosure, DisclosureFile
    states = (DisclosureState.PUBLISHED, DisclosureState.REPLACED)
    return _read_file(ctx, select(f).join(d, d.id == f.disclosure_id).where(d.id == disclosure_id, d.state.in_(states)))


def read_own_file(ctx: Context, disclosure_id: UUID, *, viewer: Actor) -> tuple[FileView, bytes]:
    """The PDF of an item, draft or not, for the agency's publisher and leader. Raises NotFound."""
    d, f = Disclosure, DisclosureFile
    own = d.agency_id.in_(viewer.agencies(Role.PUBLISHER, Role.LEADER))
    return _read_file(ctx, select(f).join(d, d.id == f.disclosure_id).where(d.id == disclosure_id, own))


def _read_file(ctx: Context, statement: Select[DisclosureFile]) -> tuple[FileView, bytes]:
    file = ctx.session.execute(statement).scalar_one_or_none()
    if file is None:
        raise NotFound
    return FileView(file.id, file.name, file.size, file.pages, file.sha256), ctx.files.get(file.key)


def list_own(ctx: Context, *, viewer: Actor, state: DisclosureState | None = None, page: PageRequest) -> Page[DeskRow]:
    """The items of the agencies where the viewer publishes or leads, last changed first."""
    d, new = Disclosure, aliased(Disclosure)
    pending = (new.replaces_id == d.id) & (new.state == DisclosureState.DRAFT)
    statement = (
        select(
            d.id, d.agency_id, d.legal_item, d.title, d.state, d.edition, d.historical, d.posting_to, d.updated_at,
            d.published_at, new.id.label("replacement_id"),
        )
        .outerjoin(new, pending)
        .where(d.agency_id.in_(viewer.agencies(Role.PUBLISHER, Role.LEADER)))
    )  # fmt: skip
    if state is not None:
        statement = statement.where(d.state == state)
    rows = ctx.session.execute(keyset(statement, (d.updated_at, d.id), page, descending=True)).all()
    names = legal_items(ctx)

    def translate(row: Row[*tuple[Any, ...]]) -> DeskRow:
        name = names.get(row.legal_item, names[OTHER]).name
        return DeskRow(
            row.id, row.agency_id, name, row.title, row.state, row.edition, row.historical, row.posting_to,
            row.updated_at, row.published_at, row.replacement_id,
        )  # fmt: skip

    return take(rows, page, lambda row: (row.updated_at, row.id)).map(translate)


def lock_disclosure(ctx: Context, disclosure_id: UUID) -> Disclosure:
    """The row, locked until the end of the transaction. Raises NotFound."""
    row = ctx.session.execute(
        select(Disclosure).where(Disclosure.id == disclosure_id).with_for_update()
    ).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def publication_due(ctx: Context, view: DisclosureView) -> date | None:
    """The day by which a dated draft should be public (row 1: 5 working days from the document); else None.

    Law 10/2022 art. 12.3.
    """
    if view.state is not DisclosureState.DRAFT or view.issued_on is None or view.historical:
        return None
    catalogue = current(ctx)
    try:
        facts = catalogue.find(DUE_ROW, None, view.issued_on).facts()
    except NoSuchRule:
        facts = RuleFacts(5, Unit.WORKING_DAYS)
    due = compute_due(facts, start_of_day(view.issued_on), catalogue.calendar).due_at
    return local_date(due) if due else None
