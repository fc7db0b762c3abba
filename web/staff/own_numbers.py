"""A number that a province lets hold from a day on, in place of the one that was shipped: the page that asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from core.clock import local_date
from core.errors import DomainError, NotFound
from web.context import runtime, transaction
from web.errors import add_to_form
from web.forms import Form, typed


class Limit(Protocol):
    """What both kinds of limits have."""

    @property
    def limit(self) -> str:
        """Its code."""


Held = TypeVar("Held", bound=Limit)


def named(code: str, held: Sequence[Held]) -> Held:
    """The limit of this code. Raises NotFound."""
    for one in held:
        if one.limit == code:
            return one
    raise NotFound


def change_number(
    held: Any, form_of: Callable[..., Form], keep: Callable[..., None], *, province_id: UUID, page: str, after: str
) -> ResponseReturnValue:
    """Show the form, or keep what it holds by `keep`; `page` is its template, `after` the endpoint with all numbers."""
    form: Any = form_of(data={"number": held.number, "valid_from": local_date(runtime().clock())})
    if form.validate_on_submit() and form.valid_from.data:
        try:
            with transaction() as ctx:
                keep(
                    ctx, held.limit, province_id=province_id, number=form.number.data or 0,
                    valid_from=form.valid_from.data, reason=typed(form.reason), document=typed(form.document),
                )  # fmt: skip
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi số mới."), "success")
            return redirect(url_for(after), code=303)
    shown = render_template(page, held=held, form=form)
    return (shown, 422) if form.is_submitted() else shown
