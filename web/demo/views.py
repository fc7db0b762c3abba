"""Pages of the demo only: trying every role with one click, and the mails that would have been sent."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue

from accounts import queries, sessions, sign_in
from accounts.states import Factor
from core import notices
from demo.accounts import is_demo_account
from web.admin.notices.labels import text
from web.context import read_context, transaction
from web.gates import public
from web.staff.auth import flow

bp = Blueprint("demo", __name__, url_prefix="/dung-thu")


@bp.post("/vao")
@public
def enter() -> ResponseReturnValue:
    """Sign in as one of the demo's officials: a real session, only the typing is spared."""
    user_name = request.form.get("user_name", "")
    if not is_demo_account(user_name):
        abort(404)
    account_id = queries.find_account_id(read_context(), user_name)
    if account_id is None:
        abort(404)
    token = sessions.new_token()
    with transaction() as ctx:
        device = flow.device_name(request.user_agent.string)
        session_id = sessions.open_session(ctx, account_id=account_id, token=token, device=device)
        sign_in.factor_was_right(ctx, account_id=account_id, session_id=session_id, token=token, how=Factor.TOTP)
    return flow.go_on(flow.enter(token))


@bp.get("/hop-thu")
@public
def mailbox() -> str:
    """The mails and messages that would have left for citizens' phones and mailboxes."""
    return render_template("demo/mailbox.html", notices=notices.list_latest_open(read_context()), name_of=text)
