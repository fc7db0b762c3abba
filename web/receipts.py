"""A number and its access code, carried over the redirect after a form: sealed in the visitor's own cookie.

The code is in no address, log or table; the page may be reloaded and printed until the visitor leaves it.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass
from datetime import timedelta

from flask import session

from core.crypto import SealBroken
from web.context import runtime

PURPOSE = "receipt"
KEPT = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the visitor keeps, and for what it was given ("question:<id>")."""

    number: str
    access_code: str
    subject: str


def keep_receipt(receipt: Receipt) -> None:
    """Seal it into the cookie."""
    until = (runtime().clock() + KEPT).timestamp()
    plain = json.dumps({**asdict(receipt), "until": until}).encode()
    sealed = runtime().keys.seal(PURPOSE, plain, bound_to=PURPOSE.encode())
    session[PURPOSE] = base64.b85encode(sealed).decode()


def read_receipt(subject: str) -> Receipt | None:
    """The receipt for this subject; None when there is none (or it is of another time)."""
    sealed = session.get(PURPOSE)
    if not isinstance(sealed, str):
        return None
    try:
        plain = runtime().keys.open(PURPOSE, base64.b85decode(sealed), bound_to=PURPOSE.encode())
    except (SealBroken, ValueError):
        return None
    values = json.loads(plain)
    if values.pop("until", 0) < runtime().clock().timestamp():
        return None
    receipt = Receipt(**values)
    return receipt if receipt.subject == subject else None


def drop_receipt() -> None:
    """It was handed over: nothing of it stays in the cookie, the person stays signed in."""
    session.pop(PURPOSE, None)


def forget_everything() -> None:
    """Leave nothing of this visitor on the device. A citizen's session holds nothing else."""
    session.clear()
