"""What a server does and says for one question, so that two questions can be compared without a watch."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from argon2 import PasswordHasher
from werkzeug.test import TestResponse

from casework.locks import codes
from core.crypto import Keyring
from tests.support.query_watch import QueryWatch

_TOKEN = re.compile(r'(name="csrf_token"[^>]* value=)"[^"]*"')


@dataclass(frozen=True)
class Course:
    """Everything somebody could measure: the dear work, the statements, the answer to its last byte and header."""

    work: Counter[str]
    statements: tuple[str, ...]
    status: int
    headers: tuple[tuple[str, str], ...]
    body: str


@dataclass
class Work:
    """Counts what costs time: keys made from secrets, keys made from keys, keyed hashes, passwords."""

    done: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def counted(self) -> Iterator[Counter[str]]:
        """From here to the end of the block."""
        self.done = Counter()
        yield self.done

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Put a counter around each."""
        for owner, name, label in (
            (codes, "stretch", "argon2 of a code"), (codes, "derive", "key from a key"),
            (Keyring, "tag", "keyed hash"), (PasswordHasher, "verify", "argon2 of a password"),
        ):  # fmt: skip
            patch.setattr(owner, name, self._counting(getattr(owner, name), label))

    def _counting(self, plain: Any, label: str) -> Any:
        def call(*arguments: Any, **named: Any) -> Any:
            cost = named.get("cost") or ""
            self.done[f"{label} {cost}".strip()] += 1
            return plain(*arguments, **named)

        return call


def said(answer: TestResponse, typed: dict[str, str]) -> tuple[int, tuple[tuple[str, str], ...], str]:
    """An answer without what was typed, which is as long each time, and without the token of its form."""
    body = _TOKEN.sub(r"\1", answer.get_data(as_text=True))
    for name, value in typed.items():
        body = body.replace(value, f"[{name}]")
    skipped = ("date", "set-cookie", "content-length")  # of the second and third only the token's letters
    headers = tuple(sorted((name, value) for name, value in answer.headers if name.lower() not in skipped))
    return answer.status_code, headers, body


@contextmanager
def course_of(watch: QueryWatch, work: Work) -> Iterator[dict[str, Any]]:
    """Fill in `answer` and `typed` inside the block; `course` is there after it."""
    held: dict[str, Any] = {"typed": {}}
    with watch.observe() as seen, work.counted() as done:
        yield held
    held["course"] = Course(Counter(done), tuple(seen.statements), *said(held["answer"], held["typed"]))


def first_difference(one: Course, other: Course) -> str:
    """In words, for a failed assertion; empty when there is none."""
    for name in ("work", "statements", "status", "headers"):
        here, there = getattr(one, name), getattr(other, name)
        if here != there:
            return f"{name}: {here} / {there}"
    lines = zip(one.body.splitlines(), other.body.splitlines(), strict=False)
    differing = next(((a, b) for a, b in lines if a != b), None)
    if differing:
        return f"body: {differing[0]!r} / {differing[1]!r}"
    return "" if one.body == other.body else "body: one is longer"
