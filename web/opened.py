"""Which case this browser has opened with its number and code: sealed in the session cookie, for two hours."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from flask import g, session

from casework.numbers import FoundCase
from core.actor import ANONYMOUS
from core.crypto import SealBroken
from web.context import runtime

KEPT = timedelta(hours=2)
# After the case (16 bytes) and the end (8): what the code opens a locked case with.
_SECRET = 24
# Where each kind of case that shares the tracking form is shown.
PAGES = {
    "petition": "petitions.case", "opinion": "consultations.followed", "question": "dialogues.followed",
    "data_request": "data_rights.followed",
}  # fmt: skip


def remember(found: FoundCase) -> None:
    """Note that the code was right."""
    until = int((runtime().clock() + KEPT).timestamp()).to_bytes(8, "big")
    purpose = found.case_type
    plain = found.case_id.bytes + until + (found.secret or b"")
    sealed = runtime().keys.seal(purpose, plain, bound_to=purpose.encode())
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
    if int.from_bytes(plain[16:_SECRET], "big") < runtime().clock().timestamp():
        return None
    if plain[_SECRET:] and g.get("actor") is ANONYMOUS:
        g.actor = replace(ANONYMOUS, secret=plain[_SECRET:])
        g.pop("read_context", None)
    return UUID(bytes=plain[:16])


def close(case_type: str) -> None:
    """Leave nothing on this device."""
    session.pop(case_type, None)
