"""Passwords: Argon2id, and which ones are too easy to guess. Slow on purpose: never call inside a write transaction."""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from accounts.errors import PasswordTooCommon, PasswordTooShort
from core.ids import random_symbols
from core.text import fold

MINIMUM = 12
MAXIMUM = 200
# Each hashing takes tens of megabytes: a flood of sign-ins waits its turn instead of filling the memory.
_SLOTS = threading.BoundedSemaphore(2)

_COMMON = frozenset({
    "password", "passwd", "matkhau", "letmein", "welcome", "admin", "administrator", "quantri", "qwerty",
    "qwertyuiop", "asdfghjkl", "zxcvbnm", "iloveyou", "anhyeuem", "emyeuanh", "yeuem", "yeuanh", "toiyeuvietnam",
    "vietnam", "vietnamvodich", "hanoi", "saigon", "hochiminh", "football", "dragon", "monkey", "sunshine",
    "princess", "superman", "abc", "abcd", "abcdef", "abcdefgh", "canbo", "congchuc", "uyban", "ubnd", "ubndxa",
    "chutich", "danchu", "dancho", "danchucoso", "congdanchucoso", "congdanchu", "xinchao", "chaoban", "khongbiet",
    "khongnho", "demo", "demodemo",
})  # fmt: skip
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb")
_NOT_LETTER = re.compile(r"[^a-z]+")


@dataclass(frozen=True)
class Passwords:
    """Hashing at one cost. One per process: see `passwords`."""

    memory_kib: int = 65536
    time_cost: int = 3
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(time_cost=self.time_cost, memory_cost=self.memory_kib, parallelism=1, type=Type.ID)

    @cached_property
    def _dummy(self) -> str:
        return self._hasher.hash(random_symbols(20))

    def hash(self, password: str) -> str:
        """The Argon2id hash to store."""
        with _SLOTS:
            return self._hasher.hash(normal(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether the password fits. Without a stored hash the same work is done for nothing: no name is betrayed."""
        with self._lock:
            dummy = self._dummy
        with _SLOTS:
            try:
                self._hasher.verify(stored or dummy, normal(password))
            except (VerificationError, InvalidHashError):
                return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether the hash was made at another cost and should be made again at the next sign-in."""
        return self._hasher.check_needs_rehash(stored)


@cache
def passwords(memory_kib: int, time_cost: int) -> Passwords:
    """The process's hasher at this cost."""
    return Passwords(memory_kib, time_cost)


def check_strength(password: str, *, user_name: str, name: str) -> None:
    """Refuse what is short or among the first guesses. Raises PasswordTooShort, PasswordTooCommon.

    NIST SP 800-63B: length and a list of bad choices, no rules on digits or signs.
    """
    if len(password) < MINIMUM:
        raise PasswordTooShort(minimum=MINIMUM)
    if is_guessable(password, user_name=user_name, name=name):
        raise PasswordTooCommon


def is_guessable(password: str, *, user_name: str = "", name: str = "") -> bool:
    """Whether it is a common word with ornaments, the person's own name, a row of keys, or too monotonous."""
    bare = fold(password).replace(" ", "")
    letters = _NOT_LETTER.sub("", bare)
    if len(set(bare)) < 5 or _mostly_one_row(bare):
        return True
    if not letters:
        return len(bare) < 16  # a date, a phone or card number
    own = {_NOT_LETTER.sub("", fold(text)) for text in (user_name, name, *name.split()[-1:])} - {""}
    return letters in _COMMON | own or any(
        letters == word * (len(letters) // len(word)) for word in _COMMON | own if len(letters) % len(word) == 0
    )


def new_one_time_password() -> str:
    """Four groups of four symbols, to be read aloud or copied from paper; must be changed at first sign-in."""
    symbols = random_symbols(16)
    return "-".join(symbols[i : i + 4] for i in range(0, 16, 4))


@contextmanager
def turn() -> Iterator[None]:
    """Other slow work on a password waits its turn with the hashing."""
    with _SLOTS:
        yield


def normal(password: str) -> str:
    """A password as it is hashed, however the keyboard wrote its letters."""
    return unicodedata.normalize("NFKC", password)[:MAXIMUM]


def _mostly_one_row(bare: str) -> bool:
    rows = [row * 3 for row in _ROWS] + [row[::-1] * 3 for row in _ROWS]
    pieces = sum(any(bare[i : i + 4] in row for row in rows) for i in range(len(bare) - 3))
    return pieces > len(bare) / 2
