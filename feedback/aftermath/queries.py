"""What followed an answer, as its readers see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from casework.sealing import CaseKey, open_case_key
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from feedback.aftermath.machine import OPEN_ASKS
from feedback.aftermath.models import BoardRequest, Dispute, FormalWish
from feedback.aftermath.states import AskState, BoardFinding, Doubt, Way, Wish, WishState
from feedback.claims.scenes import Scene, scenes_of
from feedback.models import Petition
from feedback.policies import STAFF_ROLES


@dataclass(frozen=True, slots=True)
class Disputed:
    """Why the sender did not agree, opened."""

    id: UUID
    at: datetime
    way: Way
    answer_number: int
    doubts: Sequence[Doubt]
    text: str
    photos: Sequence[Scene]


@dataclass(frozen=True, slots=True)
class Ask:
    """A request to the Board, opened. `contact` is for the Board alone."""

    id: UUID
    petition_id: UUID
    agency_id: UUID
    state: AskState
    asked_at: datetime
    due_at: datetime
    taken_by: UUID | None
    found_at: datetime | None
    finding: BoardFinding | None
    text: str
    contact: str
    found: str
    photos: Sequence[Scene]


@dataclass(frozen=True, slots=True)
class Wished:
    """A formal act that waits for a signature, or how it ended."""

    id: UUID
    petition_id: UUID
    wish: Wish
    state: WishState
    at: datetime
    ended_at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class WishLine:
    """One of the desk's list: nothing of what the petition says."""

    id: UUID
    petition_id: UUID
    number: str
    sealed: bool
    wish: Wish
    at: datetime


@dataclass(frozen=True, slots=True)
class FoundLine:
    """What the Board found of a petition of the desk."""

    petition_id: UUID
    number: str
    title: str
    finding: BoardFinding
    found_at: datetime


@dataclass(frozen=True, slots=True)
class Followed:
    """All that followed the answers of a petition."""

    disputes: Sequence[Disputed]
    asks: Sequence[Ask]
    wishes: Sequence[Wished]

    @property
    def open_ask(self) -> Ask | None:
        """The request the Board has not answered."""
        return next((one for one in self.asks if one.state in OPEN_ASKS), None)

    @property
    def open_wishes(self) -> Sequence[Wished]:
        """What waits for a signature."""
        return [one for one in self.wishes if one.state is WishState.OPEN]


_FOUND_SHOWN = 10
_R = BoardRequest
_ASKS: Select[*tuple[Any, ...]] = select(
    _R.id, _R.petition_id, _R.agency_id, _R.state, _R.asked_at, _R.due_at, _R.taken_by, _R.found_at, _R.finding,
    _R.sealed_asked, _R.sealed_found,
)  # fmt: skip


def asked_part(request_id: UUID) -> str:
    """What the sender's words to the Board are sealed as."""
    return f"ask:{request_id.hex}"


def found_part(request_id: UUID) -> str:
    """What the Board's words are sealed as."""
    return f"found:{request_id.hex}"


def wish_part(wish_id: UUID) -> str:
    """What the words of a formal act to come are sealed as."""
    return f"wish:{wish_id.hex}"


def followed_by(ctx: Context, petition_id: UUID, *, key: CaseKey | None = None) -> Followed:
    """What followed, newest first. The caller has decided that the reader may. Three statements, four with photos."""
    d, w = Dispute, FormalWish
    disputes = ctx.session.execute(
        select(d.id, d.at, d.way, d.answer_number, d.sealed).where(d.petition_id == petition_id).order_by(d.at.desc())
    ).all()
    asks = ctx.session.execute(_ASKS.where(_R.petition_id == petition_id).order_by(_R.asked_at.desc())).all()
    wishes = ctx.session.execute(
        select(w.id, w.petition_id, w.wish, w.state, w.at, w.ended_at, w.sealed)
        .where(w.petition_id == petition_id).order_by(w.at.desc())
    ).all()  # fmt: skip
    if not (disputes or asks or wishes):
        return Followed([], [], [])
    opened = key or open_case_key(ctx, petition_id)
    scenes = scenes_of(ctx, petition_id, key=opened) if disputes or asks else {}
    return Followed(
        [_disputed(row, opened, scenes.get(row.id, ())) for row in disputes],
        [_ask(row, opened, scenes.get(row.id, ())) for row in asks],
        [Wished(*row[:-1], text=opened.open_text(row.sealed, part=wish_part(row.id))) for row in wishes],
    )


