"""How satisfied those are who sent reports and proposals, by the ratios of Decision 766/QĐ-TTg (law sheet §4.3).

One function for pages, exports and reports. Definitions, as shown with every figure:

* population: reports and proposals, not sealed, whose answer came in the period, and those still unanswered whose term
  ended in it (leaving them out would make never answering look good); a petition answered twice stands with its last
  answer;
* (a) handled on time = answered by the term / all that were the agency's to handle;
* (b) satisfaction in handling = (all − disputed, marked one or two stars, or late) / all. A dispute counts although its
  sender agreed later;
* silence is shown beside as silence: the ratio takes nobody's silence for praise, so the share of those who said that
  they were satisfied, of those who said anything, stands next to it with its own denominator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, false, func, or_, select, text

from agencies.models import Agency
from agencies.queries import AgencyCard, under
from agencies.states import AgencyKind
from core.actor import covers
from core.context import Context
from feedback.machine import OPEN_STATES
from feedback.models import ANSWERED_OPENLY, Petition
from feedback.states import Outcome, PetitionKind, PetitionState

COUNTED_KINDS = (PetitionKind.REPORT, PetitionKind.PROPOSAL)
# In public nothing is told of fewer: who sent it would be guessed.
FEWEST = 5
_LOW = 2


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What the ratios are made of. Ratios are None without a denominator."""

    answered: int = 0
    overdue_open: int = 0  # not answered at all, and the term ended in the period
    outside: int = 0  # answered as not the agency's to handle
    on_time: int = 0  # answered in time, of what is the agency's to handle
    answered_late: int = 0
    unsatisfied: int = 0  # disputed or marked low, in time or late
    unsatisfied_or_late: int = 0
    won_over: int = 0  # disputed, and satisfied with the last answer
    satisfied: int = 0  # said so: three stars and more, never disputed
    silent: int = 0  # the term for a word passed without one
    waiting: int = 0  # the term for a word still runs

    @property
    def total(self) -> int:
        """All reports and proposals of the period."""
        return self.answered + self.overdue_open

    @property
    def in_competence(self) -> int:
        """The denominator of (a)."""
        return self.total - self.outside

    @property
    def on_time_ratio(self) -> float | None:
        """(a) handled on time."""
        return self.on_time / self.in_competence if self.in_competence else None

    @property
    def satisfaction_ratio(self) -> float | None:
        """(b) satisfaction in handling, as 766 defines it."""
        return (self.total - self.unsatisfied_or_late) / self.total if self.total else None

    @property
    def spoke(self) -> int:
        """How many said anything: the denominator of what was said."""
        return self.satisfied + self.unsatisfied

    @property
    def said_ratio(self) -> float | None:
        """Satisfied among those who said anything."""
        return self.satisfied / self.spoke if self.spoke else None

    @property
    def is_public(self) -> bool:
        """Whether there are enough of them to be told to everybody."""
        return self.total >= FEWEST

    def __add__(self, other: Satisfaction) -> Satisfaction:
        return Satisfaction(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(Satisfaction)))


# In the order the statement counts them.
_COUNTED = (
    "answered", "outside", "on_time", "answered_late", "unsatisfied", "unsatisfied_or_late", "won_over", "satisfied",
    "silent", "waiting",
)  # fmt: skip


def too_few(rows: Sequence[tuple[AgencyCard, Satisfaction]]) -> frozenset[UUID]:
    """Which places are told to nobody: those with few, and when these are few together the next smallest too, else
    they would be known by subtracting the others from the whole.
    """
    by_size = sorted(rows, key=lambda row: row[1].total)
    hidden = [row for row in by_size if not row[1].is_public]
    together = sum(row[1].total for row in hidden)
    shown = [row for row in by_size if row[1].is_public]
    if 0 < together < FEWEST:
        hidden += shown[:1]
    return frozenset(place.id for place, _found in hidden)


def measure(ctx: Context, agency_ids: Sequence[UUID], *, since: datetime, until: datetime) -> dict[UUID, Satisfaction]:
    """Each agency's figures in [since, until); agencies without a case have zeros. Two statements along indexes.

    The caller decides who may see them; add them up for a whole: `sum(found.values(), Satisfaction())`.
    """
    found = dict.fromkeys(agency_ids, Satisfaction())
    if not agency_ids:
        return found
    for row in ctx.session.execute(_answered(agency_ids, since, until)):
        found[row[0]] = Satisfaction(**dict(zip(_COUNTED, row[1:], strict=True)))
    for row in ctx.session.execute(_never_answered(agency_ids, since, min(until, ctx.now))):
        found[row[0]] = found[row[0]] + Satisfaction(overdue_open=row[1], unsatisfied_or_late=row[1])
    return found


def _answered(agency_ids: Sequence[UUID], since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    p, n = Petition, func.count
    late = func.coalesce(p.answered_at > p.answer_due_at, false())
    outside = func.coalesce(p.outcome == Outcome.OUT_OF_COMPETENCE, false())
    disputed, high = p.reopened_at.is_not(None), func.coalesce(p.rating > _LOW, false())
    unsatisfied = or_(disputed, func.coalesce(p.rating <= _LOW, false()))
    unsaid, waits = and_(p.rating.is_(None), ~disputed), p.state == PetitionState.ANSWERED
    counted = (
        n(), n().filter(outside), n().filter(~outside, ~late), n().filter(late), n().filter(unsatisfied),
        n().filter(or_(unsatisfied, late)), n().filter(disputed, high), n().filter(~disputed, high),
        n().filter(unsaid, ~waits), n().filter(unsaid, waits),
    )  # fmt: skip
    mine = (p.agency_id.in_(agency_ids), p.kind.in_(COUNTED_KINDS))
    within = (p.answered_at >= since, p.answered_at < until)
    return select(p.agency_id, *counted).where(*mine, *within, *map(text, ANSWERED_OPENLY)).group_by(p.agency_id)


def _never_answered(agency_ids: Sequence[UUID], since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    p = Petition
    return (
        select(p.agency_id, func.count())
        .where(
            p.agency_id.in_(agency_ids), p.kind.in_(COUNTED_KINDS), p.state.in_(OPEN_STATES), p.due_at >= since,
            p.due_at < until, p.sealed.is_(False), p.answered_at.is_(None),
        )
        .group_by(p.agency_id)
    )  # fmt: skip


def measure_places(
    ctx: Context, places: Sequence[AgencyCard], *, since: datetime, until: datetime
) -> list[tuple[AgencyCard, Satisfaction]]:
    """The same for whole places, with their offices: each agency counts for the nearest place above it. Of a province
    among its communes only its own desk is left. Three statements.
    """
    if not places:
        return []
    a = Agency
    inside = or_(*(under(a.path, place.path) for place in places))
    desks = ctx.session.execute(select(a.id, a.path).where(inside, a.kind != AgencyKind.HAMLET)).all()
    found = measure(ctx, [desk.id for desk in desks], since=since, until=until)
    sums = {place.id: Satisfaction() for place in places}
    deepest = sorted(places, key=lambda place: -len(place.path))
    for desk in desks:
        nearest = next(place for place in deepest if covers(place.path, desk.path))
        sums[nearest.id] = sums[nearest.id] + found[desk.id]
    return [(place, sums[place.id]) for place in places]
