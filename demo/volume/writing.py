"""Rows collected and written table by table: converted column by column, and handed to the driver by the thousand.

SQLAlchemy writes the statement and knows the types; its way of executing many costs more than the database's work.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter, itemgetter
from typing import Any, cast

from sqlalchemy import JSON, Boolean, Column, Connection, Dialect, Table, Uuid, bindparam, insert

from core.context import Context
from core.db import EnumText, Model, UtcDateTime
from core.ports import IndexedText
from demo.volume.rows import PetitionRows

Convert = Callable[[Any], Any]
# Pages of the database that a connection keeps while it writes by the thousand (SQLite; kibibytes, negative).
_CACHE = "PRAGMA cache_size = -262144"


class Writer:
    """Collects rows and writes them, tables in the order in which they first came: referenced ones first."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], list[dict[str, Any]]] = {}
        self._texts: list[IndexedText] = []

    def add(self, model: type[Model], row: dict[str, Any]) -> None:
        """One row more."""
        self._rows.setdefault(model, []).append(row)

    def add_all(self, model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
        """Rows more."""
        self._rows.setdefault(model, []).extend(rows)

    def add_petition(self, petition: PetitionRows) -> None:
        """All rows of a petition, and what it is found by."""
        for model, row in petition.rows():
            self.add(model, row)
        if found := petition.found_by():
            self._texts.append(found[0])
            self.add(*found[1])

    def write(self, ctx: Context) -> None:
        """Write what was collected, and forget it."""
        connection = ctx.session.connection()
        _make_room(connection)
        for model, rows in self._rows.items():
            _write(connection, model, rows)
        # FTS5 keeps the words of a transaction together only while ranks rise.
        ctx.words.put(ctx.session, sorted(self._texts, key=lambda text: text.rank))
        self._rows.clear()
        self._texts.clear()


def _make_room(connection: Connection) -> None:
    """What is right for a visitor's short transaction is too tight for thousands of rows."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_CACHE)
    else:
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def _write(connection: Connection, model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    prepared = _prepared(model, connection.dialect)
    columns = (_column(rows, name, convert) for name, convert in prepared.columns)
    values = zip(*columns, strict=True)
    cursor: Any = connection.connection.cursor()
    try:
        if connection.dialect.name == "sqlite":
            cursor.executemany(prepared.text, values)
            return
        with cursor.copy(prepared.text) as copy:
            for row in values:
                copy.write_row(row)
    finally:
        cursor.close()


def _column(rows: Sequence[dict[str, Any]], name: str, convert: Convert | None) -> Iterable[Any]:
    values = map(itemgetter(name), rows)
    return values if convert is None else map(convert, values)


class _Prepared:
    """The statement for one table on one database, and what turns each column into what the driver takes."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        quick = _FOR_SQLITE if dialect.name == "sqlite" else _FOR_COPY
        self.columns = [(column.name, _convert(column, quick)) for column in table.c]
        if dialect.name == "sqlite":
            values = {column.name: bindparam(column.name, type_=column.type) for column in table.c}
            self.text = str(insert(table).values(values).compile(dialect=dialect))
        else:
            self.text = f"COPY {table.name} ({', '.join(table.c.keys())}) FROM STDIN"


@cache
def _prepared(model: type[Model], dialect: Dialect) -> _Prepared:
    return _Prepared(cast(Table, model.__table__), dialect)


def _convert(column: Column[Any], quick: dict[type, Convert]) -> Convert | None:
    convert = next((convert for known, convert in quick.items() if isinstance(column.type, known)), None)
    if convert is None or not column.nullable:
        return convert
    return lambda value: None if value is None else convert(value)


def _moment(value: datetime) -> str:
    """As SQLAlchemy stores a moment on SQLite."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


# The plain text of an enum's member: both drivers look long for what a subclass of str may mean.
_PLAIN: Convert = str.__str__
_FOR_COPY: dict[type, Convert] = {EnumText: _PLAIN, JSON: json.dumps}
_FOR_SQLITE: dict[type, Convert] = {
    **_FOR_COPY, UtcDateTime: _moment, Uuid: attrgetter("hex"), Boolean: int,
}  # fmt: skip
