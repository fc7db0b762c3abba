"""How odd ratings are told: each number with its reason; the province's administrator lets another one hold."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from accounts.roles import Role
from agencies.queries import get_card
from surveys.patterns.limits import keep_limit, list_limits
from surveys.policies import READERS
from web.context import actor, read_context
from web.gates import requires
from web.staff.own_numbers import change_number, named
from web.staff.surveys.patterns.forms import PatternLimitForm

bp = Blueprint("staff_survey_limits", __name__, url_prefix="/can-bo/khao-sat-nguong")
SEE = (*READERS, Role.PROVINCIAL_INSPECTOR, Role.PROVINCE_ADMIN)


@bp.get("")
@requires(*SEE)
def index() -> str:
    """Each number, why it is so large, and what comes later."""
    ctx = read_context()
    province = get_card(ctx, get_card(ctx, actor().agencies(*SEE)[0]).province_id)
    return render_template(
        "staff/surveys/patterns/index.html", limits=list_limits(ctx, province.id), province=province,
        may_edit=actor().holds_at(Role.PROVINCE_ADMIN, province.id), reads=bool(actor().roles() & set(SEE[:-1])),
    )  # fmt: skip


@bp.route("/<code>", methods=["GET", "POST"])
@requires(Role.PROVINCE_ADMIN)
def limit(code: str) -> ResponseReturnValue:
    """Let another number hold from a day on."""
    province_id = actor().agencies(Role.PROVINCE_ADMIN)[0]
    held = named(code, list_limits(read_context(), province_id))
    return change_number(
        held,
        PatternLimitForm,
        keep_limit,
        province_id=province_id,
        page="staff/surveys/patterns/limit.html",
        after=".index",
    )
