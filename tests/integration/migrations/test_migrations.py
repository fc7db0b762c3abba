"""The migrations build exactly what the models describe, and can be taken back to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import Engine

from bootstrap.keys import ensure_keys
from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings
from core.db import Model
from tests.integration.migrations.schema import Table, differences, leftovers, tables
from web import extensions

# Words of petitions lie where each database keeps full text: made beside a table, no table of the models.
_COMPARED = {
    "compare_type": True, "compare_server_default": True,
    "include_name": lambda name, kind, _: kind != "table" or not name.startswith("petition_words"),
}  # fmt: skip


@pytest.fixture
def empty_app(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """As much of the application as `flask db` needs, over a database without any table."""
    data_dir = tmp_path / "data"
    ensure_keys(data_dir)
    settings = Settings.for_tests(data_dir=data_dir, database_url=empty_database_url)
    runtime = build_runtime(settings)
    app = Flask("web")
    app.extensions["runtime"] = runtime
    extensions.configure(app, settings, runtime.keys)
    extensions.install(app)
    yield app
    runtime.engine.dispose()


@pytest.fixture
def engine(empty_app: Flask) -> Engine:
    runtime: Runtime = empty_app.extensions["runtime"]
    return runtime.engine


def _upgrade(app: Flask, revision: str = "head") -> None:
    with app.app_context():
        flask_migrate.upgrade(revision=revision)


def _downgrade(app: Flask, revision: str = "base") -> None:
    with app.app_context():
        flask_migrate.downgrade(revision=revision)


def _revisions(app: Flask) -> list[str]:
    """All revisions, the first one first."""
    with app.app_context():
        script = ScriptDirectory.from_config(app.extensions["migrate"].migrate.get_config())
    return [revision.revision for revision in reversed(list(script.walk_revisions()))]


def test_up_down_up_leaves_nothing_behind_and_builds_the_same_again(empty_app: Flask, engine: Engine) -> None:
    _upgrade(empty_app)
    with engine.connect() as connection:
        first = tables(connection)
    _downgrade(empty_app)
    with engine.connect() as connection:
        assert leftovers(connection) == []
    _upgrade(empty_app)
    with engine.connect() as connection:
        assert "\n".join(differences(first, tables(connection))) == ""


@pytest.mark.timeout(600)  # every revision up, down and up again
def test_each_revision_takes_back_just_what_it_brought(empty_app: Flask, engine: Engine) -> None:
    steps: list[tuple[str, dict[str, Table]]] = []
    before: dict[str, Table] = {}
    for revision in _revisions(empty_app):
        steps.append((revision, before))
        _upgrade(empty_app, revision)
        with engine.connect() as connection:
            before = tables(connection)
    for revision, before in reversed(steps):
        _downgrade(empty_app, "-1")
        with engine.connect() as connection:
            assert "\n".join(differences(before, tables(connection))) == "", revision


def test_autogenerate_has_nothing_to_add(empty_app: Flask, engine: Engine) -> None:
    _upgrade(empty_app)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=_COMPARED)
        assert compare_metadata(context, Model.metadata) == []


def test_migrated_equals_created_from_the_models(empty_app: Flask, engine: Engine) -> None:
    """Stricter than autogenerate: CHECK texts, index predicates, names of every constraint, what happens on delete."""
    _upgrade(empty_app)
    with engine.connect() as connection:
        migrated = tables(connection)
    _downgrade(empty_app)
    Model.metadata.create_all(engine)
    with engine.connect() as connection:
        assert "\n".join(differences(migrated, tables(connection))) == ""


def test_migrating_twice_changes_nothing(empty_app: Flask, engine: Engine) -> None:
    _upgrade(empty_app)
    with engine.connect() as connection:
        before = tables(connection)
    _upgrade(empty_app)
    with engine.connect() as connection:
        assert "\n".join(differences(before, tables(connection))) == ""


@pytest.mark.sqlite_only("PostgreSQL alters a table where it stands")
def test_rows_that_would_refer_to_nothing_stop_a_migration(
    empty_app: Flask, engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    """SQLite's tables are copied and dropped while nothing looks after references, so they are counted at the end."""
    _upgrade(empty_app)
    with engine.connect() as connection:
        before = tables(connection)
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA foreign_keys=OFF")
    raw.cursor().execute(
        "INSERT INTO role_grant (id, account_id, role, agency_id, valid_from)"
        " VALUES ('a', 'nobody', 'handler', 'nowhere', '2026-01-02 00:00:00.000000')"
    )
    raw.close()
    with pytest.raises(SystemExit):
        _downgrade(empty_app, "-1")
    assert "2 rows would refer to nothing (role_grant)" in caplog.text
    with engine.connect() as connection:
        assert "\n".join(differences(before, tables(connection))) == ""
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
