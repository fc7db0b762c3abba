"""What is public of given petitions, for those who know them already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select

from casework.redaction import Piece, load
from core.context import Context
from feedback.publishing.models import PublishedAnswer
from feedback.publishing.states import Part

_P = PublishedAnswer


def published_of(ctx: Context, petition_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Piece]]:
    """The published answers of petitions, covered: for those who watch over them."""
    rows = ctx.session.execute(select(_P.petition_id, _P.pieces).where(_P.petition_id.in_(petition_ids)))
    return {row.petition_id: load(row.pieces.get(Part.ANSWER.value, ())) for row in rows}


def find_public_id(ctx: Context, petition_id: UUID) -> UUID | None:
    """The public address of a petition's answer, for who may know that they belong together."""
    return ctx.session.execute(select(_P.id).where(_P.petition_id == petition_id)).scalar_one_or_none()
