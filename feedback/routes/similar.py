"""Which petitions may be of the same matter. Where it is weighs more than how it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select

from core.context import Context
from core.text import words_of
from feedback.commands import Content
from feedback.models import Petition
from feedback.queries.cases import CaseView
from feedback.routes.policies import MAIN_STATES
from feedback.states import Field, PetitionState

# The same hole in the road is told again within a season; of these the newest are looked at.
WITHIN = timedelta(days=120)
LOOKED_AT, SHOWN = 300, 5
# Weights of the same hamlet, of the words of the place, of the field, of the words of the story; and how much of all
# is worth a clerk's look: the same hamlet with nothing else in common is not.
HAMLET, PLACE, FIELD, STORY, ENOUGH = 4.0, 4.0, 1.0, 4.0, 4.5
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Alike:
    """A readable petition that may be of the same matter."""

    id: UUID
    number: str
    title: str
    place: str
    state: PetitionState
    received_at: datetime
    score: float


def list_alike(ctx: Context, case: CaseView, written: Content) -> Sequence[Alike]:
    """What is worked at the same desk and may be the same, most alike first. One statement along the book's index.

    Only what anybody at the desk may read is compared with: a sealed petition is never suggested to anyone.
    """
    p = Petition
    columns = (p.id, p.number, p.title, p.place, p.state, p.received_at, p.body, p.hamlet_id, p.field)
    rows = ctx.session.execute(
        select(*columns)
        .where(
            p.agency_id == case.agency_id, p.received_at >= case.received_at - WITHIN, p.state.in_(MAIN_STATES),
            ~p.sealed, p.id != case.id, *_not_kin(case),
        )
        .order_by(p.received_at.desc(), p.id.desc())
        .limit(LOOKED_AT)
    ).all()  # fmt: skip
    ours = replace(told_of(written), field=written.field or case.field)
    scored = [Alike(r.id, r.number, r.title, r.place, r.state, r.received_at, likeness(ours, _told(r))) for r in rows]
    found = [one for one in scored if one.score >= ENOUGH]
    return sorted(found, key=lambda one: one.score, reverse=True)[:SHOWN]


def _not_kin(case: CaseView) -> list[ColumnElement[bool]]:
    """What was cut from the same petition is another matter: somebody has just said so."""
    return [Petition.parent_id.is_distinct_from(case.parent_id)] if case.parent_id else []


@dataclass(frozen=True, slots=True)
class Told:
    """What two petitions are compared by."""

    story: str
    place: str
    hamlet_id: UUID | None
    field: Field | None


def told_of(written: Content) -> Told:
    """What was written, as far as it is compared."""
    return Told(written.what, written.place, written.hamlet_id, written.field)


def likeness(one: Told, other: Told) -> float:
    """How much two petitions have in common, by the weights above."""
    hamlet = HAMLET if one.hamlet_id is not None and one.hamlet_id == other.hamlet_id else 0.0
    field = FIELD if one.field is not None and one.field == other.field else 0.0
    place = PLACE * _shared(one.place, other.place)
    return hamlet + field + place + STORY * _shared(one.story, other.story)


def _told(row: object) -> Told:
    return Told(*(getattr(row, name) for name in ("body", "place", "hamlet_id", "field")))


def _shared(one: str, other: str) -> float:
    """Of the words of the shorter text, how many stand in the other too; short words say nothing."""
    ours, theirs = ({word for word in words_of(text) if len(word) >= _SHORTEST} for text in (one, other))
    return len(ours & theirs) / min(len(ours), len(theirs)) if ours and theirs else 0.0
