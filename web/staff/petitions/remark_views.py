"""Words among colleagues about a case."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from feedback.policies import can_open
from feedback.queries import CaseView, get_case
from feedback.services import list_colleagues, write_remark
from web.context import actor, read_context, transaction
from web.errors import message
from web.forms import typed
from web.staff.petitions.blueprint import bp, gate
from web.staff.petitions.forms import RemarkForm


@bp.post("/<uuid:petition_id>/ghi-chu")
@gate
def remark(petition_id: UUID) -> Response:
    """Leave a remark; those named find it on their first page."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    form = remark_form(read_context(), seen, fresh=False)
    here = url_for("staff_petitions.case", petition_id=petition_id)
    if not can_open(actor(), seen.facts()):
        raise Forbidden
    if not form.validate_on_submit():
        flash(gettext("Ghi vài lời cho đồng nghiệp."), "error")
        return redirect(f"{here}#trao-doi", code=303)
    try:
        with transaction() as ctx:
            write_remark(ctx, petition_id, typed(form.text), named=[UUID(one) for one in form.named.data or ()])
    except (NotFound, Forbidden):
        raise
    except DomainError as error:
        flash(message(error), "error")
    return redirect(f"{here}#trao-doi", code=303)


def remark_form(ctx: Context, seen: CaseView, *, fresh: bool = True) -> RemarkForm:
    """The form with the colleagues who may read the case."""
    form = RemarkForm(formdata=None, prefix="") if fresh else RemarkForm()
    people = list_colleagues(ctx, seen.facts())
    form.named.choices = [SelectChoice(str(account_id), name) for account_id, name in people.items()]
    for each in form:
        each.id = f"ghi-chu-{each.short_name}"
        each.label.field_id = each.id
    return form
