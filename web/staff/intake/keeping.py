"""What was typed when the session ended: put aside for its owner, who is asked to sign in and brought back."""

from __future__ import annotations

from uuid import UUID

from flask import session

from accounts.sessions import owner_of
from core.actor import SYSTEM
from feedback.desk.drafts import rescue_typed
from web.context import runtime
from web.staff.intake.forms import COMPLAINT, RESCUED, typed_now


def keep_for_owner(entry_id: UUID, **_: object) -> None:
    """The cookie still names the session that ended: what came with this request is kept for whoever it was.

    It opens nothing: only the owner of both the session and the entry finds it again, after signing in.
    """
    with runtime().transaction(SYSTEM) as ctx:
        owner = owner_of(ctx, str(session.get("_user_id", "")))
        if owner is not None:
            rescue_typed(ctx, entry_id, {**typed_now(), RESCUED: "y"}, account_id=owner, beside=(COMPLAINT,))


def come_back(**_: object) -> None:
    """Nothing of what was sent needs keeping: the person is only brought back to the same page after signing in."""
