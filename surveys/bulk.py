"""Statements of the hot path: compiled once, then handed to the database's driver with many rows at once.

SQLAlchemy still writes the statement and converts the values; only its way of executing is left out, which costs more
than what the database does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

Row = Mapping[str, Any]
Convert = Callable[[Any], Any]

INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


class Bulk:
    """One kind of writing, by `build`, which gets the dialect's own `insert`."""

    def __init__(self, build: Callable[[Any], Any]) -> None:
        self._build = build
        self._prepared: dict[str, _Prepared] = {}

    def write(self, session: Session, rows: Sequence[Row]) -> int:
        """Write the rows inside the session's transaction; gives how many were written."""
        connection = session.connection()
        dialect = connection.dialect
        prepared = self._prepared.get(dialect.name)
        if prepared is None:
            prepared = self._prepared[dialect.name] = _Prepared(self._build(INSERTS[dialect.name]), dialect)
        cursor = connection.connection.cursor()
        try:
            cursor.executemany(prepared.text, [prepared.values(row) for row in rows])
            return int(cursor.rowcount)
        finally:
            cursor.close()


class _Prepared:
    """The text for one dialect, and what turns a row into what its driver takes."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self.text = str(compiled)
        self._positions: Sequence[str] | None = compiled.positiontup
        self._binds = compiled.binds
        self._dialect = dialect

    @cached_property
    def _converted(self) -> list[tuple[str, Convert | None]]:
        names = self._positions if self._positions is not None else list(self._binds)
        return [
            (name, self._binds[name].type.dialect_impl(self._dialect).bind_processor(self._dialect)) for name in names
        ]

    def values(self, row: Row) -> Any:
        """The row as the driver takes it: by position on SQLite, by name on PostgreSQL."""
        found = [convert(row[name]) if convert else row[name] for name, convert in self._converted]
        return found if self._positions is not None else dict(zip(self._binds, found, strict=True))
