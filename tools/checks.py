"""Runs every static check (and, asked to, the tests after them) and returns one true exit status.

`checks.py fast` is `make check`: static checks, architecture tests and unit tests. `checks.py all` is `make test`: the
same static checks, then one pytest run over everything. A failed check does not hide the ones after it, and pytest is
always last, so that its closing line closes the output.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from console import ROOT, VENV, fail, say

BIN = VENV / "bin"
STATIC: dict[str, list[str | Path]] = {
    "ruff check": [BIN / "ruff", "check", "."],
    "ruff format": [BIN / "ruff", "format", "--check", "."],
    "mypy": [BIN / "mypy"],
    "lint-imports": [BIN / "lint-imports", "--no-cache"],
    "deptry": [BIN / "deptry", "--no-ansi", "."],
}
# deptry warns about every "-c" line of a requirements file.
QUIET = {**os.environ, "PYTHONWARNINGS": "ignore"}
PYTEST_FAST = ["-q", "tests/architecture", "tests/unit"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended."""

    name: str
    passed: bool
    output: str
    seconds: float


def _check(name: str) -> Outcome:
    began = time.monotonic()
    done = subprocess.run(
        STATIC[name], cwd=ROOT, env=QUIET, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    return Outcome(name, done.returncode == 0, done.stdout, time.monotonic() - began)


def static_checks() -> bool:
    """All static checks, two at a time; a failing one prints what it found."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        outcomes = list(pool.map(_check, sorted(STATIC, key=lambda name: name != "mypy")))  # the slow one first
    for outcome in outcomes:
        if not outcome.passed:
            say(f"\n── {outcome.name} ──\n{outcome.output.rstrip()}\n")
    for outcome in outcomes:
        say(f"{'ok    ' if outcome.passed else 'FAILED'}  {outcome.name}  ({outcome.seconds:.1f} s)")
    return all(outcome.passed for outcome in outcomes)


def pytest(arguments: list[str]) -> bool:
    """One pytest run; no test found is a failure too (pytest then ends with 5)."""
    existing = [word for word in arguments if not word.startswith("tests/") or (ROOT / word).exists()]
    status = subprocess.run([BIN / "pytest", *existing], cwd=ROOT, check=False).returncode
    return status == 0


def main() -> None:
    """Run the checks named on the command line; PYTEST_ARGS adds words to pytest."""
    extra = os.environ.get("PYTEST_ARGS", "").split()
    match sys.argv[1:]:
        case ["fast"]:
            arguments = [*PYTEST_FAST, *extra]
        case ["all"]:
            arguments = ["-n", os.environ.get("PYTEST_WORKERS", "2"), "--dist", "loadgroup", *extra]
        case _:
            fail("usage: checks.py fast|all")
    passed = static_checks()
    if not passed:
        say("\nCó kiểm tra tĩnh không đạt: kết quả chung là KHÔNG ĐẠT. / a static check failed: the whole run fails.\n")
    tested = pytest(arguments)
    raise SystemExit(0 if passed and tested else 1)


if __name__ == "__main__":
    main()
