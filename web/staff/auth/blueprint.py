"""The blueprint of signing in and of one's own account."""

from __future__ import annotations

from flask import Blueprint

from web.context import runtime

bp = Blueprint("staff_auth", __name__, url_prefix="/can-bo")


@bp.context_processor
def portal_here() -> dict[str, str]:
    """What the portal is called, where officials may sign in there: it sends them back to our own address."""
    settings = runtime().settings
    usable = settings.oidc is not None and runtime().portal is not None and settings.public_url is not None
    return {"portal_name": settings.oidc.name if usable and settings.oidc else ""}


@bp.context_processor
def passkeys_here() -> dict[str, bool]:
    """Whether passkeys can be offered: they are bound to the installation's own address."""
    return {"passkeys_here": runtime().settings.public_url is not None}
