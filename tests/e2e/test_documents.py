"""What the documents tell is what there is: stops of the tour, decisions, variables, commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.support.source import ROOT, python_files
from tools.tour import STOPS

READMES = ("README.md", "README.en.md")
_READ = r"(?:reader\.\w+|self\.(?:text|flag|integer|_words)|environ\.get)"
_VARIABLE = re.compile(_READ + r"""\(\s*["']([A-Z][A-Z0-9_]+)["']""")
# Told to a test or a tool, not to an installation.
_OURS = {"BOOT_SECRET", "CHROMIUM"}


def _told(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_guide_follows_the_tour() -> None:
    told = re.findall(r"^\| `(\d\d-[a-z-]+)` \|", _told("docs/tour.md"), re.MULTILINE)
    assert told == [stop.name for stop in STOPS]


def test_the_index_names_every_decision() -> None:
    told = re.findall(r"\]\((\d{4}-[a-z0-9-]+\.md)\)", _told("docs/adr/README.md"))
    assert told == sorted(path.name for path in (ROOT / "docs" / "adr").glob("0*.md"))


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_every_variable(name: str) -> None:
    read = {
        variable
        for path in python_files("bootstrap")
        for variable in _VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    table = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", "\n".join(re.findall(r"^\| `.*", _told(name), re.MULTILINE))))
    assert read - _OURS == table


@pytest.mark.parametrize("name", READMES)
def test_the_readme_names_commands_and_files_that_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z0-9-]+):", _told("Makefile"), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z0-9-]+)", _told(name))) <= targets
    linked = [target for target in re.findall(r"\]\(([^)#]+)\)", _told(name)) if "://" not in target]
    assert [target for target in linked if not Path(ROOT / target).exists()] == []
