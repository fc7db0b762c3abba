"""Rows collected and written table by table, by the driver's own way of writing many."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Dialect, Table, bindparam, insert

from core.context import Context
from core.db import Model
from core.ports import IndexedText
from demo.volume.rows import PetitionRows

Convert = Callable[[Any], Any]


class Writer:
    """Collects rows and writes them, tables in the order in which they first came: referenced ones first."""

    def __init__(self) -> None:
        self._rows: dict[type[Model], list[dict[str, Any]]] = {}
        self._texts: list[IndexedText] = []

    def add(self, model: type[Model], row: dict[str, Any]) -> None:
        """One row more."""
        self._rows.setdefault(model, []).append(row)

    def add_petition(self, petition: PetitionRows) -> None:
        """All rows of a petition, and what it is found by."""
        for model, row in petition.rows():
            self.add(model, row)
        if found := petition.found_by():
            self._texts.append(found[0])
            self.add(*found[1])

    def write(self, ctx: Context) -> None:
        """Write what was collected, and forget it."""
        for model, rows in self._rows.items():
            _write(ctx, model, rows)
        # FTS5 keeps its newest words together only while ranks rise.
        ctx.words.put(ctx.session, sorted(self._texts, key=lambda text: text.rank))
        self._rows.clear()
        self._texts.clear()


def _write(ctx: Context, model: type[Model], rows: Sequence[dict[str, Any]]) -> None:
    connection = ctx.session.connection()
    text, columns, positional = _prepared(model, connection.dialect)
    cursor = connection.connection.cursor()
    try:
        values = ([convert(row[name]) if convert else row[name] for name, convert in columns] for row in rows)
        names = [name for name, _ in columns]
        cursor.executemany(text, list(values) if positional else [dict(zip(names, one, strict=True)) for one in values])
    finally:
        cursor.close()


@cache
def _prepared(model: type[Model], dialect: Dialect) -> tuple[str, list[tuple[str, Convert | None]], bool]:
    """The statement's text and what turns each value into what the driver takes; by position on SQLite."""
    table = cast(Table, model.__table__)
    statement = insert(table).values({column.name: bindparam(column.name, type_=column.type) for column in table.c})
    compiled = statement.compile(dialect=dialect)
    names: Sequence[str] = compiled.positiontup or list(compiled.binds)
    columns: list[tuple[str, Convert | None]] = [
        (name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect)) for name in names
    ]
    return str(compiled), columns, compiled.positiontup is not None
