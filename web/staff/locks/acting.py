"""What the buttons of the pages of keys and safes have in common."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from core.context import Context
from core.errors import DomainError
from web import errors
from web.context import transaction


def try_and_tell(act: Callable[[Context], object], done: str) -> ResponseReturnValue:
    """Do it, and go back to the first page of the part with `done`, or with why not."""
    try:
        with transaction() as ctx:
            act(ctx)
    except DomainError as error:
        flash(errors.message(error), "error")
    else:
        flash(done, "success")
    return redirect(url_for(".index"), code=303)
