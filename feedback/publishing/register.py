"""The public register of answered petitions: what is published, and nothing that leads to who sent it.

Each row is held against its petition again: should one ever be sealed another way, it is gone from here with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, select

from agencies.models import Agency
from agencies.states import AgencyKind
from casework.redaction import Piece, Reason, count, load
from core.clock import start_of_day
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, decode_cursor, encode_cursor, keyset, take
from core.ports import WordQuery
from feedback.claims.models import GroundClaim
from feedback.claims.states import ClaimState
from feedback.models import Petition
from feedback.publishing.hiding import public_unit
from feedback.publishing.models import PublishedAnswer
from feedback.publishing.states import Ground, Part
from feedback.queries.search import phrases_of
from feedback.states import Field, Outcome, PetitionKind, PetitionState

COUNT_CAP = 1_000
# So many of the newest that hold the words are held against the other choices.
LOOKED_AT = 1_000
AT_ONCE = 1_000
_P = PublishedAnswer


@dataclass(frozen=True, slots=True)
class Place:
    """Whose register: a commune's, or a province's with all below it."""

    id: UUID
    kind: str

    def mine(self) -> ColumnElement[bool]:
        """Which rows are its own: one column, one index."""
        return _P.province_id == self.id if self.kind == AgencyKind.PROVINCE else _P.agency_id == self.id


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the reader narrowed the list to. `month`: 2026 or 2026-11."""

    words: str = ""
    field: Field | None = None
    outcome: Outcome | None = None
    year: int | None = None
    month: int | None = None
    on_time: bool | None = None
    ground: Ground | None = None
    hamlet_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An answered petition as everybody reads it."""

    id: UUID
    agency_id: UUID
    place: str
    place_code: str
    kind: PetitionKind
    field: Field
    outcome: Outcome
    hamlet: str
    answered_at: datetime
    on_time: bool | None
    changed_at: datetime
    corrected: str
    again: bool
    ground: ClaimState | None
    pieces: Mapping[Part, Sequence[Piece]]
    photos: Sequence[Mapping[str, Any]]

    @property
    def boxes(self) -> Mapping[Reason, int]:
        """How much is covered, and why."""
        return count(piece for part in self.pieces.values() for piece in part)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the register, and on its first page how many there are, no further than the cap."""

    page: Page[Answered]
    count: int | None = None
    capped: bool = False


def list_answered(ctx: Context, place: Place, chosen: Chosen, page: PageRequest) -> Found:
    """Newest answer first. Two statements on the first page, one on the others; with words one or two more."""
    if chosen.words:
        return _search(ctx, place, chosen, page)
    conditions = _conditions(place, chosen)
    rows = ctx.session.execute(keyset(_rows().where(*conditions), (_P.answered_at, _P.id), page, descending=True))
    found = take(rows.all(), page, lambda row: (row.answered_at, row.id)).map(_answered)
    return Found(found) if page.after else Found(found, *_count(ctx, conditions))


def get_answered(ctx: Context, public_id: UUID) -> Answered:
    """One of them. Raises NotFound: what was taken down looks like what never was."""
    row = ctx.session.execute(_rows().where(_P.id == public_id)).one_or_none()
    if row is None:
        raise NotFound
    return _answered(row)


def public_id_of(ctx: Context, petition_id: UUID) -> UUID | None:
    """Where everybody reads it, for whoever holds the petition; None: it is not public."""
    return ctx.session.execute(select(_P.id).where(_P.petition_id == petition_id)).scalar_one_or_none()


def list_changed(ctx: Context, place: Place, page: PageRequest) -> Sequence[Answered]:
    """What was published or corrected last, for the feed."""
    statement = _rows().where(place.mine())
    return [_answered(row) for row in ctx.session.execute(
        keyset(statement, (_P.changed_at, _P.id), page, descending=True)
    )]  # fmt: skip


def list_for_export(ctx: Context, place: Place, chosen: Chosen, after: str | None) -> Page[Answered]:
    """The same rows as the register, a thousand at a time. Words are no choice here."""
    statement = _rows().where(*_conditions(place, replace(chosen, words="")))
    asked = keyset(statement, (_P.answered_at, _P.id), PageRequest(AT_ONCE, after), descending=True)
    rows = ctx.session.execute(asked.limit(AT_ONCE + 1)).all()
    last = rows[AT_ONCE - 1] if len(rows) > AT_ONCE else None
    cursor = encode_cursor((last.answered_at, last.id)) if last else None
    return Page([_answered(row) for row in rows[:AT_ONCE]], cursor)


