"""What is overdue, for everyone: how many and how old, never which."""

from __future__ import annotations

from flask import render_template

from agencies.states import AgencyKind
from deadlines.lateness import age_groups
from feedback.queries.lateness import lateness_under
from web.context import read_context
from web.gates import public_page
from web.public.addressing import agency_of_page
from web.public.deadlines.blueprint import bp


@bp.get("/xa/<code>/qua-han")
@public_page
def of_commune(code: str) -> str:
    """A commune's overdue petitions."""
    return _page(code, AgencyKind.COMMUNE)


@bp.get("/tinh/<code>/qua-han")
@public_page
def of_province(code: str) -> str:
    """A province's own and those of its communes."""
    return _page(code, AgencyKind.PROVINCE)


def _page(code: str, kind: AgencyKind) -> str:
    ctx = read_context()
    card = agency_of_page(ctx, code, kind)
    places = lateness_under(ctx, card.path)
    ages = [sum(column) for column in zip(*(place.ages for place in places), strict=True)]
    return render_template(
        "public/deadlines/lateness.html", card=card, places=places if kind is AgencyKind.PROVINCE else (),
        total=sum(place.count for place in places), groups=age_groups(ages), now=ctx.now,
    )  # fmt: skip
