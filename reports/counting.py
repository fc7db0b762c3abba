"""Counting a table: one statement for all its columns and agencies. The page, the workbook, the document and the list
behind a figure all come from what is here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Subquery, and_, case, false, func, literal, not_, or_, select, true

from core.context import Context
from feedback.states import PetitionKind
from reports.periods import Period
from reports.states import Count, Ending, KindGroup
from reports.stays import Asked, Window, came_before, ended_before, stays
from reports.tables import NONE, Column, TableForm, Where

_COLUMN_OF = {
    "kinds": "kind", "fields": "field", "sources": "source", "outcomes": "outcome", "endings": "ending",
    "tracks": "track", "stages": "stage", "findings": "finding", "arrivals": "arrival", "signatures": "signature",
    "read_back": "read_back",
}  # fmt: skip
_K = PetitionKind
GROUPS: dict[KindGroup, tuple[PetitionKind | None, ...]] = {
    KindGroup.COMPLAINT: (_K.COMPLAINT, _K.COMPLAINT_INFO),
    KindGroup.DENUNCIATION: (_K.DENUNCIATION, _K.DENUNCIATION_INFO),
    KindGroup.OPINION: (_K.REPORT, _K.PROPOSAL),
    KindGroup.MIXED: (_K.MIXED,),
    KindGroup.OTHER: (_K.OTHER,),
    KindGroup.UNSORTED: (None,),
}
_GROUP_OF = {kind.value if kind else None: group for group, kinds in GROUPS.items() for kind in kinds}
# Nothing of a table looks further ahead than this moment; what happens in a period still running counts so far.
Figures = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of one agency's petitions of one group of kinds, column by column; None where nothing is counted."""

    agency_id: UUID
    group: KindGroup
    figures: Figures


def asked_of(form: TableForm, period: Period, agencies: Sequence[UUID], sealed: Sequence[UUID]) -> Asked:
    """What the stays of a table are looked up by."""
    since = period.year_begins if form.counts_since_new_year else period.begins
    late = any("late" in column.where.flags for column in form.columns)
    words = form.where.lists.get("kinds", ())
    kinds = () if NONE in words else tuple(PetitionKind(word) for word in words)
    return Asked(agencies, sealed, Window(since, period.ends), form.population, late, kinds)


def count_table(
    ctx: Context, form: TableForm, period: Period, *, agencies: Sequence[UUID], sealed: Sequence[UUID]
) -> Sequence[Counted]:
    """The figures by agency and group of kinds; nothing for an agency without a stay. One statement.

    `sealed`: the agencies of these whose sealed petitions the reader may know of; of the others only open ones count.
    """
    if not agencies:
        return []
    rows = _rows(asked_of(form, period, agencies, sealed), period)
    numbers = [_summed(counted(rows, form, column)) for column in form.columns if column.is_number]
    found = ctx.session.execute(select(rows.c.agency_id, rows.c.kind, *numbers).group_by(rows.c.agency_id, rows.c.kind))
    return [Counted(row[0], _GROUP_OF[row[1]], _spread(form, row[2:])) for row in found]


def stays_counted(
    form: TableForm, column: Column, period: Period, asked: Asked
) -> tuple[Subquery, ColumnElement[bool]]:
    """The stays of a table and which of them a column counts: for the list behind a figure."""
    rows = _rows(asked, period)
    return rows, counted(rows, form, column)


def counted(rows: Subquery, form: TableForm, column: Column) -> ColumnElement[bool]:
    """Whether a column counts a stay."""
    return and_(_PHASES[column.count](rows), _asked(rows, form.where), _asked(rows, column.where))


def add(figures: Iterable[Figures], columns: Sequence[Column]) -> Figures:
    """The sum, column by column."""
    listed = list(figures)
    return tuple(
        sum(line[index] or 0 for line in listed) if column.is_number else None for index, column in enumerate(columns)
    )


def _rows(asked: Asked, period: Period) -> Subquery:
    """The stays with, for each edge of the period, whether they had come and whether they had ended by then."""
    stay = stays(asked)
    edges: dict[str, datetime] = {"y": period.year_begins, "a": period.begins, "b": period.ends}
    came = {f"came_{name}": _whether(came_before(stay, edge)) for name, edge in edges.items()}
    over = {f"over_{name}": _whether(ended_before(stay, edge)) for name, edge in edges.items()}
    kept: list[Any] = [column for column in stay.c if column.name != "ending"]
    # As it stood when the period ended: what ended later was still under way.
    standing = case(
        (ended_before(stay, period.ends), stay.c.ending), (stay.c.ending == Ending.LINKED.value, stay.c.ending),
        else_=literal(Ending.OPEN.value),
    )  # fmt: skip
    flags = [value.label(name) for name, value in {**came, **over}.items()]
    return select(*kept, standing.label("ending"), *flags).subquery("counted")


def _whether(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, 1), else_=0)


def _summed(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0), type_=Integer)


def _carried(r: Subquery) -> ColumnElement[bool]:
    return and_(r.c.came_a == 1, r.c.over_a == 0)


def _received(r: Subquery) -> ColumnElement[bool]:
    return and_(r.c.came_b == 1, r.c.came_a == 0)


_PHASES: dict[Count, Callable[[Subquery], ColumnElement[bool]]] = {
    Count.CARRIED: _carried,
    Count.RECEIVED: _received,
    Count.RECEIVED_YEAR: lambda r: and_(r.c.came_b == 1, r.c.came_y == 0),
    Count.TOTAL: lambda r: or_(_carried(r), _received(r)),
    Count.SETTLED: lambda r: and_(r.c.over_b == 1, r.c.over_a == 0),
    Count.SETTLED_YEAR: lambda r: and_(r.c.over_b == 1, r.c.over_y == 0),
    Count.OPEN: lambda r: and_(r.c.came_b == 1, r.c.over_b == 0),
}


def _asked(rows: Subquery, where: Where) -> ColumnElement[bool]:
    lists = [_one_of(rows.c[_COLUMN_OF[name]], words) for name, words in where.lists.items()]
    return and_(true(), *lists, *(_flag(rows, name, wanted=value) for name, value in where.flags.items()))


def _one_of(column: Any, words: Sequence[str]) -> ColumnElement[bool]:
    named = [word for word in words if word != NONE]
    without = column.is_(None) if NONE in words else false()
    return or_(column.in_(named), without) if named else without


def _flag(rows: Subquery, name: str, *, wanted: bool) -> ColumnElement[bool]:
    if name == "late":
        return rows.c.late == ("yes" if wanted else "no")
    column: ColumnElement[bool] = rows.c[name]
    return column if wanted else not_(column)


def _spread(form: TableForm, numbers: Sequence[int | None]) -> Figures:
    left = iter(numbers)
    return tuple((next(left) or 0) if column.is_number else None for column in form.columns)
