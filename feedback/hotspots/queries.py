"""The hot spots of a desk, counted from the record. Never a sealed case: none is read, so none can be listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, select, text, union_all
from sqlalchemy.orm import aliased

from accounts.queries import names_of
from agencies.models import Agency
from agencies.queries import AgencyCard, under
from casework.sealing import open_case_keys
from core.clock import local_date
from core.context import Context
from core.text import fold
from feedback.desk.models import DeskRecord
from feedback.desk.records import open_details
from feedback.hotspots.flags import Facts, Limits, Raised, raised_by
from feedback.hotspots.states import Flag, Limit
from feedback.machine import OPEN_STATES
from feedback.models import COUNTED_OPEN, Petition
from feedback.proceedings.models import Proceeding
from feedback.proceedings.states import Track
from feedback.routes.models import PetitionLink, PetitionTransfer
from feedback.states import Field, PetitionKind, PetitionState, Source

SHOWN = 100
# Details of so many papers are opened to count who signed, the oldest first; a desk has some dozens open.
MOST_OPENED = 1000

_P = Petition
_WHERE = tuple[object, Field | None]
_NOTHING = (0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Hotspot:
    """An open petition with every reason why it is a hot spot, the gravest first."""

    id: UUID
    number: str
    title: str
    kind: PetitionKind | None
    field: Field | None
    state: PetitionState
    hamlet_id: UUID | None
    assignee: str
    received_at: datetime
    due_at: datetime
    raised: tuple[Raised, ...]

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Its flags, each once."""
        return tuple(dict.fromkeys(one.flag for one in self.raised))


@dataclass(frozen=True, slots=True)
class Hotspots:
    """Those with the most flags first, the oldest of them first; `total` and `counts` are of all, not only of shown."""

    rows: Sequence[Hotspot]
    total: int
    counts: Mapping[Flag, int]


def list_hotspots(ctx: Context, desk: AgencyCard, limits: Limits, *, flag: Flag | None = None) -> Hotspots:
    """The hot spots among the open petitions of a desk, with one flag when it is given. Seven statements at most.

    The caller has decided that the reader may. Reading is bounded by what is open and by what came in some weeks.
    """
    cases = ctx.session.execute(_open_cases(desk.id)).all()
    if not cases:
        return Hotspots((), 0, {})
    facts = _Record(ctx, desk, limits)
    found = {case.id: raised for case in cases if (raised := raised_by(facts.of(case), limits))}
    counts = Counter(one for raised in found.values() for one in {reason.flag for reason in raised})
    wanted = [case for case in cases if case.id in found and (flag is None or _has(found[case.id], flag))]
    wanted.sort(key=lambda case: (-len({one.flag for one in found[case.id]}), case.received_at, case.id))
    return Hotspots(_shown(ctx, wanted[:SHOWN], found), len(wanted), dict(counts))


def _open_cases(desk_id: UUID) -> Select[Any]:
    """Open and not sealed, in the very words of the index of what may be counted."""
    columns: tuple[Any, ...] = (_P.id, _P.received_at, _P.reopened_at, _P.field, _P.hamlet_id, _P.place, _P.source)
    return select(*columns).where(_P.agency_id == desk_id, *map(text, COUNTED_OPEN))


def _has(raised: Iterable[Raised], flag: Flag) -> bool:
    return any(one.flag is flag for one in raised)


class _Record:
    """What is counted for all cases together: one statement for each question, none for each case."""

    def __init__(self, ctx: Context, desk: AgencyCard, limits: Limits) -> None:
        self._today = local_date(ctx.now)
        self._since = ctx.now - timedelta(weeks=limits[Limit.WEEKS])
        self._neighbours = _neighbours(ctx, desk.id, self._since)
        self._signers = _signers(ctx, desk.id)
        self._ways = _ways(ctx, desk)

    def of(self, case: Any) -> Facts:
        """The facts of one case."""
        others, same, handed_down, second, up = self._ways.get(case.id, _NOTHING)
        return Facts(
            signers=self._signers.get(case.id, 0),
            senders=1 + others,
            days_open=(self._today - local_date(case.received_at)).days,
            second_instance=second > 0,
            handed_down=case.source is Source.TRANSFERRED or handed_down > 0,
            passed_up=up > 0,
            neighbours=self._neighbours[_place(case)] if case.received_at >= self._since else 1,
            times=1 + same,
            reopened=case.reopened_at is not None,
        )


def _place(row: Any) -> _WHERE:
    """Where it is: the hamlet, else the place as written; without either nothing is near anything."""
    return (row.hamlet_id or fold(row.place), row.field)


