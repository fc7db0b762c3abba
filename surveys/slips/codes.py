"""What a one-time code is. Pure: it follows from the server's key, so that no list of codes is kept anywhere.

Fifteen symbols: four name the printing, three the slip in it, eight prove that we made them (31⁸ possibilities: nobody
guesses one). The answer given with it gets an id that follows from the code: a second use meets the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from core.clock import local
from core.crypto import Keyring, same
from core.ids import ALPHABET, normalize_access_code

MOST_SLIPS = 2_000
_SERIAL, _INDEX, _PROOF = 4, 3, 8
LENGTH = _SERIAL + _INDEX + _PROOF
_GROUP = 5
# A screen shows each code for half a minute; who photographed it may still use it for ten.
SCREEN_SECONDS = 30
_SCREEN_WINDOWS = 20
_SCREEN_MARK, _SCREEN_KEY = 6, 12


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip of a printing."""

    serial: str
    index: int


def make_code(keys: Keyring, slip: Slip) -> str:
    """The code as it is printed: ``K7Q4M-2X9RT-D3FGH``."""
    body = slip.serial + _symbols(slip.index, _INDEX)
    text = body + _proof(keys, "survey:slip", body.encode(), _PROOF)
    return "-".join(text[start : start + _GROUP] for start in range(0, LENGTH, _GROUP))


def read_code(keys: Keyring, typed: str) -> Slip | None:
    """The slip of a code as it was typed or scanned; None when it is not ours."""
    text = normalize_access_code(typed[:60])
    if len(text) != LENGTH or any(symbol not in ALPHABET for symbol in text):
        return None
    body, proof = text[: _SERIAL + _INDEX], text[_SERIAL + _INDEX :]
    if not same(proof.encode(), _proof(keys, "survey:slip", body.encode(), _PROOF).encode()):
        return None
    return Slip(body[:_SERIAL], _number(body[_SERIAL:]))


def looks_like_code(typed: str) -> bool:
    """Whether somebody typed a slip's code where a counter's was asked for."""
    return len(normalize_access_code(typed[:60])) == LENGTH


def ticket_number(keys: Keyring, slip: Slip) -> UUID:
    """The number of the one ticket a slip is good for."""
    tag = keys.tag("survey:slip-number", f"{slip.serial}:{slip.index}".encode())
    return UUID(bytes=tag[:16], version=4)


def screen_mark(keys: Keyring, point_id: UUID, now: datetime) -> str:
    """What the address on a screen carries now."""
    return _mark(keys, point_id, _window(now))


def is_screen_mark(keys: Keyring, point_id: UUID, typed: str, now: datetime) -> bool:
    """Whether a screen showed it a few minutes ago at most."""
    if len(typed) != _SCREEN_MARK or not typed.isascii():
        return False
    latest = _window(now)
    known = (_mark(keys, point_id, latest - back) for back in range(_SCREEN_WINDOWS))
    # No way out early: how long it takes tells nothing.
    return sum(same(typed.encode(), one.encode()) for one in known) > 0


def screen_key(keys: Keyring, point_id: UUID, now: datetime) -> str:
    """The secret part of a screen's address: whoever has it can show the changing code until the next month is over."""
    return _key_of(keys, point_id, local(now).strftime("%Y-%m"))


def is_screen_key(keys: Keyring, point_id: UUID, typed: str, now: datetime) -> bool:
    """Whether it is the key of this month or of the last."""
    months = (local(now), local(now).replace(day=1) - timedelta(days=1))
    known = [_key_of(keys, point_id, month.strftime("%Y-%m")) for month in months]
    return typed.isascii() and sum(same(typed.encode(), one.encode()) for one in known) > 0


def _key_of(keys: Keyring, point_id: UUID, month: str) -> str:
    return _proof(keys, "survey:screen-key", point_id.bytes + month.encode(), _SCREEN_KEY)


def _mark(keys: Keyring, point_id: UUID, window: int) -> str:
    return _proof(keys, "survey:screen", point_id.bytes + window.to_bytes(8, "big"), _SCREEN_MARK)


def _window(now: datetime) -> int:
    return int(now.timestamp()) // SCREEN_SECONDS


def _proof(keys: Keyring, purpose: str, data: bytes, length: int) -> str:
    # 128 bits over 31ⁿ values: no value is noticeably likelier than another.
    return _symbols(int.from_bytes(keys.tag(purpose, data)[:16], "big") % len(ALPHABET) ** length, length)


def _symbols(number: int, length: int) -> str:
    found = ""
    for _ in range(length):
        number, rest = divmod(number, len(ALPHABET))
        found = ALPHABET[rest] + found
    return found


def _number(symbols: str) -> int:
    number = 0
    for symbol in symbols:
        number = number * len(ALPHABET) + ALPHABET.index(symbol)
    return number
