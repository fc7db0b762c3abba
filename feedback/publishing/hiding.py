"""Putting a version before the public, and taking it away: its row, its words in the index, its photos.

Apart from the services, so that sealing a petition can take its publication down in its own transaction.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update

from casework.erasures.holds import refuse_if_restricted
from casework.redaction import load, plain
from core import audit
from core.context import Context
from core.db import PUBLIC_CHANGED
from core.ports import IndexedText
from core.text import words_of
from feedback.publishing.machine import OPEN_STATES
from feedback.publishing.models import Publication, PublishedAnswer
from feedback.publishing.states import PublicationState

# The index is shared with the officials' search: another name for a place keeps what is public apart from the rest.
_PUBLIC = UUID("5f0c1a52-7d0e-4b1b-9a39-2f6de4d7c0aa")
_AT_ONCE = 1_000


def public_unit(agency_id: UUID) -> UUID:
    """Under which name the words of a place's published answers are found."""
    return UUID(int=agency_id.int ^ _PUBLIC.int)


def indexed(rank: int, agency_id: UUID, province_id: UUID, pieces: dict[str, Any]) -> list[IndexedText]:
    """The words that are public, once for the commune and once for the province: ranks are even."""
    words = words_of("\n".join(plain(load(part)) for part in pieces.values()))
    places = [(rank, agency_id), *([(rank + 1, province_id)] if province_id != agency_id else [])]
    return [IndexedText(one, public_unit(place), words) for one, place in places]


def show(ctx: Context, values: dict[str, Any]) -> None:
    """Put it into the register and the index. Raises Restricted."""
    refuse_if_restricted(ctx, values["petition_id"])
    ctx.session.execute(insert(PublishedAnswer).values(**values))
    ctx.words.put(ctx.session, indexed(values["rank"], values["agency_id"], values["province_id"], values["pieces"]))
    ctx.session.info[PUBLIC_CHANGED] = True


def take_away(ctx: Context, petition_id: UUID) -> Any:
    """Take the row, the words and the photos away; gives the row that was, None when nothing was public."""
    p = PublishedAnswer
    row = ctx.session.execute(
        select(p.id, p.rank, p.agency_id, p.province_id, p.pieces, p.photos, p.published_at).where(
            p.petition_id == petition_id
        )
    ).one_or_none()
    if row is None:
        return None
    for text in indexed(row.rank, row.agency_id, row.province_id, row.pieces):
        ctx.words.drop(ctx.session, text)
    ctx.session.execute(delete(p).where(p.id == row.id))
    for photo in row.photos:
        ctx.files.delete(photo["key"])
    ctx.session.info[PUBLIC_CHANGED] = True
    return row


def hide_sealed(ctx: Context, petition_id: UUID) -> None:
    """The petition becomes sealed: what was public of it goes at once, what was being prepared is dropped."""
    u, waiting = Publication, (*OPEN_STATES, PublicationState.PUBLISHED)
    rows = ctx.session.execute(
        select(u.id, u.agency_id, u.state).where(u.petition_id == petition_id, u.state.in_(waiting))
    ).all()
    for row in rows:
        ctx.session.execute(
            update(u).where(u.id == row.id).values(state=PublicationState.WITHDRAWN, version=u.version + 1)
        )
        audit.record(
            ctx, agency_id=row.agency_id, action="feedback:publication:hide", subject_type="petition",
            subject_id=petition_id, **{"from": row.state.value},
        )  # fmt: skip
    if rows:
        take_away(ctx, petition_id)


def index_again(ctx: Context, *, after: UUID | None = None) -> UUID | None:
    """Put the next published answers into an index that was emptied; gives where to go on, None at the end."""
    p = PublishedAnswer
    found = select(p.id, p.rank, p.agency_id, p.province_id, p.pieces).order_by(p.id).limit(_AT_ONCE)
    rows = ctx.session.execute(found if after is None else found.where(p.id > after)).all()
    for row in rows:
        ctx.words.put(ctx.session, indexed(row.rank, row.agency_id, row.province_id, row.pieces))
    return rows[-1].id if len(rows) == _AT_ONCE else None
