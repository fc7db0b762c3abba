"""Petitions in the order they came, each with its audit link, and findable where it is not sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from uuid import UUID

from sqlalchemy import select

from bootstrap.runtime import Runtime
from casework.models import CaseHandle
from core import audit
from core.clock import VIETNAM, local_date
from core.context import Context
from deadlines.models import Rule
from deadlines.queries import load_calendar
from demo.volume.rows import FIRST_REPLY, SETTLING, Desk, Fate, PetitionRows, fresh_number
from demo.volume.writing import Writer
from feedback.states import PetitionState

AT_ONCE = 5_000
_YEAR = 365.0
_TERM = 10  # working days
S = PetitionState
# How far petitions have got by age: days at most, then what of a thousand.
_STAGES: tuple[tuple[float, dict[PetitionState, int]], ...] = (
    (2, {S.RECEIVED: 550, S.TRIAGED: 200, S.ASSIGNED: 180, S.IN_PROGRESS: 60, S.GUIDED: 10}),
    (7, {S.RECEIVED: 60, S.TRIAGED: 110, S.ASSIGNED: 250, S.IN_PROGRESS: 430, S.AWAITING_INFO: 60, S.ANSWERED: 60,
         S.GUIDED: 20, S.FORWARDED: 10}),
    (15, {S.ASSIGNED: 60, S.IN_PROGRESS: 300, S.AWAITING_INFO: 60, S.AWAITING_APPROVAL: 120, S.ANSWERED: 350,
          S.GUIDED: 60, S.FORWARDED: 40, S.WITHDRAWN: 10}),
    (45, {S.IN_PROGRESS: 25, S.AWAITING_INFO: 10, S.AWAITING_APPROVAL: 10, S.REOPENED: 15, S.ANSWERED: 420,
          S.CLOSED: 390, S.GUIDED: 60, S.FORWARDED: 50, S.REFUSED: 20}),
    (_YEAR, {S.IN_PROGRESS: 3, S.REOPENED: 2, S.CLOSED: 865, S.GUIDED: 55, S.FORWARDED: 50, S.REFUSED: 15,
             S.WITHDRAWN: 10}),
)  # fmt: skip


def load_petitions(
    runtime: Runtime, desks: Sequence[Desk], *, count: int, seed: int = 7, tell: Callable[[int], None] = lambda _: None
) -> None:
    """Write that many petitions of the past year, the first desks busiest; a transaction for every few thousand."""
    rng = Random(f"{seed}/{count}")
    shares = list(accumulate(1 / (place + 5) for place in range(len(desks))))
    with runtime.reading() as ctx:
        now, versions, due_of = ctx.now, rule_versions(ctx), due_dates(ctx)
        taken = set(ctx.session.execute(select(CaseHandle.number)).scalars())
    ages = sorted((rng.uniform(0.02, _YEAR) for _ in range(count)), reverse=True)
    for start in range(0, count, AT_ONCE):
        writer, links = Writer(), []
        with runtime.reading() as ctx:
            # Ids as random as any, but rising: indexes grow at their end, whatever the database's cache.
            for place, age in enumerate(ages[start : start + AT_ONCE]):
                desk = rng.choices(desks, cum_weights=shares)[0]
                received = now - timedelta(days=age)
                number = fresh_number(desk.code, received.year, taken)
                fate = Fate(rising_id(rng, start + place, count), number, received, due_of(received), _state(rng, age))
                petition = PetitionRows(ctx, rng, desk, fate, versions)
                writer.add_petition(petition)
                links.append(_link(petition))
        with runtime.transaction() as ctx:
            writer.write(ctx)
            audit.record_many(ctx, links)
        tell(min(start + AT_ONCE, count))


def rule_versions(ctx: Context) -> dict[str, int]:
    """The versions of the rules that clocks of petitions run under."""
    rows = ctx.session.execute(select(Rule.id, Rule.version).where(Rule.id.in_((FIRST_REPLY, SETTLING))))
    return {row.id: row.version for row in rows}


def due_dates(ctx: Context) -> Callable[[datetime], datetime]:
    """The end of the tenth working day after a moment; each day is counted once."""
    calendar = load_calendar(ctx)

    @cache
    def after(day: date) -> datetime:
        last = calendar.add_working_days(day, _TERM)
        return datetime.combine(last, time(23, 59, 59), VIETNAM)

    return lambda moment: after(local_date(moment))


def rising_id(rng: Random, place: int, count: int) -> UUID:
    """A random id (version 4) that lies after those of all earlier places."""
    head = int((place + rng.random()) / count * (1 << 48))
    return UUID(bytes=min(head, (1 << 48) - 1).to_bytes(6, "big") + rng.randbytes(10), version=4)


def _state(rng: Random, age: float) -> PetitionState:
    shares = next(shares for most, shares in _STAGES if age <= most)
    return rng.choices(list(shares), list(shares.values()))[0]


def _link(petition: PetitionRows) -> audit.Link:
    return audit.Link(
        agency_id=petition.agency_id, at=petition.received_at, action="feedback:petition:submit",
        subject_type="petition", subject_id=str(petition.id), detail={"source": "volume"},
    )  # fmt: skip


def spread(total: int, places: int) -> Iterator[int]:
    """How many of a total fall to each place, the first ones most; they add up."""
    weights = [1 / (place + 5) for place in range(places)]
    given, whole = 0.0, sum(weights)
    for weight in weights:
        before = round(given / whole * total)
        given += weight
        yield round(given / whole * total) - before
