"""What is kept in git works on every machine, and is what it says it is."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from tests.support.source import ROOT, name, tracked_files

STATIC = ROOT / "web" / "static"
VENDOR = STATIC / "vendor"
LARGEST = 1_500_000
BINARY = {".woff2", ".ttf", ".png", ".jpg", ".jpeg", ".webp", ".ico", ".pdf", ".gz", ".docx", ".xlsx", ".heic"}
# Built from pieces, so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.-])/(work|root|home)" + r"/|C:" + r"\\Users")
REGISTRY = re.compile("|".join(("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npmjs", "deb" + r"\.debian")))


def _text_files() -> list[Path]:
    return [path for path in tracked_files() if path.suffix.lower() not in BINARY and VENDOR not in path.parents]


def _lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name(path)}:{number}"
        for path in _text_files()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_nothing_names_the_folders_of_one_machine() -> None:
    assert _lines_with(MACHINE) == []


def test_nothing_names_a_package_registry() -> None:
    assert _lines_with(REGISTRY) == []


def test_nothing_is_too_large_for_git() -> None:
    assert [name(path) for path in tracked_files() if path.stat().st_size > LARGEST] == []


def test_requirements_are_pinned() -> None:
    pin = re.compile(r"[a-z0-9-]+(\[[a-z,]+\])?==[a-z0-9.]+")
    for file in ("requirements.txt", "requirements-dev.txt", "tools/constraints.txt"):
        lines = (ROOT / file).read_text().splitlines()
        wanted = [line for line in lines if line and not line.startswith(("#", "-r ", "-c "))]
        assert [line for line in wanted if not pin.fullmatch(line)] == [], file


def test_vendored_files_are_the_ones_that_were_recorded() -> None:
    packages = json.loads((VENDOR / "vendored.json").read_text(encoding="utf-8"))["packages"]
    recorded = {file: digest for package in packages for file, digest in package["files"].items()}
    present = {path.relative_to(STATIC).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert present - {"vendor/vendored.json"} == {file for file in recorded if file.startswith("vendor/")}
    assert [file for file, digest in recorded.items() if _sha256(STATIC / file) != digest] == []
    assert all(package["name"] and package["version"] and package["licence"] for package in packages)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
