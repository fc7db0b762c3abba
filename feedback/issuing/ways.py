"""In which form a kind of petition is answered: as shipped, or as the province has said from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from agencies.queries import get_card
from core.clock import local_date
from core.context import Context
from feedback.issuing.catalogue import WAYS, WayRule
from feedback.issuing.models import AnswerWayChoice
from feedback.issuing.states import AnswerWay
from feedback.states import PetitionKind


@dataclass(frozen=True, slots=True)
class WayLine:
    """A kind's rule, what is in force today, and what was said for it, newest first."""

    kind: PetitionKind
    rule: WayRule
    now: AnswerWay
    said: Sequence[tuple[date, AnswerWay, str]]


def answer_way(
    ctx: Context, agency_id: UUID, kind: PetitionKind | None, *, province_id: UUID | None = None
) -> AnswerWay:
    """How this agency answers such a petition today. `province_id`: its own, when it is known already."""
    if kind is None:
        return AnswerWay.ELECTRONIC
    rule = WAYS[kind]
    if not rule.open:
        return rule.way
    c = AnswerWayChoice
    said = ctx.session.execute(
        select(c.way)
        .where(
            c.province_id == (province_id or get_card(ctx, agency_id).province_id), c.kind == kind,
            c.valid_from <= local_date(ctx.now),
        )
        .order_by(c.valid_from.desc())
        .limit(1)
    ).scalar_one_or_none()  # fmt: skip
    return said or rule.way


def list_ways(ctx: Context, province_id: UUID) -> Sequence[WayLine]:
    """Every kind with its rule, in the order of the enumeration."""
    c, today = AnswerWayChoice, local_date(ctx.now)
    rows = ctx.session.execute(
        select(c.kind, c.valid_from, c.way, c.document_number)
        .where(c.province_id == province_id)
        .order_by(c.valid_from.desc())
    ).all()
    lines = []
    for kind, rule in ((kind, WAYS[kind]) for kind in PetitionKind):
        said = [(row.valid_from, row.way, row.document_number) for row in rows if row.kind is kind]
        standing = next((way for day, way, _ in said if day <= today), rule.way)
        lines.append(WayLine(kind, rule, standing if rule.open else rule.way, said))
    return lines
