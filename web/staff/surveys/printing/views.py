"""Posters and table tents of a whole commune or province: asked for, drawn in the background, taken as one package."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from accounts.matrix import Capability, roles_for
from agencies.queries import (
    AgencyCard,
    ServicePointCard,
    find_service_point_by_code,
    get_card,
    list_points_below,
)
from bootstrap.texting import texts_to
from core.errors import DomainError, Forbidden, NotFound
from core.ports import Poster
from core.text import slug
from surveys.errors import PublicAddressMissing
from surveys.policies import can_print_all
from surveys.posters.runs import PosterRun, begin_posters, get_posters, list_posters
from surveys.posters.sheets import FileKind, Paper, Shape, poster_of
from surveys.states import RunState
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.gates import requires
from web.portal.framing import public_base
from web.rendering import show_agency
from web.staff.surveys.printing.forms import PostersForm
from web.turns import aside

bp = Blueprint("staff_posters", __name__, url_prefix="/can-bo/ma-quay")
PRINTERS = roles_for(Capability.SURVEY_PRINT)
prints = requires(*PRINTERS)
Page = str | tuple[str, int] | BaseResponse
# How often a page that waits asks again, in seconds.
_SOON = 4
_MOST_LISTED = 60


@bp.get("")
@prints
def index() -> str:
    """Which sheets; and the service points one by one."""
    form = PostersForm(
        formdata=None, place=str(_own()[0].id), shapes=[Shape.POSTER.value], papers=[Paper.A4.value],
        kinds=[FileKind.PDF.value],
    )  # fmt: skip
    return _page(form)


def _own() -> Sequence[AgencyCard]:
    ctx = read_context()
    return [get_card(ctx, agency_id) for agency_id in actor().agencies(*PRINTERS)]


def _page(form: PostersForm) -> str:
    ctx, agencies = read_context(), _own()
    show_agency(agencies[0])
    form.offer(agencies)
    points: list[tuple[AgencyCard, Sequence[ServicePointCard]]] = [
        (card, list_points_below(ctx, card.path)) for card in agencies
    ]
    return render_template(
        "staff/surveys/printing/index.html", form=form, points=points, runs=list_posters(ctx), most=_MOST_LISTED,
        cards={card.id: card for card in agencies}, public_url=runtime().settings.public_url,
    )  # fmt: skip


@bp.post("")
@prints
def begin() -> Page:
    """Begin; the sheets are drawn in the background."""
    form = PostersForm()
    form.offer(_own())
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                run_id = begin_posters(ctx, agency_id=form.agency_id(), sheets=form.sheets(), base_of=public_base)
        except (NotFound, Forbidden, PublicAddressMissing):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for(".run", run_id=run_id), code=303)
    return _page(form), 422


@bp.get("/<uuid:run_id>")
@prints
def run(run_id: UUID) -> BaseResponse:
    """How far a printing is; it asks again by itself while it waits."""
    ctx = read_context()
    found = get_posters(ctx, run_id)
    agency = get_card(ctx, found.agency_id)
    show_agency(agency)
    response = Response(render_template("staff/surveys/printing/run.html", run=found, agency=agency))
    if found.state is RunState.RUNNING:
        response.headers["Refresh"] = str(_SOON)
    return response


@bp.post("/<uuid:run_id>/tai")
@prints
def take(run_id: UUID) -> Response:
    """All sheets as one package."""
    ctx = read_context()
    found = get_posters(ctx, run_id)
    if not found.has_files:
        raise NotFound
    name = f"ma-quay-{slug(get_card(ctx, found.agency_id).name)}.zip"
    response = Response(_joined(found), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _joined(found: PosterRun) -> bytes:
    """The parts as one package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as whole:
        for key in found.parts:
            with zipfile.ZipFile(io.BytesIO(runtime().files.get(key))) as part:
                for entry in part.infolist():
                    whole.writestr(zipfile.ZipInfo(entry.filename), part.read(entry), zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


@bp.get("/quay/<code>.pdf")
@prints
def poster(code: str) -> Response:
    """One service point's sheet to print; which shape and paper, the address says."""
    sheet, shape, paper = _single(code)
    with aside():
        drawn = runtime().posters.make(sheet, paper=paper, shape=shape)
    return _shown(drawn, "application/pdf", f"{shape}-{code}-{paper}.pdf")


@bp.get("/quay/<code>.svg")
@prints
def poster_svg(code: str) -> Response:
    """The same as a drawing."""
    sheet, shape, paper = _single(code)
    with aside():
        drawn = runtime().posters.drawing(sheet, paper=paper, shape=shape)
    return _shown(drawn, "image/svg+xml", f"{shape}-{code}-{paper}.svg")


def _single(code: str) -> tuple[Poster, str, str]:
    ctx = read_context()
    point = find_service_point_by_code(ctx, code)
    agency = get_card(ctx, point.agency_id) if point is not None else None
    if point is None or agency is None or not can_print_all(ctx.actor, agency_id=agency.id, path=agency.path):
        raise NotFound
    base = public_base(point.agency_id)
    if base is None:
        raise PublicAddressMissing
    shape, paper = request.args.get("loai", Shape.POSTER), request.args.get("co", Paper.A4)
    if shape not in list(Shape) or paper not in list(Paper):
        raise NotFound
    return poster_of(agency.name, point, base, texts_to=texts_to(runtime().settings)), shape, paper


def _shown(drawn: bytes, kind: str, name: str) -> Response:
    return Response(drawn, mimetype=kind, headers={"Content-Disposition": f'inline; filename="{name}"'})
