"""What a page asks for twice is read once; whoever writes reads everything as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from core.actor import ANONYMOUS
from core.context import Context
from core.crypto import Keyring

NOTHING: Any = None


def _context() -> Context:
    return Context(NOTHING, ANONYMOUS, datetime(2026, 3, 2, tzinfo=UTC), Keyring((b"k" * 32,)), NOTHING, NOTHING)


def test_a_page_reads_once_and_a_writer_every_time() -> None:
    asked: list[int] = []

    def read() -> int:
        asked.append(1)
        return len(asked)

    writing = _context()
    assert [writing.once("card", read), writing.once("card", read)] == [1, 2]
    page = replace(writing, kept={})
    assert [page.once("card", read), page.once("card", read), page.once(("card", 7), read)] == [3, 3, 4]


def test_that_there_is_nothing_is_remembered_too_and_a_failure_is_not() -> None:
    page, asked = replace(_context(), kept={}), list[int]()

    def missing() -> None:
        asked.append(1)

    def fails() -> None:
        asked.append(1)
        raise LookupError

    assert page.once("proceeding", missing) is page.once("proceeding", missing) is None
    assert len(asked) == 1
    for _ in range(2):
        try:
            page.once("key", fails)
        except LookupError:
            continue
    assert len(asked) == 3
