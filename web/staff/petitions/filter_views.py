"""Keeping a filter under a name, and letting it go."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from core.errors import DomainError
from core.text import clean
from feedback.services import drop_filter, save_filter
from feedback.states import View
from web.context import transaction
from web.errors import message
from web.staff.petitions.blueprint import bp, gate
from web.staff.petitions.narrowing import from_address, queue_url


@bp.post("/bo-loc")
@gate
def keep_filter() -> Response:
    """Keep what the address says under the typed name."""
    view, narrowed = view_from_address(), from_address()
    try:
        with transaction() as ctx:
            save_filter(ctx, name=clean(request.form.get("name", ""))[:60], view=view, narrowed=narrowed)
    except DomainError as error:
        flash(message(error), "error")
    else:
        flash(gettext("Đã lưu bộ lọc. Bộ lọc nằm ở đầu danh sách."), "success")
    return redirect(queue_url(view, narrowed), code=303)


@bp.post("/bo-loc/<uuid:filter_id>/bo")
@gate
def forget_filter(filter_id: UUID) -> Response:
    """Let a kept filter go."""
    with transaction() as ctx:
        drop_filter(ctx, filter_id)
    flash(gettext("Đã bỏ bộ lọc."), "success")
    return redirect(queue_url(view_from_address(), from_address()), code=303)


def view_from_address() -> View:
    """Which view the address names; one's own work when it names none."""
    try:
        return View(request.args.get("muc", View.MINE.value))
    except ValueError:
        return View.MINE