def _neighbours(ctx: Context, desk_id: UUID, since: datetime) -> Counter[_WHERE]:
    """How many came of each place and field since then, whatever became of them; a whole counts by its parts."""
    recent = (_P.agency_id == desk_id, _P.received_at >= since, _P.sealed.is_(False), _P.state != PetitionState.SPLIT)
    grouped = select(_P.hamlet_id, _P.field, _P.place, func.count().label("number")).where(*recent)
    found: Counter[_WHERE] = Counter()
    for row in ctx.session.execute(grouped.group_by(_P.hamlet_id, _P.field, _P.place)):
        if row.hamlet_id or row.place.strip():
            found[_place(row)] += row.number
    return found


def _ways(ctx: Context, desk: AgencyCard) -> dict[UUID, tuple[int, ...]]:
    """How each case came here and what came after it: linked from others, from the same sender, from above; second
    instance; passed up. One statement.
    """
    found: dict[UUID, tuple[int, ...]] = {}
    statement = union_all(_linked(desk.id), _second_instance(desk.id), _passed_up(desk))
    for petition_id, *counts in ctx.session.execute(statement):
        had = found.get(petition_id, _NOTHING)
        found[petition_id] = tuple(one + other for one, other in zip(had, counts, strict=True))
    return found


def _open_at(desk_id: UUID) -> tuple[ColumnElement[bool], ...]:
    return (_P.agency_id == desk_id, _P.state.in_(OPEN_STATES), _P.sealed.is_(False))


def _linked(desk_id: UUID) -> Select[Any]:
    """Of each case that carries others: from how many other people, how often from the same, whether one was handed
    down. Sealed ones are not counted.
    """
    link, other = PetitionLink, aliased(Petition)
    columns: tuple[Any, ...] = (
        link.main_id,
        func.count().filter(link.same_sender.is_(False)),
        func.count().filter(link.same_sender.is_(True)),
        func.count().filter(other.source == Source.TRANSFERRED),
        *_zeros(2),
    )
    return (
        select(*columns)
        .join(_P, _P.id == link.main_id)
        .join(other, other.id == link.petition_id)
        .where(link.ended_at.is_(None), other.sealed.is_(False), *_open_at(desk_id))
        .group_by(link.main_id)
    )


def _second_instance(desk_id: UUID) -> Select[Any]:
    q = Proceeding
    columns: tuple[Any, ...] = (q.petition_id, *_zeros(3), literal(1), *_zeros(1))
    return (
        select(*columns).join(_P, _P.id == q.petition_id).where(q.track == Track.COMPLAINT_SECOND, *_open_at(desk_id))
    )


def _passed_up(desk: AgencyCard) -> Select[Any]:
    """What a desk below this one passed on to it."""
    t = PetitionTransfer
    columns: tuple[Any, ...] = (t.petition_id, *_zeros(4), literal(1))
    return (
        select(*columns)
        .join(_P, _P.id == t.petition_id)
        .join(Agency, Agency.id == t.from_agency_id)
        .where(t.to_agency_id == desk.id, t.recalled_at.is_(None), under(Agency.path, desk.path), *_open_at(desk.id))
    )


def _zeros(count: int) -> list[ColumnElement[int]]:
    return [literal(0) for _ in range(count)]


def _signers(ctx: Context, desk_id: UUID) -> dict[UUID, int]:
    """How many people stand behind each paper the desk took in: the book's column, opened."""
    d = DeskRecord
    statement = select(d.petition_id, d.sealed_details).join(_P, _P.id == d.petition_id).where(*_open_at(desk_id))
    rows = ctx.session.execute(statement.order_by(_P.received_at, _P.id).limit(MOST_OPENED)).all()
    if not rows:
        return {}
    keys = open_case_keys(ctx, [row.petition_id for row in rows])
    return {
        row.petition_id: open_details(keys[row.petition_id], row.sealed_details).people
        for row in rows
        if row.petition_id in keys
    }


def _shown(ctx: Context, cases: Sequence[Any], found: Mapping[UUID, tuple[Raised, ...]]) -> Sequence[Hotspot]:
    columns = (
        _P.id, _P.number, _P.title, _P.kind, _P.field, _P.state, _P.hamlet_id, _P.assignee_id, _P.received_at,
        _P.due_at,
    )  # fmt: skip
    ids = [case.id for case in cases]
    if not ids:
        return ()
    rows = {row.id: row for row in ctx.session.execute(select(*columns).where(_P.id.in_(ids), _P.sealed.is_(False)))}
    names = names_of(ctx, {row.assignee_id for row in rows.values()})
    return [
        Hotspot(
            row.id, row.number, row.title, row.kind, row.field, row.state, row.hamlet_id,
            names.get(row.assignee_id, "") if row.assignee_id else "", row.received_at, row.due_at, found[row.id],
        )
        for row in (rows[one] for one in ids if one in rows)
    ]  # fmt: skip
