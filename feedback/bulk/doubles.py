"""What was taken in before: by the paper book's number of that year, or by the very same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from uuid import UUID

from sqlalchemy import select

from core.context import Context
from core.errors import DomainError
from core.text import N_
from feedback.bulk.checking import Fault
from feedback.bulk.choices import key_of
from feedback.bulk.lines import Line, Slot
from feedback.bulk.models import IntakeBatch, IntakeLine
from feedback.bulk.reading import shown
from feedback.bulk.states import LineState
from feedback.desk.models import DeskRecord
from feedback.desk.receiving import desk_for
from feedback.desk.records import book_tag
from feedback.states import Concerns

_AT_ONCE = 400
_NUMBERED = N_("Số sổ này đã được ghi trong năm %(year)s.")
_SAID = N_("Dòng này đã được nhập trước đây: cùng ngày, cùng người, cùng nội dung.")


def line_tag(ctx: Context, agency_id: UUID, line: Line) -> bytes:
    """A keyed hash of day, sender and words: equal for equal lines of a desk, of no use to anybody without the keys."""
    said = "\n".join((line.received_on.isoformat(), key_of(line.name), key_of(line.what)))
    return ctx.keys.tag("intake-line", agency_id.bytes + said.encode())


def kept_tag(ctx: Context, agency_id: UUID, line: Line) -> bytes | None:
    """The same, where it may be kept: what speaks of somebody is sealed for good, and nothing leads to that."""
    return line_tag(ctx, agency_id, line) if line.concerns is Concerns.NOBODY else None


def find_doubles(ctx: Context, agency_id: UUID, lines: Sequence[tuple[int, Line]]) -> Mapping[int, Fault]:
    """Which rows were taken in before, or find no desk that receives them; by row."""
    desks = _Desks(ctx, agency_id)
    found: dict[int, Fault] = {}
    tags: dict[bytes, list[tuple[int, Line]]] = {}
    said: dict[bytes, list[int]] = {}
    for row, line in lines:
        desk = desks.of(line.concerns)
        if isinstance(desk, DomainError):
            found[row] = Fault(Slot.CONCERNS, shown(line.concerns.value), desk.text, desk.values)
            continue
        if (tag := book_tag(ctx, desk, line.book_number)) is not None:
            tags.setdefault(tag, []).append((row, line))
        said.setdefault(line_tag(ctx, agency_id, line), []).append(row)
    found.update(_taken_numbers(ctx, tags))
    for tag in _said(ctx, agency_id, said):
        for row in said[tag]:
            found.setdefault(row, Fault(Slot.WHAT, "", _SAID))
    return found


def _taken_numbers(ctx: Context, tags: Mapping[bytes, Sequence[tuple[int, Line]]]) -> Iterator[tuple[int, Fault]]:
    for tag, year in _numbered(ctx, tags):
        for row, line in tags[tag]:
            if line.received_on.year == year:
                yield row, Fault(Slot.BOOK, shown(line.book_number), _NUMBERED, {"year": year})


def numbered_before(ctx: Context, agency_id: UUID, line: Line) -> bool:
    """Whether the desk that will receive the line has its number already. Raises DeskNotOpen, NotOfThisPlace."""
    desk = desk_for(ctx, agency_id, "", line.concerns).agency.id
    tag = book_tag(ctx, desk, line.book_number)
    return tag is not None and any(year == line.received_on.year for _, year in _numbered(ctx, [tag]))


class _Desks:
    """Which desk receives what speaks of whom, asked once each."""

    def __init__(self, ctx: Context, agency_id: UUID) -> None:
        self._ctx = ctx
        self._agency_id = agency_id
        self._known: dict[Concerns, UUID | DomainError] = {}

    def of(self, concerns: Concerns) -> UUID | DomainError:
        if concerns not in self._known:
            try:
                self._known[concerns] = desk_for(self._ctx, self._agency_id, "", concerns).agency.id
            except DomainError as error:
                self._known[concerns] = error
        return self._known[concerns]


def _numbered(ctx: Context, tags: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    """Tag and year of the numbers that are taken; what was undone gave its number back."""
    r = DeskRecord
    for some in _portions(tags):
        rows = ctx.session.execute(select(r.book_tag, r.received_on).where(r.book_tag.in_(some), r.voided_at.is_(None)))
        yield from ((bytes(row.book_tag), row.received_on.year) for row in rows if row.book_tag is not None)


def _said(ctx: Context, agency_id: UUID, tags: Iterable[bytes]) -> Iterator[bytes]:
    line, batch = IntakeLine, IntakeBatch
    for some in _portions(tags):
        rows = ctx.session.execute(
            select(line.line_tag)
            .join(batch, batch.id == line.batch_id)
            .where(line.line_tag.in_(some), line.state == LineState.SAVED, batch.agency_id == agency_id)
        )
        yield from (bytes(tag) for tag in rows.scalars() if tag is not None)


def _portions(tags: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Databases take only so many values at once."""
    waiting = iter(tags)
    while some := list(islice(waiting, _AT_ONCE)):
        yield some
