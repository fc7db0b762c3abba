"""Tables that petitions are found by."""

from __future__ import annotations

import uuid

from sqlalchemy import (
    DDL,
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model

# Full-text storage differs by database and is no mapped table: `infra.words` reads and writes it.
WORDS_TABLE = "petition_words"
WORDS_OF_SQLITE = (
    f"CREATE VIRTUAL TABLE {WORDS_TABLE} USING fts5("
    "words, unit, content='', columnsize=0, tokenize=\"unicode61 remove_diacritics 0\")"
)
WORDS_OF_POSTGRESQL = (
    (
        f"CREATE TABLE {WORDS_TABLE} (rank BIGINT NOT NULL, unit UUID NOT NULL, words TSVECTOR NOT NULL,"
        f" CONSTRAINT pk_{WORDS_TABLE} PRIMARY KEY (rank))"
    ),
    f"CREATE INDEX ix_{WORDS_TABLE}_unit ON {WORDS_TABLE} (unit, rank)",
    f"CREATE INDEX ix_{WORDS_TABLE}_words ON {WORDS_TABLE} USING gin (words)",
)
_PHONE_LEFT = text("phone_tag IS NOT NULL")


class PetitionSearch(Model):
    """That a petition can be found by its words: only what has passed triage and is not sealed has a row here.

    `rank` is the moment of receipt with a few bits of the id: newest first is its order, and the same after a rebuild.
    """

    __tablename__ = "petition_search"
    __table_args__ = (
        UniqueConstraint("petition_id"),
        Index("ix_petition_search_phone", "phone_tag", "rank", sqlite_where=_PHONE_LEFT, postgresql_where=_PHONE_LEFT),
    )

    rank: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False
    )
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    # Whose word stands in the index, and what was put there: taking something else out would leave words behind.
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    # Keyed hash of agency and phone: the desk finds a caller's petitions without opening who sent them.
    phone_tag: Mapped[bytes | None] = mapped_column(LargeBinary(32))


_BESIDE = (
    *(("after_create", statement, "postgresql") for statement in WORDS_OF_POSTGRESQL),
    ("after_create", WORDS_OF_SQLITE, "sqlite"),
    *(("before_drop", f"DROP TABLE IF EXISTS {WORDS_TABLE}", dialect) for dialect in ("postgresql", "sqlite")),
)
for _when, _statement, _dialect in _BESIDE:
    _ddl = DDL(_statement)  # type: ignore[no-untyped-call]  # SQLAlchemy left it untyped
    event.listen(PetitionSearch.__table__, _when, _ddl.execute_if(dialect=_dialect))
