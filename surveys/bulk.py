"""Statements of the hot path: many rows in one statement, compiled once, handed to the database's driver.

SQLAlchemy still writes the statement and converts the values; only its way of executing is left out, which costs more
than what the database does. One statement, not one for each row: the driver lets go of the interpreter's lock at every
one, and then stands in line behind all the requests that wait for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Dialect, Table, bindparam
from sqlalchemy.dialects import postgresql, sqlite

Row = Sequence[Any]
Convert = Callable[[Any], Any]

INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
# As many texts as this are kept for each statement; larger groups are written in parts.
_MOST_ROWS = 64


class BulkInsert:
    """INSERT of rows with these columns; `fixed` stands in the text; `finish` adds what happens on a conflict."""

    def __init__(
        self, table: Any, columns: Sequence[str], finish: Callable[[Any], Any],
        fixed: Mapping[str, ColumnElement[Any]] | None = None,
    ) -> None:  # fmt: skip
        self._table = cast(Table, table)
        self._columns = columns
        self._finish = finish
        self._fixed = dict(fixed or {})
        self._texts: dict[tuple[str, int], _Text] = {}

    def write(self, connection: Connection, rows: Sequence[Row]) -> int:
        """Write the rows inside the connection's transaction; gives how many were written."""
        cursor = connection.connection.cursor()
        written = 0
        try:
            for start in range(0, len(rows), _MOST_ROWS):
                part = rows[start : start + _MOST_ROWS]
                text = self._text(connection.dialect, len(part))
                cursor.execute(text.words, text.values(part))
                written += cursor.rowcount
        finally:
            cursor.close()
        return written

    def _text(self, dialect: Dialect, count: int) -> _Text:
        key = (dialect.name, count)
        if key not in self._texts:
            columns = [self._table.c[name] for name in self._columns]
            rows = [{c.name: bindparam(f"{c.name}_{row}", type_=c.type) for c in columns} for row in range(count)]
            statement = self._finish(INSERTS[dialect.name](self._table).values([row | self._fixed for row in rows]))
            names = [parameter.key for row in rows for parameter in row.values()]
            converts = [column.type.dialect_impl(dialect).bind_processor(dialect) for column in columns]
            self._texts[key] = _Text(statement.compile(dialect=dialect), names, converts)
        return self._texts[key]


class _Text:
    """The words for one dialect and number of rows, and what turns rows into what the driver takes."""

    def __init__(self, compiled: Any, names: Sequence[str], converts: Sequence[Convert | None]) -> None:
        self.words = str(compiled)
        self._converts = converts
        # SQLite takes its parameters by position, psycopg by name.
        self._names = None if compiled.positiontup else names
        if compiled.positiontup and list(compiled.positiontup) != names:
            raise ValueError("give the columns in the order of the table")

    def values(self, rows: Sequence[Row]) -> Any:
        """All values, by position or by name."""
        columns = (
            _converted(convert, column) for convert, column in zip(self._converts, zip(*rows, strict=True), strict=True)
        )
        flat = chain.from_iterable(zip(*columns, strict=True))
        return tuple(flat) if self._names is None else dict(zip(self._names, flat, strict=True))


def _converted(convert: Convert | None, column: Sequence[Any]) -> Sequence[Any]:
    """A column as the driver takes it; of a group most are the same point, hour and language."""
    if convert is None:
        return column
    known = {value: convert(value) for value in set(column)}
    return [known[value] for value in column]
