"""Alembic's environment: the application's own engine and metadata."""

from __future__ import annotations

from alembic import context
from flask import current_app
from sqlalchemy import Connection

import core.db
from bootstrap import models

metadata = core.db.Model.metadata
if not models.MODULES:
    raise RuntimeError("no models")


def _run(connection: Connection) -> None:
    sqlite = connection.dialect.name == "sqlite"
    # render_as_batch: SQLite cannot ALTER most things, Alembic then copies the table.
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=sqlite, compare_type=True)
    with context.begin_transaction():
        if not sqlite:
            connection.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
        context.run_migrations()


with current_app.extensions["runtime"].engine.connect() as live:
    _run(live)
    live.commit()
