"""The first page after signing in: what is due today, and the way to each task."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from accounts import inbox
from feedback.policies import can_list
from web.context import actor, read_context, runtime, transaction
from web.gates import signed_in
from web.navigation import may_open
from web.staff.desk.cards import cards_for, counts
from web.staff.desk.inbox import told
from web.staff.desk.work import desks_without_key, mentions, work
from web.staff.locks.chores import key_chores
from web.staff.petitions.queue_views import waiting_text

bp = Blueprint("staff", __name__, url_prefix="/can-bo")


@bp.get("")
@signed_in
def today() -> str:
    """A welcome, the numbers that matter today, and one card per task of the person's roles."""
    viewer = actor()
    lines = inbox.list_unseen(read_context(), viewer.account_id) if viewer.account_id else ()
    return render_template(
        "staff/desk/today.html", cards=cards_for(viewer), today=runtime().clock(), counts=counts(),
        inbox=told(lines), handles=bool(can_list(viewer)), work=work(), mentions=mentions(),
        held=waiting_text(read_context()), unkeyed=desks_without_key(), may_set=may_open(viewer, "staff_locks.index"),
        keys=key_chores(),
    )  # fmt: skip


@bp.post("/tin/<uuid:notice_id>/da-xem")
@signed_in
def seen(notice_id: UUID) -> Response:
    """Put a notice away."""
    with transaction() as ctx:
        inbox.put_away(ctx, notice_id)
    return redirect(url_for("staff.today"), code=303)
