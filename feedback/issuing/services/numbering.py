"""Numbers of the register: given in order under a lock, without a gap; kept for later; void, but never used again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, update

from accounts.queries import names_of
from agencies.queries import lock_agency
from casework.sealing import CaseKey
from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id
from core.text import clean
from feedback.issuing.catalogue import SECRET_SERIES, series_of, symbol_of
from feedback.issuing.commands import GiveNumber, OpenBook, Reserve, VoidNumber
from feedback.issuing.errors import NotReserved, NumbersBegun, PaperDayWrong
from feedback.issuing.models import RegisterBook, RegisterEntry
from feedback.issuing.policies import can_keep_register
from feedback.issuing.queries import PaperNumber, number_of, number_part
from feedback.issuing.register import last_day
from feedback.issuing.services.moving import PaperTarget, advance, begin
from feedback.issuing.states import EntryState, PaperAct
from feedback.papers.labels import LABELS

_LETTER_SYMBOLS = {"CV": "UBND"}


@dataclass(frozen=True, slots=True)
class _Book:
    id: UUID
    agency_id: UUID
    year: int
    series: str
    first_number: int
    last_number: int


def give_number(ctx: Context, command: GiveNumber) -> PaperNumber:
    """The records clerk gives an approved paper its number and date (Decree 30/2020 art. 15).

    A sealed case's paper is in the run of its own, and the register does not say to which case it belongs; the number
    is sealed with the case. Raises what `begin` raises, PaperDayWrong, NotReserved.
    """
    held = begin(ctx, PaperTarget(command.paper_id, command.version), PaperAct.NUMBER)
    secret, kind = held.locked.sealed, held.paper.kind
    book = _lock_book(ctx, held.paper.agency_id, command.day.year, series_of(kind, secret=secret))
    about = {} if secret else {
        "paper_id": held.paper.id, "symbol": symbol_of(kind), "about": f"{LABELS[kind]}, đơn {held.locked.number}",
        "signer": names_of(ctx, [held.paper.approved_by]).get(held.paper.approved_by or held.paper.id, ""),
    }  # fmt: skip
    if command.entry_id is not None:
        number, entry_id, day = _take_reserved(ctx, book, command.entry_id, about)
    else:
        day = _checked_day(ctx, book, command.day)
        number, entry_id = _next(ctx, book, day, secret=secret, state=EntryState.GIVEN, **about)
    found = PaperNumber(number, symbol_of(kind), day, entry_id)
    advance(ctx, held, PaperAct.NUMBER, changes={"sealed_number": _sealed(held.key, held.paper.id, found)}, waits=True)
    return found


def void_paper(ctx: Context, target: PaperTarget, command: VoidNumber) -> None:
    """A numbered paper is not issued after all: its number stays in the register as void.

    Raises what `begin` raises.
    """
    held = begin(ctx, target, PaperAct.VOID)
    found = number_of(ctx, held.paper.id, key=held.key)
    if found is None:
        raise NotFound
    _void(ctx, found.entry_id, command, secret=held.locked.sealed)
    advance(ctx, held, PaperAct.VOID, text=f"{command.reason.value}\n{clean(command.note)}")


def reserve(ctx: Context, command: Reserve) -> int:
    """Keep the next number of a run. Raises Forbidden, PaperDayWrong."""
    _demand(ctx, command.agency_id)
    book = _lock_book(ctx, command.agency_id, command.day.year, command.series)
    day = _checked_day(ctx, book, command.day)
    secret = command.series == SECRET_SERIES
    told = {} if secret else {
        "symbol": _LETTER_SYMBOLS.get(command.series, command.series), "about": clean(command.about)[:300],
        "signer": clean(command.signer)[:120], "recipients": clean(command.recipients)[:300],
    }  # fmt: skip
    number, _ = _next(ctx, book, day, secret=secret, state=EntryState.RESERVED, **told)
    _audit(ctx, command.agency_id, "reserve", book)
    return number


def use_elsewhere(ctx: Context, entry_id: UUID) -> None:
    """A kept number was used for a paper written outside of the system. Raises NotFound, Forbidden, NotReserved."""
    entry, book = _lock_entry(ctx, entry_id)
    if entry.state is not EntryState.RESERVED:
        raise NotReserved
    ctx.session.execute(update(RegisterEntry).where(RegisterEntry.id == entry_id).values(state=EntryState.GIVEN))
    _audit(ctx, book.agency_id, "use", book)


def void_entry(ctx: Context, entry_id: UUID, command: VoidNumber) -> None:
    """A number no paper of the system has is not used; one that a paper has goes with the paper (`void_paper`).

    Raises NotFound, Forbidden, NotReserved.
    """
    entry, book = _lock_entry(ctx, entry_id)
    if entry.state is EntryState.VOIDED or entry.paper_id is not None:
        raise NotReserved
    if entry.secret and entry.state is EntryState.GIVEN:
        raise NotReserved  # whose it is stands nowhere: only its paper can void it
    _void(ctx, entry_id, command, secret=entry.secret)
    _audit(ctx, book.agency_id, "void", book)


def open_book(ctx: Context, command: OpenBook) -> None:
    """The register begins behind the last number of the paper one. Raises Forbidden, NumbersBegun."""
    _demand(ctx, command.agency_id)
    book = _lock_book(ctx, command.agency_id, command.year, command.series)
    if book.last_number >= book.first_number:
        raise NumbersBegun
    changes = {"first_number": command.last_number + 1, "last_number": command.last_number}
    ctx.session.execute(update(RegisterBook).where(RegisterBook.id == book.id).values(**changes))
    _audit(ctx, command.agency_id, "open", book, first=command.last_number + 1)


def _lock_book(ctx: Context, agency_id: UUID, year: int, series: str) -> _Book:
    """The book, its row held; made when the first number of a run is asked for."""
    b = RegisterBook
    wanted = (
        select(b.id, b.agency_id, b.year, b.series, b.first_number, b.last_number)
        .where(b.agency_id == agency_id, b.year == year, b.series == series)
        .with_for_update()
    )
    row = ctx.session.execute(wanted).one_or_none()
    if row is None:
        lock_agency(ctx, agency_id)  # whoever was first has made it by now
        row = ctx.session.execute(wanted).one_or_none()
    if row is not None:
        return _Book(*row)
    made = _Book(random_id(), agency_id, year, series, 1, 0)
    ctx.session.execute(
        insert(b).values(
            id=made.id, agency_id=agency_id, year=year, series=series, first_number=1, last_number=0,
            opened_at=ctx.now, opened_by=ctx.actor.account_id,
        )
    )  # fmt: skip
    return made


def _checked_day(ctx: Context, book: _Book, day: date) -> date:
    """Not in the future, in the book's year, and not before the last number's: numbers follow the days."""
    earliest = max(last_day(ctx, book.id) or date.min, date(book.year, 1, 1))
    if not earliest <= day <= local_date(ctx.now):
        raise PaperDayWrong(earliest=f"{earliest:%d/%m/%Y}")
    return day


def _next(ctx: Context, book: _Book, day: date, *, secret: bool, state: EntryState, **told: Any) -> tuple[int, UUID]:
    number, entry_id = book.last_number + 1, random_id()
    ctx.session.execute(update(RegisterBook).where(RegisterBook.id == book.id).values(last_number=number))
    values = {"paper_id": None, "symbol": "", "about": "", "signer": "", "recipients": "", "note": "", **told}
    ctx.session.execute(
        insert(RegisterEntry).values(
            id=entry_id, book_id=book.id, agency_id=book.agency_id, year=book.year, number=number, state=state,
            secret=secret, given_on=day, void_reason=None, given_by=ctx.actor.account_id, **values,
        )
    )  # fmt: skip
    return number, entry_id


def _take_reserved(ctx: Context, book: _Book, entry_id: UUID, about: dict[str, Any]) -> tuple[int, UUID, date]:
    e = RegisterEntry
    row = ctx.session.execute(
        select(e.number, e.given_on).where(
            e.id == entry_id, e.agency_id == book.agency_id, e.book_id == book.id, e.state == EntryState.RESERVED
        ).with_for_update()
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotReserved
    ctx.session.execute(update(e).where(e.id == entry_id).values(state=EntryState.GIVEN, **about))
    return row.number, entry_id, row.given_on


def _lock_entry(ctx: Context, entry_id: UUID) -> tuple[Any, _Book]:
    e, b = RegisterEntry, RegisterBook
    entry = ctx.session.execute(
        select(e.state, e.secret, e.paper_id, e.book_id, e.agency_id).where(e.id == entry_id).with_for_update()
    ).one_or_none()
    if entry is None:
        raise NotFound
    _demand(ctx, entry.agency_id)
    book = ctx.session.execute(
        select(b.id, b.agency_id, b.year, b.series, b.first_number, b.last_number).where(b.id == entry.book_id)
    ).one()
    return entry, _Book(*book)


def _void(ctx: Context, entry_id: UUID, command: VoidNumber, *, secret: bool) -> None:
    values: dict[str, Any] = {"state": EntryState.VOIDED, "void_reason": command.reason}
    if not secret:
        values["note"] = clean(command.note)[:300]
    ctx.session.execute(update(RegisterEntry).where(RegisterEntry.id == entry_id).values(**values))


def _sealed(key: CaseKey, paper_id: UUID, found: PaperNumber) -> bytes:
    told = {"number": found.number, "symbol": found.symbol, "day": found.day.isoformat(), "entry": str(found.entry_id)}
    return key.seal_json(told, part=number_part(paper_id))


def _demand(ctx: Context, agency_id: UUID) -> None:
    if not can_keep_register(ctx.actor, agency_id):
        raise Forbidden


def _audit(ctx: Context, agency_id: UUID, verb: str, book: _Book, **detail: Any) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"feedback:register:{verb}", subject_type="register_book",
        subject_id=book.id, series=book.series, year=book.year, **detail,
    )  # fmt: skip
