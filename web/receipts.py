"""A number and its access code, carried over the redirect after a form: sealed in the visitor's own cookie.

The code is in no address, log or table; the page may be reloaded and printed until the visitor leaves it.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, dataclass

from flask import session

from core.crypto import SealBroken
from web.context import runtime

PURPOSE = "receipt"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the visitor keeps, and for what it was given ("question:<id>")."""

    number: str
    access_code: str
    subject: str


def keep_receipt(receipt: Receipt) -> None:
    """Seal it into the cookie."""
    plain = json.dumps(asdict(receipt)).encode()
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
    receipt = Receipt(**json.loads(plain))
    return receipt if receipt.subject == subject else None


def wipe_receipt() -> None:
    """Forget it on this device."""
    session.pop(PURPOSE, None)
