"""Letters to many: ask for them, see how far they are, take them away."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card
from core.clock import local_date
from core.errors import DomainError, Forbidden, NotFound
from core.text import slug
from feedback.letters.choosing import LETTER_KINDS
from feedback.letters.running import begin_run, get_run, list_runs, note_handed_out, open_run
from feedback.letters.states import RunState
from feedback.papers.fields import IDENTITY_NAMES
from feedback.papers.labels import LABELS
from feedback.papers.policies import names_shown_to_many
from feedback.papers.shipped import shipped
from feedback.papers.states import PaperFormat, PaperKind
from feedback.papers.templates import InForce, template_in_force
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.gates import requires
from web.staff.letters.forms import LettersForm
from web.staff.papers.forms import asking

bp = Blueprint("staff_letters", __name__, url_prefix="/can-bo/thu-hang-loat")
WORKERS = roles_for(Capability.PETITION_SEE)
_BY_SLUG = {slug(LABELS[kind]): kind for kind in LETTER_KINDS}
_PAGES = (NotFound, Forbidden)


@bp.get("")
@requires(*WORKERS)
def index() -> str:
    """Which letters can be written to many, and one's own last ones."""
    return render_template("staff/letters/index.html", kinds=_BY_SLUG, runs=list_runs(read_context(), actor()))


@bp.get("/soan/<name>")
@requires(*WORKERS)
def ask(name: str) -> str:
    """For which cases, and what stands in every letter."""
    kind, today = _kind(name), local_date(read_context().now)
    form = asking(LettersForm, shipped(kind).asks)(
        formdata=None, data={"first": today - timedelta(days=30), "last": today}
    )
    return _page(name, kind, form)


@bp.post("/soan/<name>")
@requires(*WORKERS)
def begin(name: str) -> ResponseReturnValue:
    """Begin; the letters are written in the background."""
    kind = _kind(name)
    form = asking(LettersForm, shipped(kind).asks)()
    form.offer(names_shown_to_many(actor(), _desk()))
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                made_as = PaperFormat(form.made_as.data)
                run_id = begin_run(ctx, form.chosen(kind, _desk()), form.command(kind), made_as)
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for(".run", run_id=run_id), code=303)
    return _page(name, kind, form), 422


@bp.get("/<uuid:run_id>")
@requires(*WORKERS)
def run(run_id: UUID) -> str:
    """How far it is."""
    return render_template("staff/letters/run.html", run=get_run(read_context(), run_id, viewer=actor()))


@bp.post("/<uuid:run_id>/tai")
@requires(*WORKERS)
def take(run_id: UUID) -> Response:
    """All the letters in one package; audited before a byte leaves."""
    with transaction() as ctx:
        view = get_run(ctx, run_id, viewer=ctx.actor)
        opened = open_run(ctx, run_id)
        if opened is None or view.state is not RunState.DONE:
            raise NotFound
        note_handed_out(ctx, view)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for number, key in enumerate(opened.parts):
            with zipfile.ZipFile(io.BytesIO(opened.open(runtime().files.get(key), number))) as part:
                for entry in part.infolist():
                    package.writestr(entry, part.read(entry))
    response = Response(buffer.getvalue(), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"{slug(LABELS[view.kind])}.zip")
    response.headers["Cache-Control"] = "no-store"
    return response


def _kind(name: str) -> PaperKind:
    kind = _BY_SLUG.get(name)
    if kind is None:
        raise NotFound
    return kind


def _desk() -> UUID:
    """The desk whose cases these are: the first where the official works petitions."""
    return actor().agencies(*WORKERS)[0]


def _template(kind: PaperKind) -> InForce:
    ctx = read_context()
    return template_in_force(ctx, get_card(ctx, _desk()).province_id, kind)


def _page(name: str, kind: PaperKind, form: LettersForm) -> str:
    template = _template(kind)
    form.offer(names_shown_to_many(actor(), _desk()))
    return render_template(
        "staff/letters/ask.html", kind=kind, name=name, form=form, template=template,
        signs="chuc_vu_ky" in template.fields, names_sender=bool(template.fields & IDENTITY_NAMES),
        dated="ngay_van_ban" in template.fields, rows={ask.name: ask.rows for ask in template.shipped.asks},
    )  # fmt: skip
