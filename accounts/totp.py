"""Codes of an authenticator app (TOTP, RFC 6238): six digits every thirty seconds."""

from __future__ import annotations

from datetime import datetime

import pyotp

from core.crypto import same

INTERVAL = 30
_WINDOW = (0, -1, 1)  # a phone's clock may be half a minute off
ISSUER = "Cổng Dân chủ cơ sở"
PURPOSE = "totp"


def new_secret() -> str:
    """A fresh secret, base32, 160 bits."""
    return pyotp.random_base32()


def current_code(secret: str, *, now: datetime) -> str:
    """The code shown at this moment."""
    return pyotp.TOTP(secret).at(int(now.timestamp()))


def matching_counter(secret: str, typed: str, *, now: datetime, last_counter: int) -> int | None:
    """The time step whose code was typed; None when none fits or it was used before (a code works once)."""
    digits = "".join(c for c in typed if c.isdigit())
    if len(digits) != 6 or not digits.isascii():
        return None
    hotp, present = pyotp.HOTP(secret), int(now.timestamp()) // INTERVAL
    for offset in _WINDOW:
        counter = present + offset
        if same(hotp.at(counter).encode(), digits.encode()):
            return counter if counter > last_counter else None
    return None


def provisioning_uri(secret: str, *, user_name: str) -> str:
    """What the QR code of the set-up page holds."""
    return pyotp.TOTP(secret, name=user_name, issuer=ISSUER).provisioning_uri()


def readable(secret: str) -> str:
    """The secret in groups of four, to be typed by hand."""
    return " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
