"""The book of receptions: what came to the desk in a month, on screen and on paper."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template, request, url_for

from agencies.queries import AgencyCard
from core.clock import local_date
from core.paging import PageRequest
from feedback.desk.book import MOST_PRINTED, BookLine, list_book
from web.context import read_context
from web.rendering import show_agency
from web.staff.intake.blueprint import bp, gate
from web.staff.intake.entering import desks_of, today

SHOWN = 50
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """Which desk's book, which month."""

    desk: AgencyCard
    desks: list[AgencyCard]
    first: date

    @property
    def last(self) -> date:
        """The last day of the month."""
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @property
    def month(self) -> str:
        """As it stands in an address."""
        return f"{self.first:%Y-%m}"

    def page(self, size: int) -> PageRequest:
        """The page that was asked for."""
        return PageRequest(size, request.args.get("sau"))


@bp.get("/so")
@gate
def book() -> str:
    """A month of the book, a page at a time."""
    ctx, asked = read_context(), _asked()
    found = list_book(ctx, agency_id=asked.desk.id, since=asked.first, until=asked.last, page=asked.page(SHOWN))
    onward = url_for("staff_intake.book", noi=asked.desk.code, thang=asked.month, sau=found.next_cursor)
    return render_template(
        "staff/intake/book.html", asked=asked, lines=found.items, next_url=onward if found.next_cursor else None,
        months=_months(),
    )  # fmt: skip


@bp.get("/so/in")
@gate
def print_book() -> str:
    """The same month with its thirteen columns."""
    ctx, asked = read_context(), _asked()
    lines: list[BookLine] = []
    cursor: str | None = None
    while len(lines) < MOST_PRINTED:
        page = PageRequest(100, cursor)
        found = list_book(ctx, agency_id=asked.desk.id, since=asked.first, until=asked.last, page=page)
        lines += found.items
        cursor = found.next_cursor
        if cursor is None:
            break
    return render_template("staff/intake/print_book.html", asked=asked, lines=lines, cut=cursor is not None)


def _asked() -> Asked:
    desks = desks_of(read_context())
    desk = next((one for one in desks if one.code == request.args.get("noi")), desks[0])
    show_agency(desk)
    return Asked(desk, desks, _month(request.args.get("thang", "")))


def _month(text: str) -> date:
    try:
        return min(date.fromisoformat(f"{text}-01"), today())
    except ValueError:
        return today().replace(day=1)


def _months() -> list[date]:
    """This month and those before it, newest first."""
    found, day = [], local_date(read_context().now).replace(day=1)
    for _ in range(MONTHS):
        found.append(day)
        day = (day - timedelta(days=1)).replace(day=1)
    return found
