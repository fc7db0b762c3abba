"""What goes to the national database: take the next package, or an earlier one again."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.queries import names_of
from accounts.roles import Role
from agencies.queries import AgencyCard, get_card
from agencies.states import AgencyKind
from core.errors import Forbidden
from reports.errors import RecordsNotValid
from reports.exporting.collecting import count_waiting
from reports.exporting.packages import MOST, begin_run, list_runs, package
from reports.exporting.schema import NAME
from web.context import actor, read_context, transaction
from web.gates import requires

bp = Blueprint("staff_export", __name__, url_prefix="/can-bo/bao-cao/csdl-quoc-gia")
EXPORTERS = roles_for(Capability.REPORT_EXPORT)


@bp.get("")
@requires(*EXPORTERS)
def index() -> str:
    """The packages taken so far, and how much waits."""
    ctx, province = read_context(), _province()
    runs = list_runs(ctx, province.id, viewer=actor(), path=province.path)
    last = max((run.upto_position for run in runs), default=0)
    return render_template(
        "staff/reports/export.html", province=province, runs=runs, most=MOST, schema_name=NAME,
        waiting=count_waiting(ctx, province.id, last),
        names=names_of(ctx, [run.account_id for run in runs if run.account_id]),
    )  # fmt: skip


@bp.post("")
@requires(*EXPORTERS)
def begin() -> ResponseReturnValue:
    """Set down the next package."""
    with transaction() as ctx:
        run_id = begin_run(ctx, _province())
    if run_id is None:
        flash(gettext("Từ lần lấy trước tới nay chưa có vụ việc nào thay đổi."), "info")
    else:
        flash(gettext("Đã chốt gói mới. Bấm Tải ở dòng đầu để lấy tệp."), "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/<uuid:run_id>/tai")
@requires(*EXPORTERS)
def take(run_id: UUID) -> ResponseReturnValue:
    """The package as a file; audited before a byte leaves."""
    try:
        with transaction() as ctx:
            data = package(ctx, run_id, _province())
    except RecordsNotValid as error:
        flash(gettext(error.text), "info")
        return redirect(url_for(".index"), code=303)
    response = Response(data, mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename="vu-viec.zip")
    response.headers["Cache-Control"] = "no-store"
    return response


def _province() -> AgencyCard:
    """The province whose inspectorate this is. Raises Forbidden."""
    ctx = read_context()
    for agency_id in actor().agencies(Role.PROVINCIAL_INSPECTOR):
        card = get_card(ctx, agency_id)
        if card.kind == AgencyKind.PROVINCE:
            return card
    raise Forbidden
