"""What PostgreSQL keeps of texts that were sealed again, and what its server would write into its own log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

# Rewritten whole while nobody uses it: some seconds at this size. Above it only what is dead is given free.
REWRITTEN = 256 * 1024 * 1024
LOCK_PATIENCE = "3s"
# What a petition wrote may stand in its own table, in tables beside it, in the index of words, and in the samples
# that ANALYZE takes of all of them (`pg_statistic`, last: it must hold the new samples).
_TABLES = text("""
    SELECT c.relname, pg_total_relation_size(c.oid) <= :most
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = current_schema() AND (c.relname IN ('petition', 'petition_words', 'notice')
        OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'petition_id'))
    ORDER BY c.relname
""")
# ANALYZE keeps its old samples where a table has become empty: they go with the type of their column, even the same.
_SAMPLED = text("""
    SELECT a.attname, format_type(a.atttypid, a.atttypmod)
    FROM pg_stats s JOIN pg_attribute a ON a.attrelid = to_regclass(s.tablename::text) AND a.attname = s.attname
    WHERE s.schemaname = current_schema() AND s.tablename = :name
""")
# Where the erased lies: keys of cases and who sent them.
_KEYED = ("case_identity", "case_key")
# Which of them make the server's log hold values, with what they have to be. `log_statement` and slow statements show
# parameters; a refused row is shown whole in the DETAIL of its error.
SAFE = {"log_parameter_max_length": "0", "log_parameter_max_length_on_error": "0", "log_error_verbosity": "terse"}
_SETTINGS = text("SELECT name, setting FROM pg_settings WHERE name = ANY(:names)")


class TablesInUse(Exception):
    """Somebody works with a table that is to be rewritten: it is tried again later."""


def rewrite_tables(engine: Engine) -> None:
    """Write the tables that may hold dead rows of petitions anew: PostgreSQL leaves what is deleted in its pages.

    The older files are removed by the server, its log of changes (`pg_wal`) is recycled in its own time. Nothing
    happens on SQLite. Raises TablesInUse.
    """
    if engine.dialect.name != "postgresql":
        return
    with _unhurried(engine) as connection:
        for name, whole in connection.execute(_TABLES, {"most": REWRITTEN}).all():
            _vacuum(connection, name, whole=whole)
            _forget_samples(connection, name)
        _vacuum(connection, "pg_statistic", whole=True)


def rewrite_keys(engine: Engine) -> None:
    """Write the tables anew that hold who sent a case and the keys of cases: what was erased from them is on disk until
    then. Nothing happens on SQLite. Raises TablesInUse.
    """
    if engine.dialect.name != "postgresql":
        return
    with _unhurried(engine) as connection:
        for name in _KEYED:
            size = text("SELECT pg_total_relation_size(to_regclass(:name)) <= :most")
            whole = connection.execute(size, {"name": name, "most": REWRITTEN}).scalar_one()
            _vacuum(connection, name, whole=bool(whole))


def settings_to_change(engine: Engine) -> dict[str, str]:
    """Settings by which the server would log what citizens wrote, with what they have to be; empty on SQLite."""
    if engine.dialect.name != "postgresql":
        return {}
    with engine.connect() as connection:
        found = connection.execute(_SETTINGS, {"names": list(SAFE)}).all()
    return {name: SAFE[name] for name, setting in found if setting != SAFE[name]}


@contextmanager
def _unhurried(engine: Engine) -> Iterator[Connection]:
    """A connection outside transactions that may take its time, but does not make others wait for a lock of theirs."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = '10min'")
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_PATIENCE}'")
        try:
            yield connection
        finally:
            connection.exec_driver_sql("RESET ALL")


def _vacuum(connection: Connection, table: str, *, whole: bool) -> None:
    options = "FULL, ANALYZE" if whole else "ANALYZE"
    _run(connection, f"VACUUM ({options}) {table}")


def _forget_samples(connection: Connection, table: str) -> None:
    if connection.exec_driver_sql(f"SELECT EXISTS (SELECT FROM {table})").scalar_one():  # noqa: S608 - from the catalogue
        return
    for column, type_ in connection.execute(_SAMPLED, {"name": table}).all():
        _run(connection, f'ALTER TABLE {table} ALTER COLUMN "{column}" TYPE {type_}')


def _run(connection: Connection, statement: str) -> None:
    try:
        connection.exec_driver_sql(statement)
    except OperationalError as error:  # the lock was not to be had in time
        raise TablesInUse from error
