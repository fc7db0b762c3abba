"""The sheet of receipts of an import: shown when asked for, for a short time, to whoever brought it in."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from agencies.queries import get_card
from core.errors import DomainError, NotFound
from feedback.bulk.queries import get_batch
from feedback.bulk.receipts import forget_codes, read_slips, show_codes
from web.context import actor, read_context, transaction
from web.errors import message
from web.rendering import show_agency
from web.staff.bulk.blueprint import bp, clerk
from web.staff.bulk.forms import EmptyForm


@bp.post("/lan/<uuid:batch_id>/mo-ma")
@clerk
def open_codes(batch_id: UUID) -> Response:
    """From now on for an hour; written into the log."""
    if not EmptyForm().validate_on_submit():
        raise NotFound
    try:
        with transaction() as ctx:
            show_codes(ctx, batch_id)
    except NotFound:
        raise
    except DomainError as error:
        flash(message(error), "error")
        return redirect(url_for("staff_bulk.batch", batch_id=batch_id), code=303)
    return redirect(url_for("staff_bulk.slips", batch_id=batch_id), code=303)


@bp.get("/lan/<uuid:batch_id>/bien-nhan")
@clerk
def slips(batch_id: UUID) -> str | Response:
    """Numbers and codes to cut apart and hand out."""
    ctx = read_context()
    found = get_batch(ctx, batch_id, viewer=actor())
    desk = get_card(ctx, found.agency_id)
    show_agency(desk)
    try:
        given = read_slips(ctx, batch_id)
    except NotFound:
        raise
    except DomainError as error:
        flash(message(error), "error")
        return redirect(url_for("staff_bulk.batch", batch_id=batch_id), code=303)
    return render_template("staff/bulk/slips.html", batch=found, slips=given, desk=desk)


@bp.post("/lan/<uuid:batch_id>/xoa-ma")
@clerk
def drop_codes(batch_id: UUID) -> Response:
    """They are printed: nobody needs them here any more."""
    if not EmptyForm().validate_on_submit():
        raise NotFound
    try:
        with transaction() as ctx:
            forget_codes(ctx, batch_id)
    except NotFound:
        raise
    except DomainError as error:
        flash(message(error), "error")
    else:
        flash(gettext("Đã xoá mã khỏi máy chủ. Bà con mất mã thì cấp lại tại bàn."), "success")
    return redirect(url_for("staff_bulk.batch", batch_id=batch_id), code=303)
