"""Who is signed in, read from the session cookie (see web.staff.auth for signing in)."""

from __future__ import annotations

from core.actor import ANONYMOUS, Actor


def signed_in_actor() -> Actor:
    """The official of this request's session; ANONYMOUS when not (completely) signed in."""
    from flask_login import current_user

    actor = getattr(current_user, "actor", None)
    return actor if isinstance(actor, Actor) else ANONYMOUS
