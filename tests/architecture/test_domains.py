"""What a domain package may hold and may not do (architecture: rules 2 and 3)."""

from __future__ import annotations

import pytest

from tests.support.source import CASE_DOMAINS, DOMAINS, PACKAGES, ROOT, SHARED_DOMAINS, calls, name, python_files

# What every domain has (a module, or a package once it grows); the pure modules come with its first rule.
ROOMS = ("models", "queries")
# Rooms nobody could guess the content of.
NAMELESS = ("base", "common", "helpers", "misc", "shared", "stuff", "tools", "util", "utils")
WALL_CLOCK = (
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns", "utc_now",
    "local_now", "today",
)  # fmt: skip
COMMITTERS = ("bootstrap", "jobs")


@pytest.mark.parametrize("domain", [*SHARED_DOMAINS, *CASE_DOMAINS])
def test_every_domain_has_the_rooms_that_the_architecture_names(domain: str) -> None:
    present = {path.relative_to(ROOT / domain).parts[0].removesuffix(".py") for path in python_files(domain)}
    assert set(ROOMS) - present == set()


def test_every_module_says_by_its_name_what_lives_there() -> None:
    assert [name(path) for path in python_files(*PACKAGES) if path.stem in NAMELESS] == []


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
