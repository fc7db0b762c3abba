"""Any official tells of a breach, and then sees only that it was told."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.matrix import Capability, roles_for
from core.clock import local
from core.errors import DomainError, Forbidden
from privacy.breaches.services import RecordBreach, record_breach
from privacy.states import BreachKind
from web.admin.breaches.forms import RecordForm
from web.context import actor, runtime, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires
from web.navigation import may_open

bp = Blueprint("staff_incidents", __name__, url_prefix="/can-bo/bao-su-co")


@bp.route("", methods=["GET", "POST"])
@requires(*roles_for(Capability.BREACH_REPORT))
def record() -> str | Response | tuple[str, int]:
    """Write down what was found; the officer and the clock know at once."""
    # It was most likely found just now.
    here = local(runtime().clock())
    form = RecordForm(data={"day": here.date(), "hour": here.time()})
    if form.validate_on_submit():
        agency_id = actor().grants[0].agency_id
        try:
            with transaction() as ctx:
                record_breach(
                    ctx, RecordBreach(agency_id, BreachKind(form.kind.data), form.found_at(), typed(form.text))
                )
        except Forbidden:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            works = may_open(actor(), "admin_breaches.index")
            flash(gettext("Đã ghi. Người bảo vệ dữ liệu được báo ngay, đồng hồ 72 giờ đang chạy."), "success")
            return redirect(url_for("admin_breaches.index" if works else "staff.today"), code=303)
    page = render_template("admin/breaches/record.html", form=form)
    return (page, 422) if request.method == "POST" else page
