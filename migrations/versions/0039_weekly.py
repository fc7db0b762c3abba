"""Hot spots by a province's own limits, and who wants the link to their week on Monday."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LIMITS = "'people', 'days_open', 'neighbours', 'weeks', 'times'"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "hotspot_limit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("limit_code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_hotspot_limit"),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name="fk_hotspot_limit_province_id_agency"),
        sa.UniqueConstraint(
            "province_id", "limit_code", "valid_from", name="uq_hotspot_limit_province_id_limit_code_valid_from"
        ),
        sa.CheckConstraint(f"limit_code IN ({LIMITS})", name=op.f("ck_hotspot_limit_limit_code_known")),
        sa.CheckConstraint("number BETWEEN 1 AND 9999", name=op.f("ck_hotspot_limit_number_range")),
    )
    op.create_table(
        "weekly_wish",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sent_for", sa.Date(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_weekly_wish"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_weekly_wish_account_id_account"),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("weekly_wish")
    op.drop_table("hotspot_limit")
