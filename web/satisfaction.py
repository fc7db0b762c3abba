"""Satisfaction by the ratios of 766 as pages show it: which period and places; the same for officials and everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask import request
from flask_babel import gettext

from agencies.queries import AgencyCard, list_open_communes
from agencies.states import AgencyKind
from core.clock import local_date, start_of_day
from core.context import Context
from feedback.aftermath.satisfaction import Satisfaction, measure_places, too_few
from feedback.claims.queries import ClaimTally, tally_claims

_QUARTER, _LAST, _YEAR = "quy", "quy-truoc", "nam"


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to before another."""

    slug: str
    name: str
    since: datetime
    until: datetime

    @property
    def last_day(self) -> datetime:
        """The last moment of it."""
        return self.until - timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Figures:
    """A page's figures: the whole, and each place of it."""

    period: Period
    tabs: Sequence[dict[str, object]]
    whole: Satisfaction
    rows: Sequence[tuple[AgencyCard, Satisfaction]]
    claims: ClaimTally

    def is_hidden(self, place: AgencyCard) -> bool:
        """Whether a place has too few to be told to everybody."""
        return place.id in too_few(self.rows)


def figures_of(ctx: Context, card: AgencyCard, address: Callable[[str], str]) -> Figures:
    """Of a commune, or of a province with each of its open communes, for the period asked for (?ky=).

    `address`: where the same page of another period is.
    """
    periods = periods_on(local_date(ctx.now))
    asked = request.args.get("ky", "")
    period = next((one for one in periods if one.slug == asked), periods[0])
    communes = list_open_communes(ctx, card.id) if card.kind == AgencyKind.PROVINCE else ()
    rows = measure_places(ctx, [card, *communes], since=period.since, until=period.until)
    places = [place.id for place, _found in rows]
    return Figures(
        period,
        [
            {"text": one.name, "url": address(one.slug), "current": one is period}
            for one in periods
        ],
        sum((found for _place, found in rows), Satisfaction()), rows,
        tally_claims(ctx, places, since=period.since, until=period.until),
    )  # fmt: skip


def periods_on(today: date) -> Sequence[Period]:
    """This quarter, the one before, this year."""
    first = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    before = _months(first, -3)
    return (
        Period(_QUARTER, gettext("Quý này"), start_of_day(first), start_of_day(_months(first, 3))),
        Period(_LAST, gettext("Quý trước"), start_of_day(before), start_of_day(first)),
        Period(
            _YEAR, gettext("Năm nay"), start_of_day(date(today.year, 1, 1)), start_of_day(date(today.year + 1, 1, 1))
        ),
    )


def _months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1)
