"""The project's own files, as the architecture tests read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

CASE_DOMAINS = ("feedback", "surveys", "disclosures", "consultations", "dialogues", "oversight", "reports", "privacy")
SHARED_DOMAINS = ("agencies", "accounts", "deadlines", "casework")
DOMAINS = (*SHARED_DOMAINS, *CASE_DOMAINS, "processes")
PACKAGES = ("core", *DOMAINS, "infra", "bootstrap", "demo", "jobs", "web")


@cache
def tracked_files() -> tuple[Path, ...]:
    """Everything that git keeps or would keep (new files too), where it still exists."""
    words = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    return tuple(sorted(ROOT / name for name in set(listed) if name and (ROOT / name).is_file()))


def python_files(*packages: str) -> list[Path]:
    """The Python files of these packages; all of the project's without one."""
    inside = [path for path in tracked_files() if path.suffix == ".py"]
    return [path for path in inside if not packages or path.relative_to(ROOT).parts[0] in packages]


@cache
def tree(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name(path: Path) -> str:
    """The file's path from the project's top."""
    return path.relative_to(ROOT).as_posix()


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Every call of the file as (line, dotted name): `datetime.now`, `session.commit`, `print`."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, dotted(node.func)


def dotted(node: ast.expr) -> str:
    """`a.b.c` for such an expression; what is not a name becomes `…`."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "…"
