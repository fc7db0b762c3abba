"""Counts the queries of an engine and notices writes that were never committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, event

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@dataclass(slots=True)
class Observation:
    """What one request did to the database."""

    statements: list[str] = field(default_factory=list)
    rolled_back: list[str] = field(default_factory=list)

    @property
    def queries(self) -> int:
        """How many statements ran."""
        return len(self.statements)

    def listing(self) -> str:
        """The statements, numbered, for a failed assertion."""
        return "\n".join(
            f"{number:3}. {' '.join(text.split())[:160]}" for number, text in enumerate(self.statements, 1)
        )


class QueryWatch:
    """Listens to one engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._current = Observation()
        self._unfinished: dict[int, list[str]] = {}
        event.listen(engine, "before_cursor_execute", self._on_statement)
        event.listen(engine, "commit", self._on_commit)
        event.listen(engine, "rollback", self._on_rollback)

    @contextmanager
    def observe(self) -> Iterator[Observation]:
        """Collect from here to the end of the block."""
        self._current = Observation()
        yield self._current

    def unfinished(self) -> list[str]:
        """Writes of transactions still open."""
        return [statement for statements in self._unfinished.values() for statement in statements]

    def _on_statement(
        self, connection: Connection, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool
    ) -> None:
        if statement.lstrip().upper().startswith(("PRAGMA", "SAVEPOINT", "RELEASE", "BEGIN")):
            return
        self._current.statements.append(statement)
        if statement.lstrip().upper().startswith(_WRITES):
            self._unfinished.setdefault(id(connection.connection.dbapi_connection), []).append(statement)

    def _on_commit(self, connection: Connection) -> None:
        self._unfinished.pop(id(connection.connection.dbapi_connection), None)

    def _on_rollback(self, connection: Connection) -> None:
        self._current.rolled_back += self._unfinished.pop(id(connection.connection.dbapi_connection), [])
