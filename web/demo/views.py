"""Pages of the demo only: trying every role with one click, and the mails that would have been sent."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import InputRequired

from accounts import queries, sessions, sign_in
from accounts.states import Factor
from agencies.queries import ServicePointCard, find_card_by_code, list_service_points
from casework.locks.meeting import Tried
from core import notices
from core.context import Context
from core.ids import random_id
from core.short_text import PLAIN
from demo.accounts import PASSWORD, is_demo_account
from demo.world import COMMUNE_CODE
from feedback.texting.services import TextIn
from web import keys_in_hand
from web.admin.notices.labels import text
from web.api.sms.routing import take_text, words_of
from web.context import read_context, transaction
from web.forms import Form, at_most, typed
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

    def take(own: Tried) -> bytes:
        with transaction() as ctx:
            device = flow.device_name(request.user_agent.string)
            session_id = sessions.open_session(ctx, account_id=account_id, token=token, device=device)
            sign_in.factor_was_right(ctx, account_id=account_id, session_id=session_id, token=token, how=Factor.TOTP)
            return keys_in_hand.take(ctx, account_id, session_id, own)

    secret = keys_in_hand.by_password(account_id, PASSWORD, take)
    return keys_in_hand.give(flow.go_on(flow.enter(token)), secret)


class TextForm(Form):
    """A text message as somebody's phone would send it."""

    sender = StringField(_l("Nhắn từ số"), validators=[InputRequired(_l("Ghi số điện thoại.")), at_most(20)])
    text = StringField(_l("Tin nhắn"), validators=[InputRequired(_l("Ví dụ: TRA 07288-26-K7Q4-M2X")), at_most(160)])


@bp.route("/hop-thu", methods=["GET", "POST"])
@public
def mailbox() -> ResponseReturnValue:
    """The mails and messages that would have left for citizens' phones and mailboxes; a POST stands for a text message
    that a citizen sends, as the gateway would hand it over.
    """
    form = TextForm()
    if form.validate_on_submit():
        message = TextIn(random_id().hex, typed(form.sender), typed(form.text))
        with transaction() as ctx:
            taken = take_text(ctx, message)
        # A rating's answer is written down nowhere, so it stands in the address of the page that shows it.
        said = words_of(taken) if taken is not None else None
        return redirect(url_for("demo.mailbox", dap=said), code=303)
    ctx = read_context()
    page = render_template(
        "demo/mailbox.html", notices=notices.list_latest_open(ctx), name_of=text, form=form,
        reply=request.args.get("dap", "")[:PLAIN], points=_some_points(ctx),
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


def _some_points(ctx: Context) -> Sequence[ServicePointCard]:
    """Counters to try a rating with: those of the first open commune."""
    card = find_card_by_code(ctx, COMMUNE_CODE)
    return list_service_points(ctx, card.id)[:3] if card is not None else ()
