"""What makes a petition findable: its words in the index, and the blind index of its phone. Sealed ones never are.

Whoever changes what a petition shows (its seal, its text, its desk) calls `forget` before and `remember` after, in the
same transaction; `moving.move` does it for every act.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from casework.identity import phone_tag, with_identity
from core.context import Context
from core.ports import IndexedText
from core.text import words_of
from feedback.models import Petition
from feedback.search_models import PetitionSearch

PHONE_PURPOSE = "petition-phone"
# What of a petition decides whether and how it is found.
SHOWN = frozenset({"sealed", "title", "body", "place", "agency_id"})
AT_ONCE = 2_000
_TIE_BITS = 31


class IndexOutOfStep(Exception):
    """The index holds something else than the petition says: taking it out would leave words behind. Rebuild it."""


@dataclass(frozen=True, slots=True)
class _Text:
    id: UUID
    agency_id: UUID
    sealed: bool
    received_at: datetime
    title: str
    body: str
    place: str


_COLUMNS = tuple(getattr(Petition, name) for name in _Text.__slots__)


def rank_of(received_at: datetime, petition_id: UUID) -> int:
    """Newer is higher; those of one second (sealed ones are dated to the hour, the desk's to the day) by their ids."""
    return int(received_at.timestamp()) << _TIE_BITS | petition_id.int & ((1 << _TIE_BITS) - 1)


def forget(ctx: Context, petition_id: UUID) -> None:
    """Take it out of the index, before what it says is changed. Raises IndexOutOfStep."""
    s = PetitionSearch
    row = ctx.session.execute(select(s.rank, s.agency_id, s.digest).where(s.petition_id == petition_id)).one_or_none()
    if row is None:
        return
    words = _words(_text(ctx, petition_id))
    if _digest(words) != row.digest:
        raise IndexOutOfStep(petition_id)
    ctx.words.drop(ctx.session, IndexedText(row.rank, row.agency_id, words))
    ctx.session.execute(delete(s).where(s.rank == row.rank))


def remember(ctx: Context, petition_id: UUID) -> None:
    """Put it into the index as it is now; nothing happens while it is sealed."""
    text = _text(ctx, petition_id)
    if not text.sealed:
        _put(ctx, [text])


def forget_phone(ctx: Context, petition_id: UUID) -> None:
    """Who left the phone can no longer be found by it; the words stay."""
    s = PetitionSearch
    ctx.session.execute(update(s).where(s.petition_id == petition_id).values(phone_tag=None))


def clear(ctx: Context) -> None:
    """Empty the index, to be filled again by `fill`."""
    ctx.session.execute(delete(PetitionSearch))
    ctx.words.clear(ctx.session)


def fill(ctx: Context, *, after: UUID | None = None) -> UUID | None:
    """Put the next few thousand petitions that are not there yet; gives where to go on, None at the end."""
    p = Petition
    ids = select(p.id).order_by(p.id).limit(AT_ONCE)
    ids = ids if after is None else ids.where(p.id > after)
    # Locked: who is erased meanwhile, or what changes, must not come back from what was read before.
    chunk = list(ctx.session.execute(ids.with_for_update()).scalars())
    there = select(PetitionSearch.petition_id).where(PetitionSearch.petition_id.in_(chunk))
    wanted = select(*_COLUMNS).where(p.id.in_(chunk), p.sealed.is_(False), p.id.not_in(there))
    _put(ctx, [_Text(*row) for row in ctx.session.execute(wanted)])
    return chunk[-1] if len(chunk) == AT_ONCE else None


def count_indexed(ctx: Context) -> int:
    """How many petitions can be found by their words."""
    return int(ctx.session.execute(select(func.count()).select_from(PetitionSearch)).scalar_one())


def _text(ctx: Context, petition_id: UUID) -> _Text:
    return _Text(*ctx.session.execute(select(*_COLUMNS).where(Petition.id == petition_id)).one())


def _put(ctx: Context, texts: Sequence[_Text]) -> None:
    rows, indexed = [], []
    left = with_identity(ctx, [text.id for text in texts])
    # Ranks rise within a group: FTS5 then keeps its words together.
    for text in sorted(texts, key=lambda one: rank_of(one.received_at, one.id)):
        one = IndexedText(rank_of(text.received_at, text.id), text.agency_id, _words(text))
        known = text.id in left
        tag = phone_tag(ctx, text.id, purpose=PHONE_PURPOSE, agency_id=text.agency_id) if known else None
        rows.append(search_row(one, text.id, tag))
        indexed.append(one)
    if rows:
        ctx.session.execute(insert(PetitionSearch), rows)
        ctx.words.put(ctx.session, indexed)


def search_row(indexed: IndexedText, petition_id: UUID, tag: bytes | None) -> dict[str, Any]:
    """The row that goes with what was put into the index."""
    return {
        "rank": indexed.rank, "petition_id": petition_id, "agency_id": indexed.unit,
        "digest": _digest(indexed.words), "phone_tag": tag,
    }  # fmt: skip


def _words(text: _Text) -> list[str]:
    return words_of(f"{text.title}\n{text.body}\n{text.place}")


def _digest(words: Sequence[str]) -> bytes:
    return hashlib.sha256(" ".join(words).encode()).digest()
