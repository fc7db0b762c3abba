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
# Where each kind of case that shares the tracking form is shown.
PAGES = {"petition": "petitions.case", "opinion": "consultations.followed", "question": "dialogues.followed"}


def remember(found: FoundCase) -> None:
    """Note that the code was right."""
    until = int((runtime().clock() + KEPT).timestamp()).to_bytes(8, "big")
    purpose = found.case_type
    sealed = runtime().keys.seal(purpose, found.case_id.bytes + until, bound_to=purpose.encode())
    session[purpose] = base64.b85encode(sealed).decode()


def opened(case_type: str) -> UUID | None:
    """The case of this kind that this browser may follow; None when it has to show the code again."""
    sealed = session.get(case_type)
    if not isinstance(sealed, str):
        return None
    try:
        plain = runtime().keys.open(case_type, base64.b85decode(sealed), bound_to=case_type.encode())
    except (SealBroken, ValueError):
        return None
    if int.from_bytes(plain[16:], "big") < runtime().clock().timestamp():
        return None
    return UUID(bytes=plain[:16])


def close(case_type: str) -> None:
    """Leave nothing on this device."""
    session.pop(case_type, None)
