"""Putting a row of counts right by its answers. Only by command, each with a link in the audit chain."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update

from core import audit
from core.context import Context
from surveys import summaries
from surveys.forms import is_for_all
from surveys.models import SurveyDay, SurveyMonth
from surveys.parts.models import SurveyMonthPart
from surveys.parts.telling import CELL_OF, publish_parts
from surveys.proof.counting import Difference, Numbers, Place, recount, recount_month
from surveys.proof.models import SurveyFault
from surveys.proof.states import Summary
from surveys.publishing import tell_again
from surveys.states import MonthPart, Validity
from surveys.statistics import Tally

_COUNTS = ("c0", "c1", "c2", "c3", "c4", "c5")


@dataclass(frozen=True, slots=True)
class Mended:
    """A cell, what stood there, and what stands there now."""

    cell: Difference
    before: Numbers | None
    after: Numbers


def list_open(ctx: Context) -> Sequence[uuid.UUID]:
    """The faults that are not settled: those of days first, since months are told from them."""
    f = SurveyFault
    rows = ctx.session.execute(
        select(f.id).where(f.settled_at.is_(None)).order_by(f.summary, f.service_point_id, f.day, f.question)
    )
    return [row.id for row in rows]


def mend(ctx: Context, fault_id: uuid.UUID) -> Mended | None:
    """Write what the answers say over a row that is wrong; None when somebody settled it meanwhile.

    The row is locked before the answers are counted: whoever rates meanwhile adds to what stands here afterwards.
    """
    f = SurveyFault
    fault = ctx.session.execute(
        select(f.service_point_id, f.agency_id, f.summary, f.day, f.question, f.validity)
        .where(f.id == fault_id, f.settled_at.is_(None))
        .with_for_update()
    ).one_or_none()
    if fault is None:
        return None
    place = Place(fault.service_point_id, fault.agency_id)
    cell = Difference(place, fault.summary, fault.day, fault.question, fault.validity, None, None)
    before, after = _MENDING[cell.summary](ctx, cell)
    ctx.session.execute(update(f).where(f.id == fault_id).values(settled_at=ctx.now))
    audit.record(
        ctx, agency_id=place.agency_id, action="surveys:proof:mended", subject_type="service_point",
        subject_id=place.id, summary=cell.summary.value, day=cell.day.isoformat(), question=cell.question,
        validity=cell.validity.value, **_numbers(cell, before, after),
    )  # fmt: skip
    return Mended(cell, before, after)


def _numbers(cell: Difference, before: Numbers | None, after: Numbers) -> dict[str, list[int] | None]:
    """What stood there and stands there now, where every reader of the log may know it."""
    if cell.summary is Summary.DAY and not is_for_all(cell.question):
        return {}
    return {"before": before and list(before), "after": list(after)}


def _mend_day(ctx: Context, cell: Difference) -> tuple[Numbers | None, Numbers]:
    d = SurveyDay
    key = summaries.Cell(cell.place.id, cell.day, cell.question, cell.validity, cell.place.agency_id)
    here = (
        d.service_point_id == key.service_point_id, d.day == key.day, d.question == key.question,
        d.validity == key.validity,
    )  # fmt: skip
    row = ctx.session.execute(select(*(getattr(d, name) for name in _COUNTS)).where(*here)).one_or_none()
    # Nothing is added: the row is there then, and it is ours until the end of the transaction.
    summaries.add(ctx.session, {key: [0] * 6})
    after = recount(ctx, cell.place, (cell.day, cell.question, Validity(cell.validity)))
    ctx.session.execute(update(d).where(*here).values(dict(zip(_COUNTS, after, strict=True))))
    return (None if row is None else (row[0], row[1], row[2], row[3], row[4], row[5])), after


def _mend_month(ctx: Context, cell: Difference) -> tuple[Numbers | None, Numbers]:
    m = SurveyMonth
    row = ctx.session.execute(
        select(m.c1, m.c2, m.c3, m.c4, m.c5)
        .where(m.service_point_id == cell.place.id, m.month == cell.day)
        .with_for_update()
    ).one_or_none()
    after = recount_month(ctx, cell.place, cell.day)
    tell_again(ctx, (cell.place.id, cell.day), cell.place.agency_id, Tally(after))
    # What stands beside it goes by the figure: it may tell the rest of another one.
    publish_parts(ctx, [cell.place.id])
    return (None if row is None else (0, row[0], row[1], row[2], row[3], row[4])), after


def _mend_part(ctx: Context, cell: Difference) -> tuple[Numbers | None, Numbers]:
    """Taken away and told by the rule as if it never had been: beside a figure there may be nothing to tell."""
    p, part = SurveyMonthPart, MonthPart(cell.question)
    here = (p.service_point_id == cell.place.id, p.month == cell.day, p.part == part)
    row = ctx.session.execute(select(p.c1, p.c2, p.c3, p.c4, p.c5).where(*here).with_for_update()).one_or_none()
    ctx.session.execute(delete(p).where(*here))
    publish_parts(ctx, [cell.place.id])
    after = recount_month(ctx, cell.place, cell.day, *CELL_OF[part])
    return (None if row is None else (0, row[0], row[1], row[2], row[3], row[4])), after


_MENDING = {Summary.DAY: _mend_day, Summary.MONTH: _mend_month, Summary.PART: _mend_part}
