"""Passkeys: what the script asks for, and the one added at the first sign-in or later."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import factors, passkeys, sessions, sign_in
from accounts.errors import PasskeyNeedsAddress, PasskeyRefused
from accounts.sessions import Login
from accounts.states import Factor, Step
from core.context import Context
from core.errors import DomainError
from web import errors, identity
from web.context import transaction
from web.gates import public, signed_in
from web.staff.auth import flow, setting_up
from web.staff.auth.blueprint import bp
from web.staff.auth.forms import AddPasskeyForm, EnrollForm, PasskeyForm
from web.staff.auth.proof import require_password


@bp.post("/dang-nhap/khoa/yeu-cau")
@public
def passkey_options() -> ResponseReturnValue:
    """The challenge for the browser: to show a passkey, or to make one, as the session's step demands."""
    login = identity.current_login()
    if login is None:
        return {"error": "signed out"}, 401
    try:
        party = flow.relying_party()
    except PasskeyNeedsAddress as error:
        return {"error": errors.message(error)}, 409
    ask = passkeys.authentication_options if login.step is Step.SECOND_FACTOR else passkeys.registration_options
    with transaction() as ctx:
        text = ask(ctx, account_id=login.account_id, session_id=login.session_id, party=party)
    return Response(text, mimetype="application/json")


@bp.post("/dang-nhap/thiet-lap/khoa")
@public
def enroll_passkey() -> ResponseReturnValue:
    """A passkey as the first second factor; printed codes follow."""
    login = flow.at_step(Step.ENROLL)
    if login is None:
        return flow.elsewhere()
    form = PasskeyForm()
    token, challenge = sessions.new_token(), flow.take_challenge(login)
    try:
        with transaction() as ctx:
            _add(ctx, login, form, challenge)
            sign_in.factor_was_right(
                ctx, account_id=login.account_id, session_id=login.session_id, token=token, how=Factor.PASSKEY
            )
            codes = factors.new_recovery_codes(ctx, account_id=login.account_id)
    except PasskeyRefused as error:
        app = setting_up.pending_app(login, None)
        code_form = EnrollForm(formdata=None, pending=app.sealed)
        errors.add_to_form(code_form, error)
        page = render_template("staff/auth/enroll.html", form=code_form, app=app, login=login, passkey_form=form)
        return page, 422
    return setting_up.codes_page(flow.enter(token), codes)


@bp.route("/tai-khoan/khoa", methods=["GET", "POST"])
@signed_in
def add_passkey() -> ResponseReturnValue:
    """One more passkey for who is signed in; the password is asked with it."""
    login = identity.current_login()
    assert login is not None
    form = AddPasskeyForm()
    if form.is_submitted():
        challenge = flow.take_challenge(login)
        try:
            require_password(login, form.current.data)
            with transaction() as ctx:
                _add(ctx, login, form, challenge)
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            flash(gettext("Đã thêm khóa đăng nhập."), "success")
            return redirect(url_for("staff_auth.me"), code=303)
    # Each challenge is answered once: the next attempt asks the browser anew.
    form.answer.data = ""
    page = render_template("staff/auth/add_passkey.html", passkey_form=form, form=form)
    return page, 200 if request.method == "GET" else 422


def _add(ctx: Context, login: Login, form: PasskeyForm, challenge: bytes | None) -> None:
    if not form.validate():
        raise PasskeyRefused
    passkeys.add_passkey(
        ctx, account_id=login.account_id, challenge=challenge, party=flow.relying_party(),
        answer=form.answer.data or "", name=form.name.data or gettext("Khóa của tôi"),
    )  # fmt: skip
