"""Text messages that came in, until they are answered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "inbound_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbound_text"),
        sa.UniqueConstraint("tag", name="uq_inbound_text_tag"),
    )
    op.create_index("ix_inbound_text_received_at", "inbound_text", ["received_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("inbound_text")
