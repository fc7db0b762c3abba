"""Signing in at the province's portal, for officials who linked their account; and linking it."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts import sessions
from accounts.portal import services
from accounts.portal.services import Vouched
from accounts.states import Step
from core.errors import DomainError
from core.ports import PortalRefused, PortalUnavailable
from web import errors, identity
from web.context import runtime, transaction
from web.gates import public, signed_in
from web.portal.attempts import Back, come_back, here, keep, leave, onward_of, peek, portal, take
from web.staff.auth import flow
from web.staff.auth.blueprint import bp
from web.staff.auth.demo_helper import demo_accounts
from web.staff.auth.forms import ConfirmForm, SignInForm
from web.staff.auth.proof import require_password

ENTER, LINK = "vao", "gan"
_SURE, _SURE_FOR = "gan-cong-tinh", timedelta(minutes=10)
SIGNED_OUT = "con-o-cong-tinh"


@bp.get("/dang-nhap/cong")
@public
def portal_sign_in() -> ResponseReturnValue:
    """To the portal. A link, not a form: our pages send forms nowhere else."""
    try:
        return _go(ENTER)
    except PortalUnavailable as error:
        return _sign_in_page(error)


@bp.get("/dang-nhap/cong/ve")
@public
def portal_back() -> ResponseReturnValue:
    """Back from the portal, to sign in or to link."""
    if onward_of(LINK):
        return _linked()
    try:
        found = come_back(ENTER, back_to=_callback())
        token = sessions.new_token()
        with transaction() as ctx:
            services.enter(ctx, _worth(found), token=token, device=flow.origin("").agent)
    except DomainError as error:
        return _sign_in_page(error)
    return flow.go_on(flow.enter(token))


@bp.route("/tai-khoan/cong", methods=["GET", "POST"])
@signed_in
def portal_link() -> ResponseReturnValue:
    """Link the account to a person of the portal; the password is asked first."""
    form, login = ConfirmForm(), identity.current_login()
    assert login is not None  # the gate has just seen it
    if form.validate_on_submit():
        try:
            require_password(login, form.current.data)
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            keep(_SURE, {"account": str(login.account_id)}, lasts=_SURE_FOR)
            return redirect(url_for("staff_auth.portal_link"), code=303)
    sure = peek(_SURE) == {"account": str(login.account_id)}
    page = render_template("staff/auth/portal_link.html", form=form, sure=sure)
    return (page, 422) if form.is_submitted() else page


@bp.get("/tai-khoan/cong/di")
@signed_in
def portal_link_go() -> ResponseReturnValue:
    """To the portal, once the password was right."""
    login = identity.current_login()
    assert login is not None  # the gate has just seen it
    if take(_SURE) != {"account": str(login.account_id)}:
        return redirect(url_for("staff_auth.portal_link"), code=303)
    try:
        return _go(LINK)
    except PortalUnavailable as error:
        return _to_me(errors.message(error), "error")


@bp.route("/tai-khoan/cong/bo", methods=["GET", "POST"])
@signed_in
def portal_unlink() -> ResponseReturnValue:
    """No sign-in through the portal any more; the password is asked first."""
    form, login = ConfirmForm(), identity.current_login()
    assert login is not None  # the gate has just seen it
    if form.validate_on_submit():
        try:
            require_password(login, form.current.data)
            with transaction() as ctx:
                services.unlink(ctx, account_id=login.account_id)
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            return _to_me(gettext("Đã bỏ gắn tài khoản cổng tỉnh."), "success")
    page = render_template(
        "staff/auth/give_up.html", form=form, title=gettext("Bỏ gắn tài khoản cổng tỉnh"),
        text=gettext("Lần sau chỉ vào được bằng mật khẩu. Cần lại thì gắn từ đầu."),
    )  # fmt: skip
    return (page, 422) if form.is_submitted() else page


@bp.get("/dang-xuat/cong")
@public
def portal_sign_out() -> Response:
    """End the portal's own session too, after ours has ended."""
    session.pop(SIGNED_OUT, None)
    home = url_for("staff_auth.sign_in")
    found = runtime().portal
    target = found.end(back_to=here() + "/can-bo/dang-nhap") if found is not None else None
    return _redirect(target or home)


def _go(purpose: str) -> Response:
    for other in (ENTER, LINK):
        session.pop(f"cong-tinh-{other}", None)
    return _redirect(leave(purpose, back_to=_callback(), onward="/can-bo"))


def _linked() -> ResponseReturnValue:
    login = identity.current_login()
    try:
        found = come_back(LINK, back_to=_callback())
        if login is None or login.step is not Step.COMPLETE:
            raise PortalRefused
        with transaction() as ctx:
            services.link(ctx, account_id=login.account_id, person=found.person)
    except DomainError as error:
        return _to_me(errors.message(error), "error") if login else _sign_in_page(error)
    return _to_me(gettext("Đã gắn. Lần sau đăng nhập qua cổng tỉnh được."), "success")


def _worth(found: Back) -> Vouched:
    oidc = runtime().settings.oidc
    acr = found.person.acr
    if oidc is None:
        raise PortalUnavailable
    return Vouched(found.person, oidc.level_of(acr), factor=bool(acr) and acr in oidc.second_factor)


def _callback() -> str:
    portal()
    return here() + "/can-bo/dang-nhap/cong/ve"


def _sign_in_page(error: DomainError) -> tuple[str, int]:
    form = SignInForm(formdata=None)
    errors.add_to_form(form, error)
    page = render_template("staff/auth/sign_in.html", form=form, expired=False, demo_accounts=demo_accounts())
    return page, 503 if isinstance(error, PortalUnavailable) else 400


def _to_me(text: str, kind: str) -> Response:
    flash(text, kind)
    return _redirect(url_for("staff_auth.me"))


def _redirect(target: str) -> Response:
    response = redirect(target, code=303)
    assert isinstance(response, Response)
    return response
