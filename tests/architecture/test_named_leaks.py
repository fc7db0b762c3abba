"""The threat model names a test for every leak; each of them is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text()
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
# What the issue lists, in its order, as the first words of a line of the table.
LEAKS = (
    "spool files of uploads", "spool files of the proxy", "work folders", "tracebacks", "keys of limiters",
    "SQL parameters", "PostgreSQL's statement log", "free pages", "lines of proxy and access logs",
    "drafts and copies in browsers", "referrer", "titles of pages", "subjects and words of mails", "push",
    "suggestions", "exports", "labels of metrics", "crash reports", "backups", "core dumps",
    "metadata of pictures, PDFs, recordings",
    "names of files that came in; thumbnails", "names of files that go out", "properties of .docx", "common counts",
    "their own reminders", "batches", "public figures", "numbers without gaps", "blind indexes", "names, phones",
)  # fmt: skip


def test_each_leak_has_a_line_with_a_test() -> None:
    lines = [line for line in TEXT.splitlines() if line.startswith("| ")]
    missing = [leak for leak in LEAKS if not any(line.startswith(f"| {leak}") and NAMED.search(line) for line in lines)]
    assert missing == []


def test_every_test_that_is_named_is_there() -> None:
    wrong = []
    for path, name in NAMED.findall(TEXT):
        file = ROOT / path
        if not file.exists() or (name and not re.search(rf"^def {name}\(", file.read_text(), re.MULTILINE)):
            wrong.append(f"{path}::{name}")
    assert NAMED.search(TEXT)
    assert wrong == []
