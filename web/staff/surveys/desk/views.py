"""One-time codes in bulk, the changing code of a screen, and paper forms entered by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from accounts.matrix import Capability, roles_for
from agencies.queries import (
    ServicePointCard,
    find_service_point_by_code,
    get_card,
    get_service_point,
    list_service_points,
)
from core.clock import local_date
from core.errors import DomainError, Forbidden, NotFound
from core.ids import random_id
from surveys.entering import MOST_LINES, EnterPaper, LineFault, asked_on, enter_paper
from surveys.errors import PaperFaulty, PublicAddressMissing
from surveys.policies import can_enter_paper
from surveys.queries import Asked
from surveys.slips.codes import screen_key
from surveys.slips.runs import (
    PART,
    begin_run,
    cancel_run,
    get_run,
    list_runs,
    note_taken,
    open_part,
    print_again,
)
from surveys.states import Channel
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.gates import requires
from web.rendering import show_agency
from web.staff.surveys.desk.forms import PaperForm, SlipsForm, digits_help, read_lines

bp = Blueprint("staff_survey_desk", __name__, url_prefix="/can-bo/khao-sat-tai-quay")
DESK = roles_for(Capability.SURVEY_DESK)
desk = requires(*DESK)
_LIFE = timedelta(days=30)
Page = str | tuple[str, int] | BaseResponse


@bp.get("")
@desk
def index() -> str:
    """Codes, screens and paper of one's own counters."""
    ctx = read_context()
    points = _points()
    keys = {point.id: screen_key(ctx.keys, point.id, ctx.now) for point in points}
    return render_template(
        "staff/surveys/desk/index.html", points=points, runs=list_runs(ctx, _own()), keys=keys,
        by_id={point.id: point for point in points}, public_url=runtime().settings.public_url,
    )  # fmt: skip


def _own() -> Sequence[UUID]:
    return actor().agencies(*DESK)


def _points() -> Sequence[ServicePointCard]:
    ctx = read_context()
    show_agency(get_card(ctx, _own()[0]))
    return [point for agency_id in _own() for point in list_service_points(ctx, agency_id)]


@bp.get("/ma-mot-lan")
@desk
def asking() -> str:
    """How many codes, for which counter."""
    form = SlipsForm(formdata=None, count=100, expires_on=local_date(read_context().now) + _LIFE)
    return _asking_page(form)


def _asking_page(form: SlipsForm) -> str:
    form.offer(_points())
    return render_template("staff/surveys/desk/ask.html", form=form, public_url=runtime().settings.public_url)


@bp.post("/ma-mot-lan")
@desk
def begin() -> Page:
    """Begin; the sheets are drawn in the background."""
    form = SlipsForm()
    form.offer(_points())
    if runtime().settings.public_url is None:
        raise PublicAddressMissing
    if form.validate_on_submit():
        assert form.count.data is not None
        assert form.expires_on.data is not None
        try:
            with transaction() as ctx:
                run_id = begin_run(
                    ctx, service_point_id=form.point_id(), count=form.count.data, expires_on=form.expires_on.data
                )
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for(".run", run_id=run_id), code=303)
    return _asking_page(form), 422


@bp.get("/ma-mot-lan/<uuid:run_id>")
@desk
def run(run_id: UUID) -> str:
    """How far a printing is, and its sheets."""
    ctx = read_context()
    found = get_run(ctx, run_id)
    show_agency(get_card(ctx, found.agency_id))
    point = get_service_point(ctx, found.service_point_id)
    return render_template("staff/surveys/desk/run.html", run=found, point=point)


@bp.post("/ma-mot-lan/<uuid:run_id>/tai")
@desk
def take(run_id: UUID) -> Response:
    """The sheets: one PDF, or a package of several."""
    with transaction() as ctx:
        found = get_run(ctx, run_id)
        if not found.has_files:
            raise NotFound
        note_taken(ctx, found)
        sheets = [open_part(ctx, found, runtime().files.get(key), part) for part, key in enumerate(found.parts)]
    if len(sheets) == 1:
        return _download(sheets[0], "application/pdf", f"ma-mot-lan-{found.serial}.pdf")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for part, sheet in enumerate(sheets):
            first, last = part * PART + 1, min((part + 1) * PART, found.total)
            package.writestr(f"ma-mot-lan-{found.serial}-{first:04}-{last:04}.pdf", sheet)
    return _download(buffer.getvalue(), "application/zip", f"ma-mot-lan-{found.serial}.zip")


def _download(data: bytes, kind: str, name: str) -> Response:
    response = Response(data, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/ma-mot-lan/<uuid:run_id>/thu-hoi")
@desk
def cancel(run_id: UUID) -> BaseResponse:
    """Take the codes back."""
    with transaction() as ctx:
        cancel_run(ctx, run_id)
    return redirect(url_for(".run", run_id=run_id), code=303)


@bp.post("/ma-mot-lan/<uuid:run_id>/in-lai")
@desk
def again(run_id: UUID) -> BaseResponse:
    """Draw the same codes once more."""
    with transaction() as ctx:
        print_again(ctx, run_id)
    return redirect(url_for(".run", run_id=run_id), code=303)


@bp.get("/phieu-giay/<code>")
@desk
def paper(code: str) -> str:
    """Paper forms of a counter, ten to a page."""
    form = PaperForm(formdata=None, token=random_id(), day=local_date(read_context().now), channel=Channel.PAPER.value)
    return _paper_page(_point(code), form)


def _point(code: str) -> ServicePointCard:
    point = find_service_point_by_code(read_context(), code)
    if point is None or not can_enter_paper(actor(), agency_id=point.agency_id):
        raise NotFound
    return point


def _asked(point: ServicePointCard, form: PaperForm) -> Asked | None:
    """What was asked on the day chosen."""
    ctx = read_context()
    return asked_on(ctx, point.id, form.day.data or local_date(ctx.now))


def _paper_page(point: ServicePointCard, form: PaperForm, faults: Sequence[str] = ()) -> str:
    ctx = read_context()
    show_agency(get_card(ctx, point.agency_id))
    asked = _asked(point, form)
    if asked is None:
        raise NotFound
    return render_template(
        "staff/surveys/desk/paper.html", point=point, form=form, asked=asked.form, faults=faults,
        lines=range(1, MOST_LINES + 1), typed=request.form, help=digits_help(asked.form),
        saved=request.args.get("da_ghi", type=int),
    )  # fmt: skip


@bp.post("/phieu-giay/<code>")
@desk
def enter(code: str) -> Page:
    """Save the lines, all or none."""
    point, form = _point(code), PaperForm()
    asked = _asked(point, form)
    token = form.entry()
    if asked is None or token is None:
        raise NotFound
    faults: list[str] = []
    if form.validate_on_submit():
        assert form.day.data is not None
        lines, channel = read_lines(request.form, asked.form), form.chosen_channel()
        typed_for = request.form.get("phieu", type=UUID) or asked.form.id
        try:
            with transaction() as ctx:
                saved = enter_paper(ctx, EnterPaper(token, point.id, typed_for, form.day.data, channel, lines))
        except PaperFaulty as error:
            faults = [_said(fault) for fault in error.faults]
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for(".paper", code=point.code, da_ghi=saved), code=303)
    return _paper_page(point, form, faults), 422


def _said(fault: LineFault) -> str:
    text = gettext(fault.text, **{name: str(value) for name, value in fault.values.items()})
    return str(gettext("Phiếu %(n)s: %(said)s.", n=fault.line, said=text) if fault.line else text)
