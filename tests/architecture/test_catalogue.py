"""Every text people see has its English, with the same blanks to fill."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "web" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "N_": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
BLANK = re.compile(r"%\((\w+)\)[sd]|%%")


@pytest.fixture(scope="module")
def english() -> Catalog:
    with CATALOGUE.open("rb") as stream:
        return read_po(stream, locale="en")


def _marked() -> Iterator[tuple[str, str]]:
    """Each marked text with the file it stands in."""
    with (ROOT / "tools" / "babel.cfg").open(encoding="utf-8") as stream:
        methods, options = parse_mapping_cfg(stream)
    found = extract_from_dir(ROOT, methods, options, keywords=KEYWORDS)
    for name, _line, message, _comments, _context in found:
        yield (message if isinstance(message, str) else message[0]), name


def test_every_text_is_translated(english: Catalog) -> None:
    missing = sorted({f"{name}: {text}" for text, name in _marked() if not _translation(english, text)})
    assert missing == []


def test_the_blanks_are_the_same(english: Catalog) -> None:
    wrong = [
        str(message.id)
        for message in english
        if message.id
        and isinstance(message.id, str)
        and sorted(BLANK.findall(message.id)) != sorted(BLANK.findall(str(message.string)))
    ]
    assert wrong == []


def _translation(english: Catalog, text: str) -> str:
    message = english.get(text)
    if message is None:
        return ""
    return message.string if isinstance(message.string, str) else message.string[0]
