"""What keys ask of the reader today, for the first page; nothing for whoever has no key in hand."""

from __future__ import annotations

from flask import url_for

from agencies.queries import get_card
from casework.safes.chores import Chore, list_chores, what_i_have
from casework.safes.states import KeyChore
from feedback.opening.emptying import list_my_turns
from web.context import actor, read_context

_OF_DESKS = frozenset({KeyChore.DESK_DRILL, KeyChore.DESK_HALF})


def key_chores() -> list[dict[str, object]]:
    """Each with the way to it. Who signed in without a password can do none of it, and is asked nothing."""
    if actor().secret is None:
        return []
    ctx = read_context()
    having = what_i_have(ctx)
    turns = list_my_turns(ctx) if having.moving else ()
    return [
        *(_line(Chore(KeyChore.MOVE, province_id), _moving(safe_id)) for safe_id, province_id in turns),
        *(_line(one, url_for(_page(one.kind))) for one in list_chores(ctx, having)),
    ]


def _page(kind: KeyChore) -> str:
    return "staff_locks.index" if kind in _OF_DESKS else "staff_safes.index"


def _moving(safe_id: object) -> str:
    return url_for("staff_safes.move", safe_id=safe_id)


def _line(one: Chore, url: str) -> dict[str, object]:
    return {"kind": one.kind, "place": get_card(read_context(), one.agency_id).name, "due_at": one.due_at, "url": url}
