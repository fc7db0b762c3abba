"""Quality is lost in the long tail: files stay under 400 lines, functions under 30 statements."""

from __future__ import annotations

import ast

from tests.support.source import name, python_files, tracked_files, tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 30
LONGEST_TEMPLATE = 300


def _statements(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Statements inside, those of nested functions too; the docstring does not count."""
    return sum(isinstance(node, ast.stmt) for node in ast.walk(function)) - 1 - bool(ast.get_docstring(function))


def test_no_file_is_too_long() -> None:
    long = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {path: lines for path, lines in long.items() if lines > LONGEST_FILE} == {}


def test_no_function_is_too_long() -> None:
    found = {
        f"{name(path)}:{node.lineno} {node.name}": _statements(node)
        for path in python_files()
        if not {"versions", "tests"} & set(path.parts)  # a migration lists tables, a journey lists steps
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {where: count for where, count in found.items() if count > LONGEST_FUNCTION} == {}


def test_no_template_is_too_long() -> None:
    templates = [path for path in tracked_files() if "templates" in path.parts and path.suffix == ".html"]
    long = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in templates}
    assert {path: lines for path, lines in long.items() if lines > LONGEST_TEMPLATE} == {}
