"""The screen in a hall: what was published, in large type; nobody signs in there and nobody types."""

from __future__ import annotations

from uuid import UUID

from flask import Response, render_template, url_for

from agencies.queries import AgencyCard, get_card
from agencies.states import AgencyKind
from core.errors import NotFound
from surveys.figures import published_figures
from surveys.walls.screens import Wall, find_wall
from web.context import read_context, runtime
from web.gates import public
from web.portal.framing import link_base
from web.public.home.findings import findings_of
from web.public.surveys.blueprint import bp, show
from web.public.surveys.charts import stacked

# Figures change once a month, the next dialogue perhaps today.
_AGAIN_SECONDS = 300
_MOST_POINTS, _MOST_NEWS = 6, 2


@bp.get("/sanh/<key>")
@public
def wall(key: str) -> Response:
    """Big figures of closed months; loads itself again, without a script."""
    found = _up(key)
    ctx = read_context()
    agency = show(get_card(ctx, found.agency_id))
    figures = published_figures(ctx, agency)
    findings = findings_of(ctx, agency.id) if found.with_dialogue or found.with_disclosures else None
    answered = [one for one in figures.points if one.together.n]
    page = render_template(
        "public/surveys/wall.html", agency=agency, figures=figures, stacked=stacked, key=key,
        points=answered[:_MOST_POINTS], more=len(answered[_MOST_POINTS:]),
        dialogue=findings.dialogue if findings and found.with_dialogue else None,
        news=findings.disclosures[:_MOST_NEWS] if findings and found.with_disclosures else (),
        address=_address(agency).partition("://")[2],
    )  # fmt: skip
    return Response(page, headers={"Refresh": str(_AGAIN_SECONDS)})


@bp.get("/sanh/<key>/ma.svg")
@public
def wall_code(key: str) -> Response:
    """The way to the commune's service points as a code."""
    agency = get_card(read_context(), _up(key).agency_id)
    return Response(runtime().posters.code(_address(agency)), mimetype="image/svg+xml")


def _up(key: str) -> Wall:
    found = find_wall(read_context(), key)
    if found is None:
        raise NotFound
    return found


def _address(agency: AgencyCard) -> str:
    endpoint = "surveys.choose_province" if agency.kind == AgencyKind.PROVINCE else "surveys.choose"
    return _base(agency.id) + url_for(endpoint, code=agency.code)


def _base(agency_id: UUID) -> str:
    base = link_base(agency_id)
    if not base:
        raise NotFound
    return base
