"""What officials are told on their first page."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

UNSEEN = sa.text("seen_at IS NULL")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "official_notice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_official_notice"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_official_notice_account_id_account"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_official_notice_agency_id_agency"),
    )
    op.create_index(
        "ix_official_notice_unseen", "official_notice", ["account_id", "created_at"],
        sqlite_where=UNSEEN, postgresql_where=UNSEEN,
    )  # fmt: skip


def downgrade() -> None:
    """Drop it."""
    op.drop_table("official_notice")
