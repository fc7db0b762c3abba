"""The guards hold."""

from __future__ import annotations

import socket
import sqlite3

import psycopg
import pytest
from sqlalchemy import text

from bootstrap.runtime import Runtime
from tests.support import guards
from tests.support.query_watch import QueryWatch


def test_no_test_reaches_another_machine() -> None:
    with pytest.raises(guards.OutsideWorld), socket.socket() as probe:
        probe.connect(("192.0.2.1", 80))
    with pytest.raises(guards.OutsideWorld):
        socket.getaddrinfo("example.org", 80)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", ""])
def test_this_machine_is_local(host: str) -> None:
    assert guards.is_local(host)


def test_a_unit_test_opens_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    with guards.no_database(monkeypatch):
        with pytest.raises(guards.DatabaseInUnitTest):
            sqlite3.connect(":memory:")
        with pytest.raises(guards.DatabaseInUnitTest):
            psycopg.connect("dbname=x")
    sqlite3.connect(":memory:").close()


def test_each_test_has_a_migrated_database_of_its_own(runtime: Runtime, backend: str) -> None:
    with runtime.reading() as ctx:
        assert ctx.session.execute(text("SELECT count(*) FROM alembic_version")).scalar_one() == 1
    assert runtime.engine.dialect.name == backend


def test_the_watch_sees_a_write_that_nobody_committed(runtime: Runtime) -> None:
    watch = QueryWatch(runtime.engine)
    with watch.observe() as seen, runtime.engine.connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
        assert len(watch.unfinished()) == 1
    assert (seen.queries, len(seen.rolled_back), watch.unfinished()) == (1, 1, [])


def test_the_watch_is_content_with_a_commit(runtime: Runtime) -> None:
    watch = QueryWatch(runtime.engine)
    with watch.observe() as seen, runtime.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
    assert (seen.queries, seen.rolled_back, watch.unfinished()) == (1, [], [])
