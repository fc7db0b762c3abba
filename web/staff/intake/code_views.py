"""A lost access code: compare, let a second official agree where it is delicate, print a new one."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Optional

from accounts.queries import names_of
from accounts.roles import Role
from core.errors import DomainError
from feedback.desk.codes import ask_code, decide_code, get_code, issue_code, list_codes
from feedback.desk.errors import NotMatched
from feedback.desk.states import CodeState
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.forms import Form, at_most, typed
from web.gates import requires
from web.receipts import Receipt, drop_receipt, keep_receipt, read_receipt
from web.staff.intake.blueprint import bp, gate
from web.staff.intake.forms import EmptyForm

Page = str | Response | tuple[str, int]


class MatchForm(Form):
    """Who is at the desk, to be compared."""

    number = StringField(_l("Số đơn"), validators=[InputRequired(_l("Ghi số đơn.")), at_most(30)])
    name = StringField(_l("Họ tên người đến"), validators=[Optional(), at_most(100)])
    phone = StringField(_l("Số điện thoại đã để lại"), validators=[Optional(), at_most(20)])
    identity_seen = BooleanField(_l("Đã xem giấy tờ tuỳ thân, đúng người trong ảnh"))


@bp.get("/ma")
@gate
def codes() -> str:
    """Compare somebody; requests that wait for this official."""
    return _codes_page(MatchForm(formdata=None))


@bp.post("/ma")
@requires(Role.INTAKE_CLERK)
def match() -> Page:
    """What is typed is compared and forgotten; what lies sealed is not shown."""
    form = MatchForm()
    if form.validate_on_submit():
        try:
            request_id = _ask(form)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("staff_intake.code", request_id=request_id), code=303)
    return _codes_page(form), 422


@bp.get("/ma/<uuid:request_id>")
@gate
def code(request_id: UUID) -> str:
    """Where the request stands; the new code once, for whoever compared."""
    line = get_code(read_context(), request_id)
    names = names_of(read_context(), [line.asked_by])
    receipt = read_receipt(_subject(request_id)) if line.mine else None
    public_url = runtime().settings.public_url
    return render_template(
        "staff/intake/code.html", line=line, asked_by=names.get(line.asked_by, ""), receipt=receipt,
        CodeState=CodeState, address=f"{public_url}/tra-cuu".partition("://")[2] if public_url else "",
    )  # fmt: skip


@bp.post("/ma/<uuid:request_id>/<any('dong-y','tu-choi'):word>")
@gate
def decide(request_id: UUID, word: str) -> Page:
    """The second official agrees or not."""
    if EmptyForm().validate_on_submit():
        with transaction() as ctx:
            decide_code(ctx, request_id, agrees=word == "dong-y")
        flash(gettext("Đã ghi nhận."))
    return redirect(url_for("staff_intake.codes"), code=303)


@bp.post("/ma/<uuid:request_id>/cap")
@requires(Role.INTAKE_CLERK)
def issue(request_id: UUID) -> Page:
    """Make the new code; it travels in this official's own cookie to the next page."""
    if EmptyForm().validate_on_submit():
        with transaction() as ctx:
            issued = issue_code(ctx, request_id)
        keep_receipt(Receipt(issued.number, issued.access_code, _subject(request_id)))
    return redirect(url_for("staff_intake.code", request_id=request_id), code=303)


@bp.post("/ma/<uuid:request_id>/xong")
@requires(Role.INTAKE_CLERK)
def issued(request_id: UUID) -> Page:
    """It was handed over: forget it here."""
    if EmptyForm().validate_on_submit() and read_receipt(_subject(request_id)):
        drop_receipt()
    return redirect(url_for("staff_intake.codes"), code=303)


def _ask(form: MatchForm) -> UUID:
    with transaction() as ctx:  # committed whatever is found: wrong tries are counted
        request_id = ask_code(
            ctx, number=typed(form.number), name=typed(form.name), phone=typed(form.phone),
            identity_seen=bool(form.identity_seen.data),
        )  # fmt: skip
    if request_id is None:
        raise NotMatched
    return request_id


def _codes_page(form: MatchForm) -> str:
    ctx = read_context()
    lines = list_codes(ctx)
    return render_template(
        "staff/intake/codes.html", form=form, lines=lines, names=names_of(ctx, [line.asked_by for line in lines]),
        may_ask=Role.INTAKE_CLERK in actor().roles(), posted=request.method == "POST",
    )  # fmt: skip


def _subject(request_id: UUID) -> str:
    return f"code:{request_id}"
