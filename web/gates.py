"""Deny by default: every view says who may call it, and a view that says nothing is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response

from accounts.roles import Role
from core.actor import ANONYMOUS
from web.identity import show_home_agency, signed_in_actor

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Gate:
    """Who may pass. `roles` empty and not `open`: any signed-in official."""

    open: bool
    cacheable: bool = False
    roles: frozenset[Role] = frozenset()


def _mark(gate: Gate) -> Callable[[View], View]:
    def mark(view: View) -> View:
        view.__gate__ = gate  # type: ignore[attr-defined]  # the mark the guard looks for
        return view

    return mark


public_page = _mark(Gate(open=True, cacheable=True))
"""Anyone; the same for everyone, sets no cookie: kept by caches."""

public = _mark(Gate(open=True))
"""Anyone; personal or changing: never kept."""

signed_in = _mark(Gate(open=False))
"""Any official who has signed in completely."""


def requires(*roles: Role) -> Callable[[View], View]:
    """Officials who hold at least one of the roles anywhere; services and queries check where."""
    return _mark(Gate(open=False, roles=frozenset(roles)))


def keeps_typed(keep: Callable[..., None]) -> Callable[[View], View]:
    """When the session ended while a form was being filled in: `keep` puts what was sent aside before the person is
    asked to sign in again, and brought back to the form. It gets the arguments of the address.
    """

    def mark(view: View) -> View:
        view.__keep_typed__ = keep  # type: ignore[attr-defined]  # the mark the guard looks for
        return view

    return mark


def gate_of(view: Callable[..., Any]) -> Gate | None:
    """The gate a view was marked with."""
    return getattr(view, "__gate__", None)


def install(app: Flask) -> None:
    """Guard every request."""
    public_page(app.view_functions["static"])
    app.before_request(_guard)


def _guard() -> Response | None:
    if request.endpoint is None:
        return None  # Flask answers 404 or 405
    view = current_app.view_functions[request.endpoint]
    gate = gate_of(view)
    if gate is None:
        abort(403)
    g.gate = gate
    if gate.open:
        g.actor = ANONYMOUS
        return None
    g.actor = signed_in_actor()
    if g.actor is ANONYMOUS:
        return redirect(url_for("staff_auth.sign_in", next=_way_back(view)), code=303)
    if gate.roles and not gate.roles & g.actor.roles():
        abort(403)
    show_home_agency(g.actor)
    return None


def _way_back(view: Callable[..., Any]) -> str | None:
    """Where to go once signed in: the page that was asked for, or the form whose content was put aside."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    keep = getattr(view, "__keep_typed__", None)
    if keep is None:
        return None
    keep(**(request.view_args or {}))
    return request.path