def read_public_photo(ctx: Context, public_id: UUID, number: int) -> bytes:
    """A published photo, painted. Raises NotFound."""
    photos = get_answered(ctx, public_id).photos
    if not 1 <= number <= len(photos):
        raise NotFound
    return ctx.files.get(photos[number - 1]["key"])


def _rows() -> Select[*tuple[Any, ...]]:
    p, hamlet, c = Petition, Agency.__table__.alias("hamlet"), GroundClaim
    newest = (
        select(c.state).where(c.petition_id == _P.petition_id, c.state != ClaimState.RETRACTED)
        .order_by(c.claimed_at.desc()).limit(1).scalar_subquery()
    )  # fmt: skip
    return (
        select(
            _P.id, _P.agency_id, Agency.name.label("place"), Agency.code.label("place_code"), _P.kind, _P.field,
            _P.outcome, hamlet.c.name.label("hamlet"), _P.answered_at, _P.on_time, _P.changed_at, _P.corrected,
            _P.pieces, _P.photos, p.state, newest.label("ground"), _P.rank,
        )
        .join(p, and_(p.id == _P.petition_id, p.sealed.is_(False)))
        .join(Agency, Agency.id == _P.agency_id).outerjoin(hamlet, hamlet.c.id == _P.hamlet_id)
    )  # fmt: skip


def _answered(row: Any) -> Answered:
    return Answered(
        row.id, row.agency_id, row.place, row.place_code, row.kind, row.field, row.outcome, row.hamlet or "",
        row.answered_at, row.on_time, row.changed_at, row.corrected,
        row.state not in (PetitionState.ANSWERED, PetitionState.CLOSED), row.ground,
        {part: load(row.pieces[part.value]) for part in Part if part.value in row.pieces}, row.photos,
    )  # fmt: skip


def _conditions(place: Place, chosen: Chosen) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [place.mine()]
    equal = {_P.field: chosen.field, _P.outcome: chosen.outcome, _P.hamlet_id: chosen.hamlet_id}
    conditions += [column == value for column, value in equal.items() if value is not None]
    if chosen.on_time is not None:
        conditions.append(_P.on_time.is_(chosen.on_time))
    if chosen.year is not None:
        first, after = _period(chosen.year, chosen.month)
        conditions += [_P.answered_at >= first, _P.answered_at < after]
    return conditions + ([_on_ground(chosen.ground)] if chosen.ground else [])


def _period(year: int, month: int | None) -> tuple[datetime, datetime]:
    first = month or 1
    last_year, last = (year + 1, 1) if month in (None, 12) else (year, first + 1)
    return start_of_day(date(year, first, 1)), start_of_day(date(last_year, last, 1))


def _on_ground(ground: Ground) -> ColumnElement[bool]:
    c = GroundClaim
    confirmed = exists().where(c.petition_id == _P.petition_id, c.state == ClaimState.CONFIRMED)
    if ground is Ground.CONFIRMED:
        return confirmed
    claimed = exists().where(c.petition_id == _P.petition_id, c.state.in_((ClaimState.CLAIMED, ClaimState.LAPSED)))
    return and_(claimed, ~confirmed)


def _count(ctx: Context, conditions: Sequence[ColumnElement[bool]]) -> tuple[int, bool]:
    some = select(_P.id).where(*conditions).limit(COUNT_CAP + 1).subquery()
    found = int(ctx.session.execute(select(func.count()).select_from(some)).scalar_one())
    return min(found, COUNT_CAP), found > COUNT_CAP


def _search(ctx: Context, place: Place, chosen: Chosen, page: PageRequest) -> Found:
    phrases = phrases_of(chosen.words)
    if not phrases:
        return Found(Page([], None), 0)
    start = decode_cursor(page.after, 1)
    below = start[0] if start and isinstance(start[0], int) and abs(start[0]) < 2**63 else None
    query = WordQuery(phrases, [public_unit(place.id)])
    ranks = [rank & ~1 for rank in ctx.words.newest(ctx.session, query, below=below, most=LOOKED_AT)]
    if not ranks:
        return Found(Page([], None), 0)
    conditions = [_P.rank.in_(ranks), *_conditions(place, chosen)]
    statement = _rows().where(*conditions).order_by(_P.rank.desc()).limit(page.size + 1)
    rows = ctx.session.execute(statement).all()
    shown = rows[: page.size]
    cursor = encode_cursor([shown[-1].rank]) if len(rows) > page.size else None
    found = Page([_answered(row) for row in shown], cursor)
    return Found(found) if below is not None else Found(found, *_count(ctx, conditions))
