"""One's own account: password, second factor, sessions."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import logout_user

from accounts import factors, queries, sessions, sign_in
from accounts.portal.services import linked_at
from accounts.sessions import Login
from core.context import Context
from core.errors import DomainError, NotFound
from web import errors, identity
from web.context import read_context, transaction
from web.gates import signed_in
from web.staff.auth import flow, setting_up
from web.staff.auth.blueprint import bp
from web.staff.auth.forms import ChangeAppForm, ChangePasswordForm, ConfirmForm
from web.staff.auth.proof import require_password


def _login() -> Login:
    login = identity.current_login()
    assert login is not None  # the gate has just seen it
    return login


def _back() -> Response:
    response = redirect(url_for("staff_auth.me"), code=303)
    assert isinstance(response, Response)
    return response


def _try(act: Callable[[Context], None], done: str) -> Response:
    """Do one act of the page and go back to it with a word on how it went."""
    try:
        with transaction() as ctx:
            act(ctx)
    except NotFound:
        raise
    except DomainError as error:
        flash(errors.message(error), "error")
    else:
        flash(done, "success")
    return _back()


@bp.get("/tai-khoan")
@signed_in
def me() -> str:
    """What the account has, and where it is signed in."""
    ctx, login = read_context(), _login()
    return render_template(
        "staff/auth/me.html", login=login,
        passkeys=queries.list_passkeys(ctx, login.account_id),
        codes_left=queries.count_recovery_codes(ctx, login.account_id),
        sessions=sessions.list_sessions(ctx, login.account_id, limits=identity.limits()),
        portal_since=linked_at(ctx, login.account_id),
    )  # fmt: skip


@bp.route("/tai-khoan/mat-khau", methods=["GET", "POST"])
@signed_in
def change_password() -> ResponseReturnValue:
    """A new password; the present one is asked first."""
    form, login = ChangePasswordForm(), _login()
    if form.validate_on_submit():
        try:
            require_password(login, form.current.data)
            token = setting_up.replace_password(login, form.password.data or "")
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            flow.keep_signed_in(token)
            flash(gettext("Đã đổi mật khẩu. Các máy khác đã thoát ra."), "success")
            return _back()
    status = 200 if request.method == "GET" else 422
    return render_template("staff/auth/change_password.html", form=form), status


@bp.route("/tai-khoan/ung-dung", methods=["GET", "POST"])
@signed_in
def change_app() -> ResponseReturnValue:
    """Set up the app, or move it to another phone; the password is asked first."""
    form, login = ChangeAppForm(), _login()
    app = setting_up.pending_app(login, form.pending.data)
    if form.validate_on_submit():
        token = sessions.new_token()
        try:
            require_password(login, form.current.data)
            with transaction() as ctx:
                factors.confirm_totp(ctx, account_id=login.account_id, secret=app.secret, code=form.code.data or "")
                sessions.rotate(ctx, login.session_id, token=token, factor_shown=True)
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            flow.keep_signed_in(token)
            flash(gettext("Ứng dụng tạo mã đã sẵn sàng."), "success")
            return _back()
    form.pending.data = app.sealed
    return render_template("staff/auth/change_app.html", form=form, app=app), 200 if request.method == "GET" else 422


@bp.route("/tai-khoan/ung-dung/bo", methods=["GET", "POST"])
@signed_in
def remove_app() -> ResponseReturnValue:
    """Do without the app; another factor must be left. The password is asked first."""
    login = _login()
    return _give_up(
        lambda ctx: factors.remove_totp(ctx, account_id=login.account_id), title=gettext("Bỏ ứng dụng tạo mã"),
        text=gettext("Mã 6 số trên điện thoại sẽ không dùng được nữa. Lần sau đăng nhập bằng khóa hoặc mã dự phòng."),
        done=gettext("Đã bỏ ứng dụng tạo mã."),
    )  # fmt: skip


@bp.route("/tai-khoan/khoa/<uuid:passkey_id>/bo", methods=["GET", "POST"])
@signed_in
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """Forget a passkey; another factor must be left. The password is asked first."""
    account_id = _login().account_id
    key = next((known for known in queries.list_passkeys(read_context(), account_id) if known.id == passkey_id), None)
    if key is None:
        raise NotFound
    return _give_up(
        lambda ctx: factors.remove_passkey(ctx, account_id=account_id, passkey_id=passkey_id),
        title=gettext("Bỏ khóa “%(name)s”", name=key.name),
        text=gettext("Khóa này sẽ không vào được tài khoản nữa. Cần lại thì thêm lại từ đầu."),
        done=gettext("Đã bỏ khóa đăng nhập."),
    )  # fmt: skip


def _give_up(act: Callable[[Context], None], *, title: str, text: str, done: str) -> ResponseReturnValue:
    """Ask for the password, then do without a factor."""
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            require_password(_login(), form.current.data)
            with transaction() as ctx:
                act(ctx)
        except NotFound:
            raise
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            flash(done, "success")
            return _back()
    page = render_template("staff/auth/give_up.html", form=form, title=title, text=text)
    return page, 200 if request.method == "GET" else 422


@bp.route("/tai-khoan/ma-du-phong", methods=["GET", "POST"])
@signed_in
def print_codes() -> ResponseReturnValue:
    """Ten new printed codes; the older ones no longer work. The password is asked first."""
    form, login = ConfirmForm(), _login()
    if form.validate_on_submit():
        try:
            require_password(login, form.current.data)
            with transaction() as ctx:
                codes = factors.new_recovery_codes(ctx, account_id=login.account_id)
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            return setting_up.codes_page(login, codes)
    return render_template("staff/auth/print_codes.html", form=form), 200 if request.method == "GET" else 422


@bp.post("/tai-khoan/phien/<uuid:session_id>/ket-thuc")
@signed_in
def end_session(session_id: UUID) -> Response:
    """End one of the own sessions."""
    account_id = _login().account_id
    return _try(
        lambda ctx: sessions.end_session(ctx, session_id, account_id=account_id), gettext("Đã thoát khỏi máy đó.")
    )


@bp.post("/tai-khoan/thoat-moi-noi")
@signed_in
def sign_out_everywhere() -> Response:
    """End all own sessions, this one too."""
    account_id = _login().account_id
    with transaction() as ctx:
        sign_in.end_everywhere(ctx, account_id=account_id)
    logout_user()
    session.clear()
    return flow.left_for_good()
