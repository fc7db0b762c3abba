"""Petitions of the same matter: find the other one, look at both, link; and take apart again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from core.context import Context
from core.errors import NotFound
from core.ids import parse_number
from core.text import clean
from feedback import services
from feedback.commands import Target
from feedback.policies import can_open
from feedback.queries import CaseView, OpenContent, get_case, open_content
from feedback.routes.commands import Link
from feedback.routes.queries import find_by_number
from feedback.routes.similar import list_alike
from feedback.states import Act
from web.context import actor, read_context
from web.forms import typed
from web.staff.petitions.blueprint import gate
from web.staff.routes.acting import Page, for_act, note_if_sealed, send
from web.staff.routes.blueprint import bp
from web.staff.routes.forms import LinkForm, ReasonForm


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two petitions that are compared."""

    case: CaseView
    written: OpenContent


@bp.route("/don-thu/<uuid:petition_id>/gop", methods=["GET", "POST"])
@gate
def link(petition_id: UUID) -> Page:
    """By number, or one of those that look alike; both side by side; then the reason."""
    seen = for_act(petition_id, Act.LINK)
    query = clean(request.values.get("number", ""))[:40]
    main = _main(read_context(), seen, query) if query else None
    note_if_sealed(seen, *([main] if main else []))
    form = LinkForm(data={"version": str(seen.version), "number": main.number if main else ""})
    if main is None:
        return _choose(seen, query)
    if form.validate_on_submit():
        command = Link(main.id, typed(form.text), same_sender=bool(form.same_sender.data))
        status = send(form, petition_id, lambda ctx: services.link(ctx, Target(petition_id, form.seen()), command),
                      public=True)  # fmt: skip
        if not status:
            flash(gettext("Đã gộp vào đơn %(number)s.", number=main.number), "success")
            return redirect(url_for("staff_petitions.case", petition_id=main.id), code=303)
        return _compare(seen, main, form), status
    page = _compare(seen, main, form)
    return (page, 422) if request.method == "POST" else page


@bp.route("/don-thu/<uuid:petition_id>/bo-gop", methods=["GET", "POST"])
@gate
def unlink(petition_id: UUID) -> Page:
    """It is another matter after all."""
    seen = for_act(petition_id, Act.UNLINK)
    form = ReasonForm(data={"version": str(seen.version)})
    status = 422 if request.method == "POST" else 200
    if form.validate_on_submit():
        target = Target(petition_id, form.seen())
        status = send(form, petition_id, lambda ctx: services.unlink(ctx, target, typed(form.text)), public=True)
        if not status:
            flash(gettext("Đã bỏ gộp. Đơn chờ giao người giải quyết."), "success")
            return redirect(url_for("staff_petitions.case", petition_id=petition_id), code=303)
    page = render_template("staff/routes/unlink.html", case=seen, form=form)
    return page if status == 200 else (page, status)


def _main(ctx: Context, seen: CaseView, query: str) -> CaseView | None:
    """The petition of this number at the same desk, if the official may read it; unknown and forbidden look alike."""
    main_id = find_by_number(ctx, parse_number(query) or "")
    if main_id is None or main_id == seen.id:
        return None
    try:
        main = get_case(ctx, main_id, viewer=actor())
    except NotFound:
        return None
    return main if main.agency_id == seen.agency_id and can_open(actor(), main.facts()) else None


def _choose(seen: CaseView, query: str) -> str:
    ctx = read_context()
    alike = list_alike(ctx, seen, open_content(ctx, seen.id).content)
    return render_template("staff/routes/link_which.html", case=seen, query=query, alike=alike, missing=bool(query))


def _compare(seen: CaseView, main: CaseView, form: LinkForm) -> str:
    ctx = read_context()
    sides = [Side(case, open_content(ctx, case.id)) for case in (seen, main)]
    return render_template("staff/routes/link.html", case=seen, main=main, sides=sides, form=form)
