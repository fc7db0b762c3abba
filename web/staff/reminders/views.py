"""What an official was reminded of, and where else they want to be told."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from core.paging import PageRequest
from deadlines.reminders import address_of
from deadlines.services.reminders import note_seen, set_address
from processes.reminding import list_my_reminders
from web.context import actor, read_context, transaction
from web.forms import typed
from web.gates import requires
from web.staff.reminders.forms import AddressForm

bp = Blueprint("staff_reminders", __name__, url_prefix="/can-bo/nhac-viec")
REMINDED = roles_for(Capability.REMINDER_SEE)
PAGE_SIZE = 25


@bp.get("")
@requires(*REMINDED)
def index() -> str:
    """The newest reminders first."""
    return _page(None)


@bp.post("")
@requires(*REMINDED)
def address() -> ResponseReturnValue:
    """Where to tell by e-mail; an empty field stops it."""
    form = AddressForm()
    if not form.validate_on_submit():
        return _page(form), 422
    with transaction() as ctx:
        set_address(ctx, typed(form.email))
    said = gettext("Đã ghi địa chỉ nhận nhắc việc.") if form.email.data else gettext("Từ nay không gửi thư nhắc nữa.")
    flash(said, "success")
    return redirect(url_for(".index"), code=303)


@bp.post("/da-xem")
@requires(*REMINDED)
def seen() -> ResponseReturnValue:
    """All of them have been read."""
    with transaction() as ctx:
        note_seen(ctx)
    return redirect(url_for(".index"), code=303)


def _page(form: AddressForm | None) -> str:
    ctx, viewer = read_context(), actor()
    page = list_my_reminders(ctx, viewer, PageRequest(PAGE_SIZE, request.args.get("sau")))
    left = address_of(ctx, viewer.account_id) if viewer.account_id else ""
    following = url_for(".index", sau=page.next_cursor) if page.next_cursor else None
    return render_template(
        "staff/reminders/index.html", form=form or AddressForm(formdata=None, data={"email": left}), rows=page.items,
        next_url=following, fresh=any(not row.seen for row in page.items),
    )  # fmt: skip
