"""Imports point down (pyproject.toml, [tool.importlinter])."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.support.source import PACKAGES, ROOT, tracked_files


def test_every_contract_is_kept() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    words = [sys.executable, "-c", command, "--no-cache"]
    done = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_package_is_known_to_the_contracts() -> None:
    """A new top-level package must be given its place in the layers before it is used."""
    tops = {path.relative_to(ROOT).parts[0] for path in tracked_files() if path.name == "__init__.py"}
    assert tops - {"tests", "bench", "migrations", "tools"} <= set(PACKAGES)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_hides_a_module_of_the_standard_library(package: str) -> None:
    assert package not in sys.stdlib_module_names
