"""What the province keeps of reports: the days of the periods, and the keys for machines."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from agencies.queries import AgencyCard, get_card
from core.errors import DomainError, Forbidden, NotFound
from reports.commands import KeepCutOff
from reports.exporting.schema import NAME
from reports.exporting.tokens import list_tokens, make_token, revoke_token
from reports.periods import list_cut_offs
from reports.services import keep_cut_off
from reports.states import PeriodKind
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires
from web.staff.reports.forms import CutOffForm, TokenForm

bp = Blueprint("staff_report_periods", __name__, url_prefix="/quan-tri/bao-cao")
KEEPERS = roles_for(Capability.REPORT_PERIODS)
TOKEN_KEEPERS = roles_for(Capability.REPORT_TOKENS)
_PAGES = (NotFound, Forbidden)


@bp.get("")
@requires(*KEEPERS)
def index() -> str:
    """The periods and the keys."""
    return _page(CutOffForm(formdata=None), TokenForm(formdata=None))


@bp.post("/ky")
@requires(*KEEPERS)
def keep() -> ResponseReturnValue:
    """The province's own days of a period."""
    form = CutOffForm()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                keep_cut_off(ctx, _province(), _command(form))
        except _PAGES:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi ngày chốt của tỉnh."), "success")
            return redirect(url_for(".index"), code=303)
    return _page(form, TokenForm(formdata=None)), 422


@bp.post("/khoa")
@requires(*TOKEN_KEEPERS)
def make() -> ResponseReturnValue:
    """A new key, shown in this one answer and never again."""
    form = TokenForm()
    if form.validate_on_submit():
        with transaction() as ctx:
            secret = make_token(ctx, _province(), typed(form.name))
        return render_template("staff/reports/token.html", secret=secret, name=typed(form.name))
    return _page(CutOffForm(formdata=None), form), 422


@bp.post("/khoa/<uuid:token_id>/thu-hoi")
@requires(*TOKEN_KEEPERS)
def revoke(token_id: UUID) -> ResponseReturnValue:
    """The key opens nothing any more."""
    with transaction() as ctx:
        revoke_token(ctx, token_id, _province())
    flash(gettext("Đã thu hồi khoá."), "success")
    return redirect(url_for(".index"), code=303)


def _province() -> AgencyCard:
    return get_card(read_context(), actor().agencies(Role.PROVINCE_ADMIN)[0])


def _command(form: CutOffForm) -> KeepCutOff:
    assert form.valid_from.data is not None  # the form is valid
    return KeepCutOff(
        PeriodKind(form.kind.data), (form.first_day.data or 0, form.first_month.data or 0),
        form.year_before.data == "1", (form.last_day.data or 0, form.last_month.data or 0), form.valid_from.data,
        typed(form.document_number), typed(form.due_note),
    )  # fmt: skip


def _page(form: CutOffForm, token_form: TokenForm) -> str:
    ctx, province = read_context(), _province()
    return render_template(
        "staff/reports/periods.html", form=form, token_form=token_form, cut_offs=list_cut_offs(ctx, province.id),
        tokens=list_tokens(ctx, province, viewer=actor()), schema_name=NAME,
    )  # fmt: skip