def open_ask_of(ctx: Context, petition_id: UUID) -> UUID | None:
    """The request the Board has not answered yet."""
    open_one = select(_R.id).where(_R.petition_id == petition_id, _R.state.in_(OPEN_ASKS))
    return ctx.session.execute(open_one).scalar_one_or_none()


def last_found_at(ctx: Context, petition_id: UUID) -> datetime | None:
    """When the Board last answered about this petition."""
    found = select(_R.found_at).where(_R.petition_id == petition_id, _R.state == AskState.FOUND)
    return ctx.session.execute(found.order_by(_R.found_at.desc()).limit(1)).scalar_one_or_none()


def get_ask(ctx: Context, request_id: UUID) -> Ask:
    """One request, opened. The caller has decided that the reader may. Raises NotFound."""
    row = ctx.session.execute(_ASKS.where(_R.id == request_id)).one_or_none()
    if row is None:
        raise NotFound
    key = open_case_key(ctx, row.petition_id)
    return _ask(row, key, scenes_of(ctx, row.petition_id, key=key).get(row.id, ()))


def list_open_wishes(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[WishLine]:
    """What waits for signatures at the official's desks, oldest first: the number and the act, no content."""
    w, p = FormalWish, Petition
    statement = (
        select(w.id, w.petition_id, p.number, p.sealed, w.wish, w.at)
        .join(p, p.id == w.petition_id)
        .where(w.agency_id.in_(viewer.agencies(*STAFF_ROLES)), w.state == WishState.OPEN)
    )
    rows = ctx.session.execute(keyset(statement, (w.at, w.id), page)).all()
    return take(rows, page, lambda row: (row.at, row.id)).map(lambda row: WishLine(*row))


def list_found(ctx: Context, *, viewer: Actor) -> Sequence[FoundLine]:
    """What the Board last told the official's desks, the newest first: readable petitions only."""
    p = Petition
    rows = ctx.session.execute(
        select(p.id, p.number, p.title, _R.finding, _R.found_at)
        .join(p, p.id == _R.petition_id)
        .where(_R.agency_id.in_(viewer.agencies(*STAFF_ROLES)), _R.state == AskState.FOUND)
        .where(p.sealed.is_(False), p.protected.is_(False))
        .order_by(_R.found_at.desc(), _R.id).limit(_FOUND_SHOWN)
    )  # fmt: skip
    return [FoundLine(row.id, row.number, row.title, row.finding, row.found_at) for row in rows]


def _disputed(row: Any, key: CaseKey, photos: Sequence[Scene]) -> Disputed:
    why = key.open_json(row.sealed, part=f"dispute:{row.id.hex}")
    doubts = [Doubt(one) for one in why["doubts"]]
    return Disputed(row.id, row.at, row.way, row.answer_number, doubts, why["text"], photos)


def _ask(row: Any, key: CaseKey, photos: Sequence[Scene]) -> Ask:
    asked = key.open_json(row.sealed_asked, part=asked_part(row.id))
    found = key.open_text(row.sealed_found, part=found_part(row.id)) if row.sealed_found else ""
    return Ask(
        row.id, row.petition_id, row.agency_id, row.state, row.asked_at, row.due_at, row.taken_by, row.found_at,
        row.finding, asked["text"], asked["contact"], found, photos,
    )  # fmt: skip
