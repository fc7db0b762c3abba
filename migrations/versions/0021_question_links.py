"""Links by which a sender answers one question without number and code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "question_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_question_link"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_question_link_petition_id_petition"),
        sa.ForeignKeyConstraint(["note_id"], ["petition_note.id"], name="fk_question_link_note_id_petition_note"),
        sa.UniqueConstraint("tag", name="uq_question_link_tag"),
    )
    op.create_index("ix_question_link_petition", "question_link", ["petition_id"])
    op.create_index("ix_question_link_expires_at", "question_link", ["expires_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("question_link")
