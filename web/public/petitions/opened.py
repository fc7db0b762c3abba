"""Which case this browser has opened with its number and code: sealed in the session cookie, for two hours."""

from __future__ import annotations

import base64
from datetime import timedelta
from uuid import UUID

from flask import session

from casework.numbers import FoundCase
from core.crypto import SealBroken
from web.context import runtime

KEPT = timedelta(hours=2)
PETITION = "petition"
# Where the other kinds of cases that share the tracking form are shown.
ELSEWHERE = {"opinion": "consultations.followed", "question": "dialogues.followed"}


def remember(found: FoundCase) -> None:
    """Note that the code was right. Other kinds of cases read their own key, without a time."""
    until = int((runtime().clock() + KEPT).timestamp()).to_bytes(8, "big") if found.case_type == PETITION else b""
    purpose = found.case_type
    sealed = runtime().keys.seal(purpose, found.case_id.bytes + until, bound_to=purpose.encode())
    session[purpose] = base64.b85encode(sealed).decode()


def opened_petition() -> UUID | None:
    """The petition this browser may follow; None when it has to show the code again."""
    sealed = session.get(PETITION)
    if not isinstance(sealed, str):
        return None
    try:
        plain = runtime().keys.open(PETITION, base64.b85decode(sealed), bound_to=PETITION.encode())
    except (SealBroken, ValueError):
        return None
    if int.from_bytes(plain[16:], "big") < runtime().clock().timestamp():
        return None
    return UUID(bytes=plain[:16])


def close() -> None:
    """Leave nothing on this device."""
    session.pop(PETITION, None)
