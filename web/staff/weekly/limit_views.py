"""From when on something is a hot spot: read by those who see the week, kept by the province."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.roles import Role
from agencies.queries import get_card
from core.clock import local_date
from core.errors import DomainError, NotFound
from feedback.hotspots.limits import LimitView, list_limits
from feedback.hotspots.services import keep_limit
from feedback.weekly.policies import OVER
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires
from web.staff.weekly.blueprint import LIMIT_KEEPERS, bp
from web.staff.weekly.forms import LimitForm


@bp.get("/nguong")
@requires(*OVER, *LIMIT_KEEPERS)
def limits() -> str:
    """Each number with its reason, where it comes from and how sure that is."""
    ctx = read_context()
    province = get_card(ctx, get_card(ctx, actor().agencies(*OVER, *LIMIT_KEEPERS)[0]).province_id)
    return render_template(
        "staff/weekly/limits.html", limits=list_limits(ctx, province.id), province=province,
        may_edit=Role.PROVINCE_ADMIN in actor().roles(), sees=bool(actor().roles() & set(OVER)),
    )  # fmt: skip


@bp.route("/nguong/<code>", methods=["GET", "POST"])
@requires(*LIMIT_KEEPERS)
def limit(code: str) -> ResponseReturnValue:
    """Let another number hold from a day on."""
    province_id = actor().agencies(*LIMIT_KEEPERS)[0]
    held = _found(code, list_limits(read_context(), province_id))
    form = LimitForm(data={"number": held.number, "valid_from": local_date(runtime().clock())})
    if form.validate_on_submit() and form.valid_from.data:
        try:
            with transaction() as ctx:
                keep_limit(
                    ctx, held.limit, province_id=province_id, number=form.number.data or 0,
                    valid_from=form.valid_from.data, reason=typed(form.reason), document=typed(form.document),
                )  # fmt: skip
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi số mới."), "success")
            return redirect(url_for(".limits"), code=303)
    page = render_template("staff/weekly/limit.html", held=held, form=form)
    return (page, 422) if form.is_submitted() else page


def _found(code: str, held: Sequence[LimitView]) -> LimitView:
    for one in held:
        if one.limit == code:
            return one
    raise NotFound
