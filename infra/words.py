"""Full-text indexes: FTS5 on SQLite, tsvector and GIN on PostgreSQL. The same words in, the same answers out.

Both are given words already cut and folded (`core.text`), so that no tokenizer of theirs has an opinion of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from core.ports import IndexedText, WordQuery

# tsvector keeps no more positions than these; a phrase beyond them is no longer found, its words are.
_LAST_POSITION, _POSITIONS_KEPT = 16_383, 256
# How many of the unit's newest texts are looked through before the index of words is asked (performance.md, A5).
_WINDOW = 2_000
# FTS5 merges so many pages in one transaction; fewer changes than this say that it was the last (sqlite.org/fts5.html).
_MERGED_AT_ONCE, _MERGE_CHANGED = 500, 2


def _unit_word(unit: UUID) -> str:
    return f"u{unit.hex}"


class SqliteWordIndex:
    """FTS5 without content: words point at ranks, the texts are elsewhere; ranks are rowids, so newest is its order.

    The unit is a word in a column of its own: the index itself leaves other units' texts aside.
    """

    def __init__(self, table: str) -> None:
        self._table = table
        self._put = text(f"INSERT INTO {table} (rowid, words, unit) VALUES (:rank, :words, :unit)")  # noqa: S608 - ours
        self._drop = text(
            f"INSERT INTO {table} ({table}, rowid, words, unit) VALUES ('delete', :rank, :words, :unit)"  # noqa: S608
        )
        found = f"SELECT rowid FROM {table} WHERE {table} MATCH :match"  # noqa: S608 - ours
        self._first = text(f"{found} ORDER BY rowid DESC LIMIT :most")
        self._further = text(f"{found} AND rowid < :below ORDER BY rowid DESC LIMIT :most")

    def put(self, session: Session, texts: Sequence[IndexedText]) -> None:
        """Add texts that are not there yet."""
        if texts:
            session.connection().execute(self._put, [self._row(one) for one in texts])

    def drop(self, session: Session, text: IndexedText) -> None:
        """Take a text out again; it must be given exactly as it was put."""
        session.connection().execute(self._drop, self._row(text))

    def clear(self, session: Session) -> None:
        """Forget everything."""
        everything = f"INSERT INTO {self._table} ({self._table}) VALUES ('delete-all')"  # noqa: S608 - our own name
        session.connection().exec_driver_sql(everything)

    def newest(self, session: Session, query: WordQuery, *, below: int | None, most: int) -> Sequence[int]:
        """The ranks of the newest texts that match, newest first, after the one of rank `below`."""
        values: dict[str, object] = {"match": self._match(query), "most": most}
        if below is not None:
            values["below"] = below
        statement: TextClause = self._first if below is None else self._further
        return list(session.connection().execute(statement, values).scalars())

    def merge_away(self, session: Session, *, begin: bool) -> bool:
        """Overwrite some of what was taken out earlier; whether there is more. `begin`: the first time.

        FTS5 keeps words of deleted texts in its older parts until all parts are merged into one.
        """
        connection = session.connection()
        before = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        pages = -_MERGED_AT_ONCE if begin else _MERGED_AT_ONCE
        connection.exec_driver_sql(f"INSERT INTO {self._table} ({self._table}, rank) VALUES ('merge', {pages})")  # noqa: S608
        after = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        return bool(after - before >= _MERGE_CHANGED)

    @staticmethod
    def _row(one: IndexedText) -> dict[str, object]:
        return {"rank": one.rank, "words": " ".join(one.words), "unit": _unit_word(one.unit)}

    @staticmethod
    def _match(query: WordQuery) -> str:
        phrases = " AND ".join('"' + " ".join(phrase) + '"' for phrase in query.phrases)
        units = " OR ".join(f'"{_unit_word(unit)}"' for unit in query.units)
        return f"words : ({phrases}) AND unit : ({units})"


class PostgresWordIndex:
    """A tsvector per text, with GIN. Two steps: planned as one, a rare word among a million texts takes seconds."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._put = text(
            f"INSERT INTO {table} (rank, unit, words) VALUES (:rank, :unit, CAST(:words AS tsvector))"  # noqa: S608 - ours
        )
        self._drop = text(f"DELETE FROM {table} WHERE rank = :rank")  # noqa: S608 - ours
        # Then all that hold the words, from GIN, sorted: materialized, so that no plan walks the ranks instead.
        self._all = text(
            f"WITH hits AS MATERIALIZED (SELECT rank FROM {table} WHERE words @@ CAST(:match AS tsquery))"  # noqa: S608
            " SELECT rank FROM hits WHERE rank < :below ORDER BY rank DESC LIMIT :most"
        )

    def put(self, session: Session, texts: Sequence[IndexedText]) -> None:
        """Add texts that are not there yet."""
        if texts:
            session.connection().execute(self._put, [self._row(one) for one in texts])

    def drop(self, session: Session, text: IndexedText) -> None:
        """Take a text out again."""
        session.connection().execute(self._drop, {"rank": text.rank})

    def clear(self, session: Session) -> None:
        """Forget everything."""
        session.connection().exec_driver_sql(f"DELETE FROM {self._table}")  # noqa: S608 - our own name

    def newest(self, session: Session, query: WordQuery, *, below: int | None, most: int) -> Sequence[int]:
        """The ranks of the newest texts that match, newest first, after the one of rank `below`."""
        words = _words_query(query)
        values: dict[str, object] = {"below": 2**63 - 1 if below is None else below, "most": most}
        given = {f"unit_{place}": str(unit) for place, unit in enumerate(query.units)}
        recent = _recent(self._table, len(query.units))
        found = list(session.connection().execute(recent, {**values, **given, "match": words}).scalars())
        if len(found) == most:
            return found
        units = " | ".join(f"'{_unit_word(unit)}'" for unit in query.units)
        match = f"{words} & ({units})"
        return list(session.connection().execute(self._all, {**values, "match": match}).scalars())

    def merge_away(self, session: Session, *, begin: bool) -> bool:
        """Nothing to merge: a deleted row is one dead row, which PostgreSQL writes over in its own time."""
        return False

    @staticmethod
    def _row(one: IndexedText) -> dict[str, object]:
        return {"rank": one.rank, "unit": str(one.unit), "words": _vector(one)}


def _vector(one: IndexedText) -> str:
    """The text form of a tsvector: each word with its places, and the unit's word without any."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(one.words, start=1):
        kept = places.setdefault(word, [])
        if place <= _LAST_POSITION and len(kept) < _POSITIONS_KEPT:
            kept.append(place)
    found = [f"'{word}'" + (":" + ",".join(map(str, kept)) if kept else "") for word, kept in places.items()]
    return " ".join([*found, f"'{_unit_word(one.unit)}'"])


def _words_query(query: WordQuery) -> str:
    phrases = ("(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in query.phrases)
    return " & ".join(phrases)


@lru_cache(maxsize=64)
def _recent(table: str, units: int) -> TextClause:
    """The units' newest texts, read backwards: a frequent word has its page among them."""
    parts = " UNION ALL ".join(
        f"(SELECT rank, words FROM {table} WHERE unit = CAST(:unit_{place} AS uuid) AND rank < :below"  # noqa: S608
        f" ORDER BY rank DESC LIMIT {_WINDOW})"
        for place in range(units)
    )
    return text(
        f"SELECT rank FROM ({parts}) recent WHERE words @@ CAST(:match AS tsquery) ORDER BY rank DESC LIMIT :most"  # noqa: S608
    )
