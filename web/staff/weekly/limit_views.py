"""From when on something is a hot spot: read by those who see the week, kept by the province."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from accounts.roles import Role
from agencies.queries import get_card
from feedback.hotspots.limits import list_limits
from feedback.hotspots.services import keep_limit
from feedback.weekly.policies import OVER
from web.context import actor, read_context
from web.gates import requires
from web.staff.own_numbers import change_number, named
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
    held = named(code, list_limits(read_context(), province_id))
    return change_number(
        held, LimitForm, keep_limit, province_id=province_id, page="staff/weekly/limit.html", after=".limits"
    )
