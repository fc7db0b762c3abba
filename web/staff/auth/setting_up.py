"""First sign-in: the own password, the second factor, the printed codes."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup

from accounts import factors, sessions, sign_in, totp
from accounts.errors import PasswordUnchanged, WrongCode
from accounts.passwords import check_strength
from accounts.sessions import Login
from accounts.states import Factor, Step
from core.actor import ANONYMOUS
from core.crypto import SealBroken
from core.errors import DomainError
from web import errors, keys_in_hand
from web.codes import qr_drawing
from web.context import runtime, transaction
from web.extensions import db
from web.gates import public
from web.staff.auth import flow
from web.staff.auth.blueprint import bp
from web.staff.auth.forms import EnrollForm, NewPasswordForm, PasskeyForm

_PENDING = "totp-pending"


@dataclass(frozen=True, slots=True)
class PendingApp:
    """An app about to be set up: its secret, sealed for the form, and what the page shows."""

    secret: str
    sealed: str
    qr: Markup
    readable: str


@bp.route("/dang-nhap/mat-khau-moi", methods=["GET", "POST"])
@public
def new_password() -> ResponseReturnValue:
    """The one-time password is replaced by the person's own."""
    login = flow.at_step(Step.NEW_PASSWORD)
    if login is None:
        return flow.elsewhere()
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            token = replace_password(login, form.password.data or "")
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            return flow.go_on(flow.enter(token))
    status = 200 if request.method == "GET" else 422
    return render_template("staff/auth/new_password.html", form=form, login=login), status


def replace_password(login: Login, password: str) -> str:
    """Check and set a new password; gives the session's new token. Raises the rules of `accounts.passwords`."""
    check_strength(password, user_name=login.user_name, name=login.name)
    hasher = flow.hasher()
    context = runtime().context(db.session(), ANONYMOUS)
    if hasher.verify(sign_in.get_password_hash(context, login.account_id), password):
        raise PasswordUnchanged
    password_hash, token = hasher.hash(password), sessions.new_token()
    own = keys_in_hand.under_new_password(login.account_id, login.session_id, password)
    with transaction() as ctx:
        keys_in_hand.change(ctx, login.account_id, login.session_id, own)
        sign_in.change_password(
            ctx, account_id=login.account_id, session_id=login.session_id, password_hash=password_hash, token=token
        )
    return token


@bp.route("/dang-nhap/thiet-lap", methods=["GET", "POST"])
@public
def enroll() -> ResponseReturnValue:
    """The second factor is set up: an app (QR), or a passkey by script."""
    login = flow.at_step(Step.ENROLL)
    if login is None:
        return flow.elsewhere()
    form = EnrollForm()
    app = pending_app(login, form.pending.data)
    if form.validate_on_submit():
        try:
            return _enrolled(login, app, form.code.data or "")
        except WrongCode as error:
            errors.add_to_form(form, error)
    form.pending.data = app.sealed
    status = 200 if request.method == "GET" else 422
    return (
        render_template(
            "staff/auth/enroll.html", form=form, app=app, login=login, passkey_form=PasskeyForm(formdata=None)
        ),
        status,
    )


def _enrolled(login: Login, app: PendingApp, code: str) -> ResponseReturnValue:
    token = sessions.new_token()
    with transaction() as ctx:
        factors.confirm_totp(ctx, account_id=login.account_id, secret=app.secret, code=code)
        sign_in.factor_was_right(
            ctx, account_id=login.account_id, session_id=login.session_id, token=token, how=Factor.TOTP
        )
        codes = factors.new_recovery_codes(ctx, account_id=login.account_id)
    return codes_page(flow.enter(token), codes)


def codes_page(login: Login, codes: list[str]) -> ResponseReturnValue:
    """The printed codes, shown this once: the answer to the POST itself, kept nowhere."""
    page = render_template("staff/auth/recovery_codes.html", codes=codes, login=login, printed_at=runtime().clock())
    return flow.know_device(make_response(page), login.user_name)


def pending_app(login: Login, sealed: str | None) -> PendingApp:
    """The app whose secret travels sealed with the form; a fresh one when there is none or it does not open."""
    keys, bound = runtime().keys, login.session_id.bytes
    try:
        secret = keys.open(_PENDING, urlsafe_b64decode(sealed or ""), bound_to=bound).decode()
    except (SealBroken, ValueError):
        secret = totp.new_secret()
        sealed = urlsafe_b64encode(keys.seal(_PENDING, secret.encode(), bound_to=bound)).decode()
    uri = totp.provisioning_uri(secret, user_name=login.user_name)
    qr = qr_drawing(uri, side=220, alt=gettext("Mã QR để thêm tài khoản vào ứng dụng tạo mã"))
    return PendingApp(secret, sealed or "", qr, totp.readable(secret))
