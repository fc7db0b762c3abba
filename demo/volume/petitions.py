"""Petitions desk by desk, each with its audit link, and findable where it is not sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from random import Random

from sqlalchemy import select

from bootstrap.runtime import Runtime
from casework.models import CaseHandle
from core import audit
from core.clock import local_date
from core.ids import new_number
from demo.volume.chance import Mix, rising_id, spread
from demo.volume.rows import Desk, Fate, Means, PetitionRows
from demo.volume.terms import Terms
from demo.volume.writing import Writer
from feedback.states import PetitionState

# So many are made before the write lock is taken. Those of one desk come together: their places in every index lie
# side by side, and a page of the database is written once for many of them.
AT_ONCE = 10_000
_YEAR, _NEW = 365.0, 2.0
S = PetitionState
Tell = Callable[[int], None]
Planned = tuple[Desk, Fate]
# How far petitions have got by age: days at most, then what of a thousand.
_STAGES = (
    (2, Mix({S.RECEIVED: 550, S.TRIAGED: 200, S.ASSIGNED: 180, S.IN_PROGRESS: 60, S.GUIDED: 10})),
    (7, Mix({S.RECEIVED: 60, S.TRIAGED: 110, S.ASSIGNED: 250, S.IN_PROGRESS: 430, S.AWAITING_INFO: 60,
             S.ANSWERED: 60, S.GUIDED: 20, S.FORWARDED: 10})),
    (15, Mix({S.ASSIGNED: 60, S.IN_PROGRESS: 300, S.AWAITING_INFO: 60, S.AWAITING_APPROVAL: 120, S.ANSWERED: 350,
              S.GUIDED: 60, S.FORWARDED: 40, S.WITHDRAWN: 10})),
    (45, Mix({S.IN_PROGRESS: 25, S.AWAITING_INFO: 10, S.AWAITING_APPROVAL: 10, S.REOPENED: 15, S.ANSWERED: 420,
              S.CLOSED: 390, S.GUIDED: 60, S.FORWARDED: 50, S.REFUSED: 20})),
    (_YEAR, Mix({S.IN_PROGRESS: 3, S.REOPENED: 2, S.CLOSED: 865, S.GUIDED: 55, S.FORWARDED: 50, S.REFUSED: 15,
                 S.WITHDRAWN: 10})),
)  # fmt: skip


def load_petitions(
    runtime: Runtime, desks: Sequence[Desk], *, count: int, seed: int = 7, tell: Tell = lambda _: None
) -> None:
    """Write that many petitions of the past year, the first desks busiest."""
    rng = Random(f"{seed}/{count}")
    with runtime.reading() as ctx:
        now, numbers = ctx.now, Numbers(ctx.session.execute(select(CaseHandle.number)).scalars())
    write_petitions(runtime, _plan(rng, desks, count, now, numbers), rng, tell=tell)


def load_waiting(runtime: Runtime, desk: Desk, *, count: int, seed: int = 7) -> None:
    """Write that many new petitions of the past two days that nobody at this desk has opened yet."""
    rng = Random(f"{seed}/waiting/{count}")
    with runtime.reading() as ctx:
        now, numbers = ctx.now, Numbers(ctx.session.execute(select(CaseHandle.number)).scalars())
    ages = sorted((rng.uniform(0.02, _NEW) for _ in range(count)), reverse=True)
    planned = (
        (desk, Fate(rising_id(rng, place, count), numbers.fresh(desk, received), received, S.RECEIVED))
        for place, received in enumerate(now - timedelta(days=age) for age in ages)
    )
    write_petitions(runtime, planned, rng)


def write_petitions(runtime: Runtime, planned: Iterable[Planned], rng: Random, *, tell: Tell = lambda _: None) -> None:
    """Write what is planned, a transaction for every few thousand: rows, words, audit links."""
    with runtime.reading() as ctx:
        terms = Terms(ctx)
    left, done = iter(planned), 0
    while part := list(islice(left, AT_ONCE)):
        writer, links = Writer(), []
        with runtime.reading() as ctx:  # for its keys; nothing is read
            means = Means(ctx, rng, terms)
            for desk, fate in part:
                petition = PetitionRows(means, desk, fate)
                writer.add_petition(petition)
                links.append(_link(petition))
        with runtime.transaction() as ctx:
            writer.write(ctx)
            audit.record_many(ctx, links)
        done += len(part)
        tell(done)


class Numbers:
    """Public numbers that nothing has yet: among tens of thousands of a desk and year two are alike soon enough."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)

    def fresh(self, desk: Desk, received_at: datetime) -> str:
        """One more of the desk's."""
        year = local_date(received_at).year
        while (number := new_number(desk.code, year)) in self._taken:
            continue
        self._taken.add(number)
        return number


def _plan(rng: Random, desks: Sequence[Desk], count: int, now: datetime, numbers: Numbers) -> Iterator[Planned]:
    place = 0
    for desk, share in zip(desks, spread(count, len(desks)), strict=True):
        for age in sorted((rng.uniform(0.02, _YEAR) for _ in range(share)), reverse=True):
            received = now - timedelta(days=age)
            yield desk, Fate(rising_id(rng, place, count), numbers.fresh(desk, received), received, _state(rng, age))
            place += 1


def _state(rng: Random, age: float) -> PetitionState:
    return next(states for most, states in _STAGES if age <= most).pick(rng)


def _link(petition: PetitionRows) -> audit.Link:
    return audit.Link(
        agency_id=petition.agency_id, at=petition.received_at, action="feedback:petition:submit",
        subject_type="petition", subject_id=str(petition.id), detail={"source": "volume"},
    )  # fmt: skip
