"""How odd ratings are told: each number with its reason; the province's administrator lets another one hold."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.roles import Role
from agencies.queries import get_card
from core.clock import local_date
from core.errors import DomainError, NotFound
from surveys.patterns.limits import LimitView, keep_limit, list_limits
from surveys.policies import READERS
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires
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
    held = _found(code, list_limits(read_context(), province_id))
    form = PatternLimitForm(data={"number": held.number, "valid_from": local_date(runtime().clock())})
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
            return redirect(url_for(".index"), code=303)
    page = render_template("staff/surveys/patterns/limit.html", held=held, form=form)
    return (page, 422) if form.is_submitted() else page


def _found(code: str, held: Sequence[LimitView]) -> LimitView:
    for one in held:
        if one.limit == code:
            return one
    raise NotFound
