"""sổ văn bản đi: the lists the records clerk keeps (Decree 30/2020 art. 15, 19, annex IV)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from feedback.issuing.models import OfficialPaper, RegisterBook, RegisterEntry
from feedback.issuing.states import EntryState, VoidReason
from feedback.models import Petition


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line of the register. Of a secret one: number, day and that it is secret."""

    id: UUID
    agency_id: UUID
    year: int
    series: str
    number: int
    state: EntryState
    secret: bool
    given_on: date
    symbol: str
    about: str
    signer: str
    recipients: str
    note: str
    void_reason: VoidReason | None
    paper_id: UUID | None

    @property
    def text(self) -> str:
        """ "05/QĐ-UBND"; of a secret one the number alone."""
        return f"{self.number:02}/{self.symbol}" if self.symbol else f"{self.number:02}"


@dataclass(frozen=True, slots=True)
class BookView:
    """A book and how far it has come."""

    id: UUID
    agency_id: UUID
    year: int
    series: str
    first_number: int
    last_number: int


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """What of the register is asked for."""

    year: int | None = None
    series: str = ""
    state: EntryState | None = None
    from_on: date | None = None
    until_on: date | None = None
    number: int | None = None


def list_books(ctx: Context, agency_ids: Collection[UUID], *, year: int | None = None) -> Sequence[BookView]:
    """The books of some agencies, the newest year first."""
    b = RegisterBook
    wanted = select(b.id, b.agency_id, b.year, b.series, b.first_number, b.last_number).where(
        b.agency_id.in_(agency_ids)
    )
    if year is not None:
        wanted = wanted.where(b.year == year)
    return [BookView(*row) for row in ctx.session.execute(wanted.order_by(b.year.desc(), b.series))]


def list_entries(
    ctx: Context, agency_ids: Collection[UUID], *, asked: EntryFilter, page: PageRequest
) -> Page[EntryLine]:
    """Lines, the newest day first."""
    e = RegisterEntry
    wanted = _narrowed(_lines(agency_ids), asked)
    rows = ctx.session.execute(keyset(wanted, (e.given_on, e.number, e.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.given_on, row.number, row.id)).map(_line)


def all_entries(ctx: Context, agency_id: UUID, *, asked: EntryFilter) -> Sequence[EntryLine]:
    """Every line in the order of its number, for print and for a sheet."""
    e, b = RegisterEntry, RegisterBook
    rows = ctx.session.execute(_narrowed(_lines([agency_id]), asked).order_by(e.year, b.series, e.number)).all()
    return [_line(row) for row in rows]


def reserved(ctx: Context, agency_id: UUID, series: str) -> Sequence[EntryLine]:
    """The numbers that are kept and wait to be used."""
    e, b = RegisterEntry, RegisterBook
    wanted = _lines([agency_id]).where(e.state == EntryState.RESERVED, b.series == series)
    return [_line(row) for row in ctx.session.execute(wanted.order_by(e.year, e.number)).all()]


def last_day(ctx: Context, book_id: UUID) -> date | None:
    """The day of the last number of a book."""
    e = RegisterEntry
    return ctx.session.execute(select(func.max(e.given_on)).where(e.book_id == book_id)).scalar_one_or_none()


def _lines(agency_ids: Collection[UUID]) -> Select[*tuple[Any, ...]]:
    e, b, o, p = RegisterEntry, RegisterBook, OfficialPaper, Petition
    # A case may be sealed later than its paper was numbered: from then on the line tells as little as any secret one.
    return (
        select(
            e.id, e.agency_id, e.year, b.series, e.number, e.state, e.secret, e.given_on, e.symbol, e.about, e.signer,
            e.recipients, e.note, e.void_reason, e.paper_id, p.sealed.label("sealed_now"),
        )
        .join(b, b.id == e.book_id)
        .outerjoin(o, o.id == e.paper_id)
        .outerjoin(p, p.id == o.petition_id)
        .where(e.agency_id.in_(agency_ids))
    )  # fmt: skip


def _narrowed(wanted: Select[*tuple[Any, ...]], asked: EntryFilter) -> Select[*tuple[Any, ...]]:
    e, b = RegisterEntry, RegisterBook
    rules: list[ColumnElement[bool]] = []
    if asked.from_on is not None:
        rules.append(e.given_on >= asked.from_on)
    if asked.until_on is not None:
        rules.append(e.given_on <= asked.until_on)
    same = ((e.year, asked.year), (b.series, asked.series or None), (e.state, asked.state), (e.number, asked.number))
    return wanted.where(*rules, *(column == value for column, value in same if value is not None))


def _line(row: Any) -> EntryLine:
    values = row._asdict()
    if values.pop("sealed_now"):
        hidden = dict.fromkeys(("symbol", "about", "signer", "recipients", "note"), "")
        values |= {**hidden, "secret": True, "paper_id": None}
    return EntryLine(**values)
