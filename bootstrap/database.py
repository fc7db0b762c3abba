"""The engine: what SQLite and PostgreSQL need to be durable and honest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool

_IMMEDIATE = "sqlite_immediate"

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "secure_delete=ON",
    "busy_timeout=10000",
    # Pages are read from a mapping of the file, which all processes share (SQLite maps 2 GB at most); the cache, which
    # every connection of every thread has for itself, only holds what is being written and what is beyond.
    "mmap_size=2147418112",
    "cache_size=-8192",
    "temp_store=MEMORY",
)


def make_engine(url: str) -> Engine:
    """An engine with parameters hidden from errors and logs (they hold what citizens wrote)."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(parsed, hide_parameters=True, pool_size=8, max_overflow=24)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    # JIT only costs on short queries; a web request that queries longer than this has gone wrong.
    # The last: what a refused statement held is not for the server's log (docs/operations.md has the rest).
    options = "-c jit=off -c statement_timeout=30000 -c timezone=UTC -c log_parameter_max_length_on_error=0"
    return create_engine(
        parsed, hide_parameters=True, pool_size=8, max_overflow=8, pool_pre_ping=True,
        connect_args={"options": options},
    )  # fmt: skip


def connect_to_write(engine: Engine, pool: Pool | None) -> Connection:
    """A connection whose transaction takes SQLite's write lock at its beginning; the caller closes it."""
    connection = engine.connect() if pool is None else Connection(engine, pool.connect())
    return connection.execution_options(**{_IMMEDIATE: True})


def pool_for_writing(engine: Engine) -> Pool | None:
    """SQLite's connections to write by, without a mapping of the file. None: those of the engine do.

    SQLite drops its mapping when another process has written since: with two workers that write in turn, at each
    commit, for all processors to hear of. Who writes reads the few pages by themselves instead.
    """
    if engine.dialect.name != "sqlite":
        return None
    pool = engine.pool.recreate()
    event.listen(pool, "connect", _unmap)
    event.listen(engine, "engine_disposed", lambda _engine: pool.dispose())
    return pool


def _unmap(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA mmap_size=0")
    cursor.close()


def sqlite_path(engine: Engine) -> Path | None:
    """The database file, or None on PostgreSQL."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return Path(engine.url.database)


def _prepare_sqlite(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves, see _begin_sqlite
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Any) -> None:
    # Reads see one snapshot (DEFERRED); writers take the lock before they read, or upgrading it would fail at once.
    immediate = connection.get_execution_options().get(_IMMEDIATE)
    # By the driver: SQLAlchemy's way of executing would cost eight times as much, at every request.
    connection.connection.driver_connection.execute("BEGIN IMMEDIATE" if immediate else "BEGIN")
