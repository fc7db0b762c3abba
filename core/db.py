"""The declarative base and the column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import (
    CheckConstraint,
    CursorResult,
    DateTime,
    Dialect,
    Executable,
    Insert,
    MetaData,
    String,
    Table,
    Uuid,
    insert,
)
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

# In a session's `info`: what public pages show has changed, whoever commits drops them from the caches.
PUBLIC_CHANGED = "public_changed"

E = TypeVar("E", bound=StrEnum)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, always aware and in UTC in Python; naive values are a programming error and refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        """What it is in Python: a decorated type says `object` by itself, and cursors are checked by it."""
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware moment into what the database stores (SQLite has no zones: naive UTC)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime reached the database")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware UTC moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class EnumText(TypeDecorator[E]):
    """A StrEnum stored as its text; pair it with `one_of` so that the database refuses anything else."""

    impl = String
    cache_ok = True

    def __init__(self, enum: type[E], length: int = 40) -> None:
        super().__init__(length)
        self.enum = enum

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        """Check and store the member's text; an unknown value raises ValueError."""
        return None if value is None else self.enum(value).value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        """Give back the member."""
        return None if value is None else self.enum(value)


def one_of(column: str, enum: type[StrEnum], name: str | None = None) -> CheckConstraint:
    """A CHECK that a text column holds one of an enum's values (NULL passes)."""
    values = ", ".join(f"'{member.value}'" for member in enum)
    return CheckConstraint(f"{column} IN ({values})", name=name or f"{column}_known")


class Model(DeclarativeBase):
    """Base of all tables. Explicit `__tablename__`; no relationships: queries say what they load."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {datetime: UtcDateTime(), uuid.UUID: Uuid()}


@cache
def _insert_into(model: type[Model]) -> Insert:
    return insert(cast(Table, model.__table__))


def fetch(session: Session, statement: Executable, **values: Any) -> CursorResult[Any]:
    """Run a statement that selects columns, built once with `bindparam`s, without the ORM's share of the work.

    For what is read on every request: building a statement anew costs more than the database takes to answer it.
    """
    return session.connection().execute(statement, values)


def insert_row(session: Session, model: type[Model], values: Mapping[str, Any]) -> None:
    """Write one new row at once: a statement built once, no unit of work. For what is written on every request.

    `insert(Model).values(…)` builds, hashes and unpacks a new statement each time, which costs more than the writing.
    """
    session.connection().execute(_insert_into(model), dict(values))
