"""The Context of a request: one to read in, one to write in."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import cast

from flask import current_app, g

from bootstrap.runtime import Runtime
from core.actor import Actor
from core.context import Context
from web.extensions import db


def runtime() -> Runtime:
    """The process's runtime."""
    return cast(Runtime, current_app.extensions["runtime"])


def actor() -> Actor:
    """Who makes this request (set by the gate)."""
    return cast(Actor, g.actor)


def read_context() -> Context:
    """A Context on the request's reading session; the session is closed with the request."""
    if "read_context" not in g:
        g.read_context = runtime().context(db.session(), actor(), page=True)
    return cast(Context, g.read_context)


def transaction(*, public: bool = False) -> AbstractContextManager[Context]:
    """A Context to write in, committed at the end of the `with`. Build the answer after it.

    `public=True` when what public pages show changes.
    """
    # A reading snapshot opened earlier would not see what is about to be written.
    db.session.rollback()
    g.pop("read_context", None)
    return runtime().transaction(actor(), public=public)
