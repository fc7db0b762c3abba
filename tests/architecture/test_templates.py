"""Every template compiles, names only templates and static files that exist, and writes nothing unescaped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta

from tests.support.source import ROOT, name, tracked_files

TEMPLATES = ROOT / "web" / "templates"
STATIC = ROOT / "web" / "static"
FILES = [path for path in tracked_files() if TEMPLATES in path.parents]
ASSET = re.compile(r"""\basset\(\s*['"]([^'"]+)['"]\s*\)""")
INLINE = re.compile(r"""\sstyle=|<style[\s>]|<script>|\son[a-z]+=["']|\|\s*safe\b|javascript:""")


def _relative(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("path", FILES, ids=_relative)
def test_template_compiles_and_names_what_exists(bare_app: Flask, path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    bare_app.jinja_env.get_template(_relative(path))
    named = meta.find_referenced_templates(bare_app.jinja_env.parse(source))
    missing = [other for other in named if other is not None and not (TEMPLATES / other).is_file()]
    assert missing == []
    assert [asset for asset in ASSET.findall(source) if not (STATIC / asset).is_file()] == []


@pytest.mark.parametrize("path", FILES, ids=_relative)
def test_template_has_no_inline_style_or_script_and_escapes_everything(path: Path) -> None:
    source = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert INLINE.findall(source) == []


def test_python_marks_no_text_as_safe_markup() -> None:
    """Markup() is for constants in web/rendering and the macros' helpers; what people wrote is always escaped."""
    found = [
        f"{name(path)}:{number}"
        for path in tracked_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] == "web"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(r"\bMarkup\((?!\"|')", line)
    ]
    assert found == []
