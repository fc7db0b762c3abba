"""What a database really looks like, as a plain dictionary that two databases can be compared by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Inspector, inspect, text
from sqlalchemy.engine.interfaces import ReflectedColumn

# The server's own words: names, columns, predicates, everything that decides what it accepts.
_POSTGRES_CONSTRAINTS = """
    SELECT t.relname, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c
    JOIN pg_class t ON t.oid = c.conrelid JOIN pg_namespace n ON n.oid = t.relnamespace
    WHERE n.nspname = 'public' AND c.contype <> 'n'
"""
_POSTGRES_INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
# On SQLite a table is what it was made with: what reads the same is described once.
_SQLITE_MADE_WITH = "SELECT tbl_name, coalesce(sql, name) FROM sqlite_master ORDER BY tbl_name, type, name"
_SQLITE_INDEXES = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :table AND sql IS NOT NULL"

Table = dict[str, dict[str, Any]]
_DESCRIBED: dict[tuple[str, ...], Table] = {}


def tables(connection: Connection) -> dict[str, Table]:
    """Every table but Alembic's own, with its columns, constraints and indexes by name."""
    inspector = inspect(connection)
    names = [name for name in inspector.get_table_names() if name != "alembic_version"]
    if connection.dialect.name != "sqlite":
        return _of_postgres(connection, inspector, names)
    made_with: defaultdict[str, list[str]] = defaultdict(list)
    for name, sql in connection.execute(text(_SQLITE_MADE_WITH)):
        made_with[name].append(sql)
    found: dict[str, Table] = {}
    for name in names:
        key = (name, *made_with[name])
        if key not in _DESCRIBED:
            _DESCRIBED[key] = _of_sqlite(connection, inspector, name)
        found[name] = _DESCRIBED[key]
    return found


def leftovers(connection: Connection) -> list[str]:
    """What is still there after everything was taken back: tables, views, types, sequences, functions."""
    if connection.dialect.name == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' AND name NOT LIKE '%alembic_version%'"
    else:
        query = """
            SELECT relname::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
                AND relname NOT LIKE '%alembic_version%'
            UNION ALL SELECT typname::text FROM pg_type WHERE typnamespace = 'public'::regnamespace
                AND typname NOT LIKE '%alembic_version%'
            UNION ALL SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        """
    return sorted(connection.execute(text(query)).scalars())


def _columns(columns: Iterable[ReflectedColumn]) -> dict[str, Any]:
    return {
        column["name"]: (str(column["type"]), column["nullable"], column["default"], column.get("computed"))
        for column in columns
    }


def _of_postgres(connection: Connection, inspector: Inspector, names: Sequence[str]) -> dict[str, Table]:
    """All at once: three questions, however many tables there are."""
    found: dict[str, Table] = {name: {"columns": {}, "constraints": {}, "indexes": {}} for name in names}
    for (_, name), columns in inspector.get_multi_columns().items():
        if name in found:
            found[name]["columns"] = _columns(columns)
    for part, query in (("constraints", _POSTGRES_CONSTRAINTS), ("indexes", _POSTGRES_INDEXES)):
        for table, name, definition in connection.execute(text(query)):
            if table in found:
                found[table][part][name] = _squeezed(definition)
    return found


def _of_sqlite(connection: Connection, inspector: Inspector, table: str) -> Table:
    key = inspector.get_pk_constraint(table)
    constraints: dict[str, Any] = {str(key["name"]): key["constrained_columns"]}
    for foreign in inspector.get_foreign_keys(table):
        target = (foreign["referred_table"], foreign["referred_columns"], foreign.get("options"))
        constraints[str(foreign["name"])] = (foreign["constrained_columns"], target)
    for unique in inspector.get_unique_constraints(table):
        constraints[str(unique["name"])] = unique["column_names"]
    for check in inspector.get_check_constraints(table):
        constraints[str(check["name"])] = _squeezed(check["sqltext"])
    return {
        "columns": _columns(inspector.get_columns(table)),
        "constraints": constraints,
        "indexes": _pairs(connection, _SQLITE_INDEXES, table),
    }


def _pairs(connection: Connection, query: str, table: str) -> dict[str, str]:
    rows = connection.execute(text(query), {"table": table}).all()
    return {name: _squeezed(definition) for name, definition in rows}


def _squeezed(sql: str) -> str:
    """One spelling: spaces, quotes and the parentheses around a whole condition mean nothing."""
    return re.sub(r"\s+", " ", sql).replace('"', "").strip()


def differences(left: dict[str, Table], right: dict[str, Table]) -> list[str]:
    """Each thing that is in one and not, or not the same, in the other, as `table.part.name: left != right`."""
    found = [f"{name}: only in one of them" for name in sorted(left.keys() ^ right.keys())]
    for name in sorted(left.keys() & right.keys()):
        for part in ("columns", "constraints", "indexes"):
            one, other = left[name][part], right[name][part]
            found += [
                f"{name}.{part}.{key}: {one.get(key)} != {other.get(key)}"
                for key in sorted(one.keys() | other.keys())
                if one.get(key) != other.get(key)
            ]
    return found
