"""Alembic's environment: the application's own engine and metadata."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Connection

import core.db
from bootstrap import models
from feedback.search_models import WORDS_TABLE

metadata = core.db.Model.metadata
if not models.MODULES:
    raise RuntimeError("no models")


def _described_by_models(name: str | None, kind: str, _parents: object) -> bool:
    # The search index is made by each database's own statements: no model says what it looks like inside.
    return kind != "table" or not (name or "").startswith(WORDS_TABLE)


def _migrate(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    # render_as_batch: SQLite cannot ALTER most things, Alembic then copies the table. transactional_ddl: both databases
    # take back a migration that failed half way (Alembic does not believe it of SQLite; we say BEGIN ourselves).
    context.configure(
        connection=connection, target_metadata=metadata, render_as_batch=sqlite, transactional_ddl=True,
        compare_type=True, include_name=_described_by_models,
    )  # fmt: skip
    with context.begin_transaction():
        if not sqlite:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        context.run_migrations()
        if sqlite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all()):
            tables = ", ".join(sorted({row[0] for row in lost}))
            raise RuntimeError(f"{len(lost)} rows would refer to nothing ({tables}); the migration is taken back.")
    connection.commit()


def _refer(connection: Connection, switch: str) -> None:
    """On SQLite, ON or OFF: a table that is copied is dropped, and dropping it would delete whatever refers to it."""
    raw = connection.connection.dbapi_connection
    if connection.dialect.name == "sqlite" and raw is not None:
        raw.cursor().execute(f"PRAGMA foreign_keys={switch}")  # without effect within a transaction


with current_app.extensions["runtime"].engine.connect() as live:
    _refer(live, "OFF")
    try:
        _migrate(live)
    finally:
        live.rollback()
        _refer(live, "ON")
