"""How SQLite is read and written: who writes has connections of their own, and lets go of them with the others."""

from __future__ import annotations

import gc
import weakref

import pytest
from sqlalchemy import Connection, text

from bootstrap.database import connect_to_write
from bootstrap.runtime import Runtime, build_runtime
from bootstrap.settings import Settings

pytestmark = pytest.mark.sqlite_only


def pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def test_who_writes_maps_no_pages_and_is_as_durable(runtime: Runtime) -> None:
    with runtime.engine.connect() as reading:
        assert pragma(reading, "mmap_size") > 0
    for _again in range(2):
        with runtime.transaction() as ctx:
            writing = ctx.session.connection()
            assert pragma(writing, "mmap_size") == 0
            assert (pragma(writing, "synchronous"), pragma(writing, "foreign_keys")) == (2, 1)
            assert pragma(writing, "secure_delete") == 1


def test_both_are_let_go_together_and_come_back(runtime: Runtime) -> None:
    def connections() -> list[object]:
        with runtime.engine.connect() as reading, connect_to_write(runtime.engine, runtime.writing) as writing:
            reading.execute(text("SELECT 1"))
            return [one.connection.dbapi_connection for one in (reading, writing)]

    first, again = connections(), connections()
    assert first == again
    runtime.engine.dispose()
    assert not set(map(id, first)) & set(map(id, connections()))


def test_nothing_keeps_connections_that_were_let_go(settings: Settings) -> None:
    built = build_runtime(settings)
    with built.transaction() as ctx:
        assert pragma(ctx.session.connection(), "foreign_keys") == 1
    engine = weakref.ref(built.engine)
    built.engine.dispose()
    del built, ctx
    gc.collect()
    assert engine() is None
