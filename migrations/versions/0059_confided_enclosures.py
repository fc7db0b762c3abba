"""Photos and files with a confidential word or a report of retaliation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "confided_enclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("original_key", sa.String(64), nullable=False),
        sa.Column("display_key", sa.String(64), nullable=False),
        sa.Column("thumb_key", sa.String(64), nullable=False),
        sa.Column("sealed_facts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confided_enclosure")),
        sa.ForeignKeyConstraint(
            ["file_id"], ["confided_file.id"], name=op.f("fk_confided_enclosure_file_id_confided_file"),
            ondelete="CASCADE",
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_confided_enclosure_file_id"), "confided_enclosure", ["file_id"])


def downgrade() -> None:
    """Drop it; the files stay in the store, sealed, and nothing names them."""
    op.drop_table("confided_enclosure")
