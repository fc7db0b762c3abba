"""Signing in and out."""

from __future__ import annotations

from flask import Response, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import logout_user

from accounts import sessions
from accounts import sign_in as signing
from accounts.errors import TooManyAttempts, WrongNameOrPassword
from accounts.portal.services import level_of
from casework.locks.meeting import Tried
from casework.locks.own import lay_down
from core.actor import SYSTEM
from web import errors, identity, keys_in_hand
from web.context import read_context, runtime, transaction
from web.gates import public
from web.staff.auth import flow, me, passkeys, portal, second_step, setting_up
from web.staff.auth.blueprint import bp
from web.staff.auth.demo_helper import demo_accounts
from web.staff.auth.forms import SignInForm

__all__ = ["bp", "me", "passkeys", "portal", "second_step", "setting_up"]


@bp.route("/dang-nhap", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """User name and password."""
    form = SignInForm()
    if form.validate_on_submit():
        try:
            return _check(form)
        except TooManyAttempts as error:
            errors.add_to_form(form, error)
            return _page(form), 429, {"Retry-After": str(error.wait_seconds)}
        except WrongNameOrPassword as error:
            errors.add_to_form(form, error)
    elif request.method == "GET":
        return flow.elsewhere() if identity.current_login() else _page(form)
    return _page(form), 422


def _page(form: SignInForm) -> str:
    # The cookie names a session that no longer lives: say why the person is asked again.
    expired = "_user_id" in session and request.method == "GET"
    return render_template("staff/auth/sign_in.html", form=form, expired=expired, demo_accounts=demo_accounts())


def _check(form: SignInForm) -> Response:
    origin = flow.origin(form.user_name.data or "")
    with transaction() as ctx:
        candidate = signing.begin(ctx, user_name=form.user_name.data or "", origin=origin)
    # Argon2 is slow on purpose: outside the transaction, and for unknown names too.
    hasher = flow.hasher()
    if not hasher.verify(candidate.password_hash, form.password.data or ""):
        raise WrongNameOrPassword
    outdated = candidate.password_hash is not None and hasher.is_outdated(candidate.password_hash)
    new_hash = hasher.hash(form.password.data or "") if outdated else None
    token = sessions.new_token()

    def enter(own: Tried) -> bytes:
        with transaction() as ctx:
            session_id = signing.password_was_right(ctx, candidate, origin=origin, token=token, new_hash=new_hash)
            return keys_in_hand.take(ctx, candidate.account_id, session_id, own)

    secret = keys_in_hand.by_password(candidate.account_id, form.password.data or "", enter)
    session["next"] = flow.own_path(request.args.get("next"))
    return keys_in_hand.give(flow.go_on(flow.enter(token)), secret)


@bp.get("/dang-nhap/tiep")
@public
def onward() -> Response:
    """From the page of printed codes to where the person wanted to go."""
    return flow.elsewhere()


@bp.post("/dang-xuat")
@public
def sign_out() -> Response:
    """End this session."""
    login = identity.current_login()
    through_portal = login is not None and level_of(read_context(), login.session_id) is not None
    if login is not None:
        with runtime().transaction(SYSTEM) as ctx:
            sessions.end_session(ctx, login.session_id, account_id=login.account_id)
            lay_down(ctx, login.session_id)
    logout_user()
    session.clear()
    if through_portal:
        session[portal.SIGNED_OUT] = True  # ours is over; the portal's own session is theirs to end
    return flow.left_for_good()
