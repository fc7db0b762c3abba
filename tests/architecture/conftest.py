"""The application without a database: architecture tests look at it and call nothing."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask

from bootstrap.keys import ensure_keys
from bootstrap.settings import Settings
from web import create_app


@pytest.fixture(scope="session")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Every route and template, the demo's too."""
    folder = tmp_path_factory.mktemp("bare")
    ensure_keys(folder)
    settings = Settings.for_tests(data_dir=folder, database_url=f"sqlite:///{folder / 'never-made.sqlite3'}")
    return create_app(dataclasses.replace(settings, demo=True))
