"""What a database keeps of words that were sealed again: nothing in its files, nothing in the log it writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bootstrap import postgres_hygiene
from bootstrap.database import sqlite_path
from bootstrap.postgres_hygiene import SAFE, TablesInUse, rewrite_tables, settings_to_change
from jobs.handlers.washing import wash
from tests.integration.leaks.conftest import MARK, recognise
from tests.support.petitioning import Desk


def holding(folder: Path) -> list[str]:
    """Files under a folder that hold the mark."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(str(path.relative_to(folder)) for path in files if MARK.encode() in path.read_bytes().lower())


@contextmanager
def alone(engine: Engine) -> Iterator[None]:
    """Pooled connections closed: SQLite's log of changes is kept open by them."""
    engine.dispose()
    yield
    engine.dispose()


def server_says(engine: Engine, question: str) -> str:
    with engine.connect() as connection:
        return str(connection.exec_driver_sql(question).scalar_one())


def files_of(engine: Engine) -> Path:
    """Where PostgreSQL keeps this database, after everything in its memory was written."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
    oid = server_says(engine, "SELECT oid FROM pg_database WHERE datname = current_database()")
    return Path(server_says(engine, "SHOW data_directory")) / "base" / oid


@pytest.mark.postgresql_only
def test_postgresql_s_files_lose_what_was_sealed_again(desk: Desk, disguised: UUID) -> None:
    engine = desk.runtime.engine
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")  # takes samples of what people wrote into pg_statistic
    assert holding(files_of(engine))
    recognise(desk, disguised)
    assert holding(files_of(engine))  # dead rows: sealing alone does not overwrite them
    wash(desk.runtime)
    assert holding(files_of(engine)) == []


@pytest.mark.postgresql_only
def test_a_table_in_use_is_rewritten_later_and_nobody_waits_long(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_hygiene, "LOCK_PATIENCE", "50ms")
    engine = desk.runtime.engine
    with engine.begin() as busy:
        busy.exec_driver_sql("LOCK TABLE petition IN ROW EXCLUSIVE MODE")
        with pytest.raises(TablesInUse):
            rewrite_tables(engine)
    with engine.connect() as connection:  # what was set for the rewriting is not left to the next one
        assert connection.exec_driver_sql("SHOW lock_timeout").scalar_one() == "0"
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar_one() == "30s"


@pytest.mark.sqlite_only
def test_sqlite_s_pages_and_its_log_lose_what_was_sealed_again(desk: Desk, disguised: UUID) -> None:
    path = sqlite_path(desk.runtime.engine)
    assert path is not None
    with alone(desk.runtime.engine):
        assert holding(path.parent)
    recognise(desk, disguised)
    wash(desk.runtime)
    assert holding(path.parent) == []  # with connections open: the log of changes is empty, not merely removed
    assert server_says(desk.runtime.engine, "PRAGMA secure_delete") == "1"
    assert server_says(desk.runtime.engine, "PRAGMA temp_store") == "2"  # in memory


def test_an_error_of_the_database_shows_no_parameters(desk: Desk) -> None:
    with desk.runtime.engine.connect() as connection, pytest.raises(DBAPIError) as told:
        connection.execute(text("SELECT * FROM nowhere WHERE x = :x"), {"x": f"{MARK}viec"})
    assert MARK not in str(told.value)


@pytest.mark.postgresql_only
def test_the_server_s_log_as_the_handbook_sets_it_up_shows_no_values(desk: Desk, app: Flask) -> None:
    engine = desk.runtime.engine
    log = Path(server_says(engine, "SHOW data_directory")).parent / "log"
    assert settings_to_change(engine) == {
        name: SAFE[name] for name in ("log_parameter_max_length", "log_error_verbosity")
    }
    told = app.test_cli_runner().invoke(args=["database", "check"])
    assert told.exit_code == 1
    assert "SET log_parameter_max_length = '0';" in told.output
    with engine.begin() as connection:
        for name, value in SAFE.items():
            connection.exec_driver_sql(f"ALTER DATABASE {engine.url.database} SET {name} = '{value}'")
    engine.dispose()
    assert settings_to_change(engine) == {}
    assert app.test_cli_runner().invoke(args=["database", "check"]).output == "OK\n"
    before = log.stat().st_size
    with engine.connect() as connection:
        connection.exec_driver_sql("SET log_statement = 'all'")
        connection.exec_driver_sql("SET log_min_duration_statement = 0")
        connection.execute(text("SELECT length(:x)"), {"x": f"{MARK}hoi"})
        with pytest.raises(DBAPIError):  # the row that is refused would stand in the error's DETAIL
            connection.execute(text("INSERT INTO setting_probe SELECT :x"), {"x": f"{MARK}bang"})
        connection.rollback()
        with pytest.raises(DBAPIError):
            connection.execute(text("UPDATE agency SET kind = :x"), {"x": f"{MARK}chu"})
    written = log.read_bytes()[before:].decode()
    assert "UPDATE agency" in written  # statements are there, what they carried is not
    assert MARK not in written
