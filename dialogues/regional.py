"""Dialogues and promises of a province: its own and those of all its communes. Public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select

from agencies.models import Agency
from agencies.queries import under
from core.clock import local_date
from core.context import Context
from core.paging import Page, PageRequest, keyset, take
from dialogues.models import Commitment, CommitmentStep, Dialogue
from dialogues.queries import (
    CARD_COLUMNS,
    COMING_STATES,
    COMMITMENT_COLUMNS,
    CommitmentTally,
    CommitmentView,
    DialogueCard,
    past_condition,
    views_of,
)
from dialogues.states import CommitmentAct, CommitmentState

RUNNING = (CommitmentState.OPEN, CommitmentState.CLAIMED)


class Fate(StrEnum):
    """What became of a promise, as people ask for it."""

    KEPT = "da-giu"  # the Board has seen it done
    LATE = "tre-han"  # running, and its day is over
    BROKEN = "khong-giu"  # given up, or said to be done and found undone


@dataclass(frozen=True, slots=True)
class Place:
    """Whose it is."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class RegionalDialogue:
    """A dialogue and where it is held."""

    card: DialogueCard
    place: Place


@dataclass(frozen=True, slots=True)
class RegionalPromise:
    """A promise and who made it."""

    view: CommitmentView
    place: Place


def list_coming_under(ctx: Context, path: str, page: PageRequest) -> Page[RegionalDialogue]:
    """Announced dialogues of the agencies at and below a path, the next one first."""
    d = Dialogue
    statement = _dialogues(path).where(d.state.in_(COMING_STATES), d.ends_at >= ctx.now)
    rows = ctx.session.execute(keyset(statement, (d.starts_at, d.id), page)).all()
    return take(rows, page, lambda row: (row.starts_at, row.id)).map(_dialogue)


def list_past_under(ctx: Context, path: str, page: PageRequest) -> Page[RegionalDialogue]:
    """Dialogues that took place at and below a path, the newest first."""
    d = Dialogue
    statement = _dialogues(path).where(past_condition(ctx))
    rows = ctx.session.execute(keyset(statement, (d.starts_at, d.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.starts_at, row.id)).map(_dialogue)


def list_promises_under(ctx: Context, path: str, page: PageRequest, *, fate: Fate | None) -> Page[RegionalPromise]:
    """Promises made at and below a path by due day, all or those of one fate. Two statements."""
    c = Commitment
    statement = (
        select(*COMMITMENT_COLUMNS, Agency.code, Agency.name)
        .join(Agency, Agency.id == c.agency_id)
        .where(under(Agency.path, path))
    )
    if fate is not None:
        statement = statement.where(_is(ctx, fate))
    rows = ctx.session.execute(keyset(statement, (c.due_on, c.id), page)).all()
    kept = take(rows, page, lambda row: (row.due_on, row.id))
    views = views_of(ctx, [row[: len(COMMITMENT_COLUMNS)] for row in kept.items])
    found = zip(kept.items, views, strict=True)
    return Page([RegionalPromise(view, Place(row.code, row.name)) for row, view in found], kept.next_cursor)


def tally_under(ctx: Context, path: str) -> CommitmentTally:
    """How the promises made at and below a path fare, dropped ones left out."""
    c = Commitment
    row = ctx.session.execute(
        select(
            func.count(), func.count().filter(c.state == CommitmentState.KEPT),
            func.count().filter(c.state == CommitmentState.CLAIMED), func.count().filter(_is(ctx, Fate.LATE)),
        )
        .join(Agency, Agency.id == c.agency_id)
        .where(under(Agency.path, path), c.state != CommitmentState.DROPPED)
    ).one()  # fmt: skip
    return CommitmentTally(*row)


def _is(ctx: Context, fate: Fate) -> ColumnElement[bool]:
    c, s = Commitment, CommitmentStep
    if fate is Fate.KEPT:
        return c.state == CommitmentState.KEPT
    if fate is Fate.LATE:
        return and_(c.state.in_(RUNNING), c.due_on < local_date(ctx.now))
    disputed = select(s.id).where(s.commitment_id == c.id, s.act == CommitmentAct.DISPUTE).exists()
    return or_(c.state == CommitmentState.DROPPED, and_(c.state.in_(RUNNING), disputed))


def _dialogues(path: str) -> Select[*tuple[Any, ...]]:
    return (
        select(*CARD_COLUMNS, Agency.code, Agency.name)
        .join(Agency, Agency.id == Dialogue.agency_id)
        .where(under(Agency.path, path))
    )


def _dialogue(row: Any) -> RegionalDialogue:
    return RegionalDialogue(DialogueCard(*row[: len(CARD_COLUMNS)]), Place(row.code, row.name))


def coming_and_past(ctx: Context, path: str, *, most: int) -> Sequence[DialogueCard]:
    """What a calendar program is given."""
    page = PageRequest(size=most)
    found = [*list_coming_under(ctx, path, page).items, *list_past_under(ctx, path, page).items]
    return [entry.card for entry in found]


def first_coming(ctx: Context, path: str) -> DialogueCard | None:
    """The next dialogue anywhere at or below a path."""
    return next((entry.card for entry in list_coming_under(ctx, path, PageRequest(size=1)).items), None)
