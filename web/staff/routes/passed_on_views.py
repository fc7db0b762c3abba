"""What a desk passed on, and taking back what went to the wrong one."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext

from core.errors import DomainError, Forbidden, NotFound
from core.paging import PageRequest
from feedback import services
from feedback.queries import get_case
from feedback.routes.queries import get_passed_on, list_passed_on
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.staff.petitions.blueprint import gate
from web.staff.routes.acting import Page
from web.staff.routes.blueprint import bp
from web.staff.routes.forms import ReasonForm

PAGE_SIZE = 25


@bp.get("/don-da-chuyen")
@gate
def passed_on() -> str:
    """Number, day and where to of what was passed on; of a sealed one only for who knew of it here."""
    page = list_passed_on(read_context(), viewer=actor(), page=PageRequest(PAGE_SIZE, request.args.get("sau")))
    following = url_for("staff_routes.passed_on", sau=page.next_cursor) if page.next_cursor else None
    return render_template("staff/routes/passed_on.html", page=page, next_url=following)


@bp.route("/don-da-chuyen/<uuid:transfer_id>/lay-lai", methods=["GET", "POST"])
@gate
def recall(transfer_id: UUID) -> Page:
    """Take it back, with a reason that the sender reads."""
    line = get_passed_on(read_context(), transfer_id, viewer=actor())
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                petition_id = services.recall(ctx, transfer_id, typed(form.text))
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã lấy lại đơn %(number)s.", number=line.number), "success")
            return redirect(_after(petition_id), code=303)
    page = render_template("staff/routes/recall.html", line=line, form=form)
    return (page, 422) if request.method == "POST" else page


def _after(petition_id: UUID) -> str:
    """To the case: it is the desk's again; who may not see it there goes back to the list."""
    try:
        get_case(read_context(), petition_id, viewer=actor())
    except NotFound:
        return url_for("staff_routes.passed_on")
    return url_for("staff_petitions.case", petition_id=petition_id)
