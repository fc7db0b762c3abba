"""What a domain package may hold and may not do (architecture: rules 2 and 3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.source import CASE_DOMAINS, DOMAINS, PACKAGES, ROOT, calls, name, python_files

# The rooms of a domain; `posting_queries.py` or a package `services/` is such a room with more than one table in it.
ROOMS = ("commands", "states", "events", "errors", "policies", "models", "queries", "services", "labels")
WALL_CLOCK = (
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns", "utc_now",
    "local_now", "today",
)  # fmt: skip
COMMITTERS = ("bootstrap", "jobs")


def _modules(domain: str) -> list[Path]:
    files = [path.relative_to(ROOT / domain) for path in python_files(domain)]
    return [path for path in files if path.name != "__init__.py"]


def _has_a_room(path: Path) -> bool:
    # In a package such as services/ the folder is the room.
    room = path.parts[0].removesuffix(".py")
    return any(room == known or room.endswith(f"_{known}") for known in ROOMS)


@pytest.mark.parametrize("domain", CASE_DOMAINS)
def test_every_module_of_a_domain_has_a_known_room(domain: str) -> None:
    assert [path.as_posix() for path in _modules(domain) if not _has_a_room(path)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_domains_never_read_the_wall_clock(domain: str) -> None:
    found = [
        f"{name(path)}:{line} {call}()"
        for path in python_files(domain)
        for line, call in calls(path)
        if call in WALL_CLOCK or call.endswith((".datetime.now", ".date.today", ".utc_now"))
    ]
    assert found == [], "`now` comes in the Context"


def test_only_entry_points_commit() -> None:
    others = [package for package in PACKAGES if package not in COMMITTERS]
    found = [
        f"{name(path)}:{line} {call}()"
        for path in python_files(*others)
        for line, call in calls(path)
        if call.endswith(".commit")
    ]
    assert found == [], "use `with transaction(…) as ctx:`"
