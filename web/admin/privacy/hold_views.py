"""Cases that are not erased for now: under dispute, before a court, inspected."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.matrix import Capability, roles_for
from casework.erasures.states import HoldReason
from core.errors import DomainError
from core.paging import PageRequest
from privacy.retention.holding import PlaceHold, lift_hold, list_holds, place_hold
from web.admin.privacy.forms import HoldForm, LiftForm
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires

bp = Blueprint("admin_holds", __name__, url_prefix="/quan-tri/giu-lai-ho-so")
gate = requires(*roles_for(Capability.HOLD_PLACE))
Page = str | Response | tuple[str, int]


@bp.route("", methods=["GET", "POST"])
@gate
def index() -> Page:
    """The holds in the officer's reach; place one."""
    form = HoldForm()
    if form.validate_on_submit():
        command = PlaceHold(typed(form.number), HoldReason(form.reason.data), typed(form.document_number))
        try:
            with transaction() as ctx:
                place_hold(ctx, command)
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(
                gettext("Đã giữ lại. Không ai, kể cả máy, xoá được gì của hồ sơ này cho tới khi thôi giữ."), "success"
            )
            return redirect(url_for("admin_holds.index"), code=303)
    shown = _page(form)
    return (shown, 422) if request.method == "POST" else shown


@bp.post("/<uuid:hold_id>/thoi")
@gate
def lift(hold_id: UUID) -> Page:
    """The reason is over."""
    form = LiftForm(prefix=_prefix(hold_id))
    if form.validate():
        with transaction() as ctx:
            lift_hold(ctx, hold_id, document_number=typed(form.lift_document))
        flash(gettext("Đã thôi giữ. Hồ sơ lại theo thời hạn lưu như mọi hồ sơ."), "success")
        return redirect(url_for("admin_holds.index"), code=303)
    return _page(HoldForm(formdata=None), {hold_id: form}), 422


def _prefix(hold_id: UUID) -> str:
    """Several forms stand on one page: each field has a name, and an id, of its own."""
    return f"thoi-{hold_id.hex}"


def _page(form: HoldForm, sent: Mapping[UUID, LiftForm] | None = None) -> str:
    sent = sent or {}
    page = list_holds(read_context(), viewer=actor(), page=PageRequest(30, request.args.get("sau")))
    return render_template(
        "admin/privacy/holds.html", form=form, page=page, failed_lift=next(iter(sent.values()), form),
        lift_forms={
            hold.id: sent.get(hold.id) or LiftForm(formdata=None, prefix=_prefix(hold.id)) for hold in page.items
        },
    )  # fmt: skip
