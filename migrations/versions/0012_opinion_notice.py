"""Which version of the privacy notice was shown with an opinion."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; it stays empty for the opinions that came before it was kept."""
    with op.batch_alter_table("consultation_opinion") as table:
        table.add_column(sa.Column("notice_version", sa.String(20), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("consultation_opinion") as table:
        table.drop_column("notice_version")
