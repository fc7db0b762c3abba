"""Keys, public numbers and access codes."""

from __future__ import annotations

import secrets
import threading
import time
import uuid

# 31 symbols (a prime, so the check character catches every single slip and every swap of neighbours);
# 0/O, 1/I/L are left out because people read these aloud and copy them from paper.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_VALUE = {symbol: index for index, symbol in enumerate(ALPHABET)}
_ALIKE = str.maketrans({"O": "Q", "I": "J", "L": "J", "0": "Q", "1": "J"})


_moment_lock = threading.Lock()
_last_moment = 0


def uuid7() -> uuid.UUID:
    """A time-ordered UUID (RFC 9562 version 7): good index locality. Not for what must hide its moment."""
    global _last_moment
    with _moment_lock:
        # Milliseconds, then the 12 bits after the version as fractions of one (RFC 9562, 6.2, method 3).
        moment = max((time.time_ns() << 12) // 1_000_000, _last_moment + 1)
        _last_moment = moment
    value = (moment >> 12 & 0xFFFFFFFFFFFF) << 80 | 0x7 << 76 | (moment & 0xFFF) << 64
    return uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62))


def random_id() -> uuid.UUID:
    """A UUID that says nothing of when it was made: sealed cases, survey answers."""
    return uuid.UUID(bytes=secrets.token_bytes(16), version=4)


def random_symbols(length: int) -> str:
    """That many unguessable symbols of the alphabet people can read aloud."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def check_symbol(body: str) -> str:
    """The weighted check character of a string of symbols."""
    total = sum(weight * _VALUE[symbol] for weight, symbol in enumerate(body, start=2))
    return ALPHABET[total % len(ALPHABET)]


def new_number(agency_code: str, year: int) -> str:
    """A public case number such as ``12127-26-K7Q4-M2X``: commune, year, six random symbols and a check.

    Random, so that gaps and order tell nothing. The caller retries on the (rare) unique violation.
    """
    body = random_symbols(6)
    tail = body + check_symbol(f"{agency_code}{year % 100:02d}".translate(_DIGITS) + body)
    return f"{agency_code}-{year % 100:02d}-{tail[:4]}-{tail[4:]}"


def parse_number(typed: str) -> str | None:
    """What a person typed as a case number, in its canonical form; None when it cannot be one.

    Forgives case, spaces and missing dashes; catches slips by the check character.
    """
    bare = "".join(c for c in typed.upper() if c.isalnum())
    if len(bare) < 11 or not bare.isascii():
        return None
    code, year, tail = bare[:-9], bare[-9:-7], bare[-7:]
    if not (code.isdigit() and year.isdigit()):
        return None
    if any(symbol not in _VALUE for symbol in tail):
        return None
    if check_symbol((code + year).translate(_DIGITS) + tail[:6]) != tail[6]:
        return None
    return f"{code}-{year}-{tail[:4]}-{tail[4:]}"


# The check covers the digits of commune and year too; 0 and 1 are not symbols, so digits map to letters.
_DIGITS = str.maketrans("0123456789", "ABCDEFGHJK")


def new_access_code() -> str:
    """A secret access code, twelve symbols (59 bits) in three groups: ``K7Q4-M2XC-9RTD``."""
    symbols = random_symbols(12)
    return "-".join(symbols[i : i + 4] for i in (0, 4, 8))


def normalize_access_code(typed: str) -> str:
    """The twelve symbols of a typed access code; forgives case, dashes, spaces and look-alikes."""
    return "".join(c for c in typed.upper() if c.isalnum()).translate(_ALIKE)
