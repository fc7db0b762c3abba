"""Screens in halls: put up, found by their address, withdrawn."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select, update

from agencies.queries import get_card
from core import audit
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_symbols, uuid7
from surveys.errors import TooManyWalls
from surveys.policies import can_keep_walls
from surveys.walls.models import SurveyWall

MOST_WALLS = 10
# 31²⁰ addresses: nobody comes upon one.
_KEY_LENGTH = 20


@dataclass(frozen=True, slots=True)
class Wall:
    """A screen that is up."""

    id: uuid.UUID
    agency_id: uuid.UUID
    key: str
    with_dialogue: bool
    with_disclosures: bool
    created_at: datetime


_COLUMNS = tuple(getattr(SurveyWall, name) for name in Wall.__slots__)


def put_up_wall(ctx: Context, *, agency_id: uuid.UUID, with_dialogue: bool, with_disclosures: bool) -> uuid.UUID:
    """Give a hall's screen an address. Raises NotFound, Forbidden, TooManyWalls."""
    get_card(ctx, agency_id)
    if not can_keep_walls(ctx.actor, agency_id=agency_id):
        raise Forbidden
    w = SurveyWall
    up = ctx.session.scalar(select(func.count()).where(w.agency_id == agency_id, w.withdrawn_at.is_(None)))
    if (up or 0) >= MOST_WALLS:
        raise TooManyWalls(limit=MOST_WALLS)
    wall_id = uuid7()
    ctx.session.execute(
        insert(w).values(
            id=wall_id, agency_id=agency_id, key=random_symbols(_KEY_LENGTH), with_dialogue=with_dialogue,
            with_disclosures=with_disclosures, created_at=ctx.now, withdrawn_at=None,
        )
    )  # fmt: skip
    _record(ctx, wall_id, agency_id, "put_up")
    return wall_id


def withdraw_wall(ctx: Context, wall_id: uuid.UUID) -> None:
    """Its address shows nothing any more. Raises NotFound, also for one that is another's or already withdrawn."""
    w = SurveyWall
    agency_id = ctx.session.scalar(
        select(w.agency_id).where(w.id == wall_id, w.withdrawn_at.is_(None)).with_for_update()
    )
    if agency_id is None or not can_keep_walls(ctx.actor, agency_id=agency_id):
        raise NotFound
    ctx.session.execute(update(w).where(w.id == wall_id).values(withdrawn_at=ctx.now))
    _record(ctx, wall_id, agency_id, "withdraw")


def list_walls(ctx: Context, agency_ids: Sequence[uuid.UUID]) -> Sequence[Wall]:
    """The screens of these agencies that are up, the newest first."""
    w = SurveyWall
    rows = ctx.session.execute(
        select(*_COLUMNS).where(w.agency_id.in_(agency_ids), w.withdrawn_at.is_(None))
        .order_by(w.created_at.desc(), w.id.desc())
    )  # fmt: skip
    return [Wall(*row) for row in rows]


def find_wall(ctx: Context, key: str) -> Wall | None:
    """The screen of an address; None when there is none or it was withdrawn."""
    w = SurveyWall
    row = ctx.session.execute(select(*_COLUMNS).where(w.key == key, w.withdrawn_at.is_(None))).one_or_none()
    return Wall(*row) if row is not None else None


def _record(ctx: Context, wall_id: uuid.UUID, agency_id: uuid.UUID, verb: str) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"surveys:wall:{verb}", subject_type="survey_wall", subject_id=wall_id
    )
