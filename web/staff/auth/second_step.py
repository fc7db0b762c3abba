"""The second factor: the app's code, a printed code, or a passkey."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from accounts import factors, passkeys, sessions, sign_in
from accounts.errors import TooManyAttempts
from accounts.sessions import Login
from accounts.states import Factor, Step
from core.context import Context
from core.errors import DomainError
from web import errors
from web.context import transaction
from web.forms import Form
from web.gates import public
from web.staff.auth import flow
from web.staff.auth.blueprint import bp
from web.staff.auth.forms import CodeForm, PasskeyForm, RecoveryForm

Check = Callable[[Context], None]


@bp.route("/dang-nhap/xac-thuc", methods=["GET", "POST"])
@public
def second_factor() -> ResponseReturnValue:
    """The app's six digits; the page offers the passkey too when there is one."""
    login = flow.at_step(Step.SECOND_FACTOR)
    if login is None:
        return flow.elsewhere()
    form = CodeForm()
    account_id = login.account_id

    def check(ctx: Context) -> None:
        factors.check_totp(ctx, account_id=account_id, code=form.code.data or "")

    return _answer(login, form, Factor.TOTP, check, "staff/auth/second_factor.html")


@bp.route("/dang-nhap/ma-du-phong", methods=["GET", "POST"])
@public
def recovery_code() -> ResponseReturnValue:
    """One of the printed codes."""
    login = flow.at_step(Step.SECOND_FACTOR)
    if login is None:
        return flow.elsewhere()
    form = RecoveryForm()
    account_id = login.account_id

    def check(ctx: Context) -> None:
        factors.use_recovery_code(ctx, account_id=account_id, typed=form.code.data or "")

    return _answer(login, form, Factor.RECOVERY_CODE, check, "staff/auth/recovery_code.html")


@bp.post("/dang-nhap/khoa")
@public
def passkey() -> ResponseReturnValue:
    """What the browser answers for a passkey."""
    login = flow.at_step(Step.SECOND_FACTOR)
    if login is None:
        return flow.elsewhere()
    form = PasskeyForm()
    account_id, challenge = login.account_id, flow.take_challenge(login)

    def check(ctx: Context) -> None:
        passkeys.check_passkey(
            ctx, account_id=account_id, challenge=challenge, party=flow.relying_party(), answer=form.answer.data or ""
        )

    return _answer(login, form, Factor.PASSKEY, check, "staff/auth/second_factor.html")


def _answer(login: Login, form: Form, how: Factor, check: Check, template: str) -> ResponseReturnValue:
    status = 200 if request.method == "GET" else 422
    if form.validate_on_submit():
        try:
            return _raise_session(login, how, check)
        except DomainError as error:
            errors.add_to_form(form, error)
            status = 429 if isinstance(error, TooManyAttempts) else 422
    if how is Factor.PASSKEY:
        code_form, passkey_form = CodeForm(formdata=None), form
        code_form.form_errors.extend([*form.form_errors, *form.answer.errors])
        return render_template(template, form=code_form, passkey_form=passkey_form, login=login), status
    passkey_form = PasskeyForm(formdata=None)
    return render_template(template, form=form, passkey_form=passkey_form, login=login), status


def _raise_session(login: Login, how: Factor, check: Check) -> Response:
    with transaction() as ctx:
        sign_in.begin_factor(ctx, login.account_id)
    token = sessions.new_token()
    with transaction() as ctx:
        check(ctx)
        sign_in.factor_was_right(ctx, account_id=login.account_id, session_id=login.session_id, token=token, how=how)
    return flow.go_on(flow.enter(token))
