"""docs/roles.md is made from the matrix and the gates, and is up to date."""

from __future__ import annotations

from flask import Flask

from tests.support.source import ROOT
from web.cli.roles_document import render


def test_the_document_is_up_to_date(bare_app: Flask) -> None:
    with bare_app.app_context():
        expected = render()
    document = ROOT / "docs" / "roles.md"
    assert document.read_text(encoding="utf-8") == expected, "run: flask --app wsgi users matrix"
