"""What petitions are found by: their words without diacritics, and the blind index of phones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_PHONE_LEFT = sa.text("phone_tag IS NOT NULL")


def upgrade() -> None:
    """Create the table, and the full-text index of this database."""
    op.create_table(
        "petition_search",
        sa.Column("rank", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("phone_tag", sa.LargeBinary(32), nullable=True),
        sa.PrimaryKeyConstraint("rank", name="pk_petition_search"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_search_petition_id_petition"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_petition_search_agency_id_agency"),
        sa.UniqueConstraint("petition_id", name="uq_petition_search_petition_id"),
    )
    op.create_index(
        "ix_petition_search_phone", "petition_search", ["phone_tag", "rank"], sqlite_where=_PHONE_LEFT,
        postgresql_where=_PHONE_LEFT,
    )  # fmt: skip
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE petition_words USING fts5("
            "words, unit, content='', columnsize=0, tokenize=\"unicode61 remove_diacritics 0\")"
        )
        return
    op.execute(
        "CREATE TABLE petition_words (rank BIGINT NOT NULL, unit UUID NOT NULL, words TSVECTOR NOT NULL,"
        " CONSTRAINT pk_petition_words PRIMARY KEY (rank))"
    )
    op.execute("CREATE INDEX ix_petition_words_unit ON petition_words (unit, rank)")
    op.execute("CREATE INDEX ix_petition_words_words ON petition_words USING gin (words)")


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TABLE petition_words")
    op.drop_table("petition_search")
