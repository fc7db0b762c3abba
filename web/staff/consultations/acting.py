"""Running the act of a button, and of a form that leads back to the consultation."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from core.context import Context
from core.errors import DomainError
from web.context import transaction
from web.errors import add_to_form, message
from web.forms import VersionForm


def press(consultation_id: UUID, act: Callable[[Context, int], None], done: str) -> Response:
    """Run a button's act in a transaction and say how it went."""
    form = VersionForm()
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                act(ctx, form.seen())
        except DomainError as error:
            flash(message(error))
        else:
            flash(done)
    return back_to(consultation_id)


def send(consultation_id: UUID, form: VersionForm, act: Callable[[Context], None], done: str) -> Response | None:
    """Run a valid form's act; None (with the error on the form) when a rule was broken."""
    try:
        with transaction(public=True) as ctx:
            act(ctx)
    except DomainError as error:
        add_to_form(form, error)
        return None
    flash(done)
    return back_to(consultation_id)


def back_to(consultation_id: UUID) -> Response:
    """To the consultation's page."""
    return redirect(url_for("staff_consultations.item", consultation_id=consultation_id), code=303)
