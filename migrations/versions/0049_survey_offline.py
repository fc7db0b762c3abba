"""Tablets at the desk, and ratings that waited on a device."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and the column."""
    op.add_column("survey_answer", sa.Column("waited", sa.SmallInteger(), nullable=True))
    op.create_table(
        "survey_kiosk",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("pin_tag", sa.LargeBinary(32), nullable=False),
        sa.Column("pair_tag", sa.LargeBinary(32), nullable=True),
        sa.Column("pair_until", UtcDateTime(), nullable=False),
        sa.Column("key_tag", sa.LargeBinary(32), nullable=True),
        sa.Column("paired_at", UtcDateTime(), nullable=True),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_survey_kiosk"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_kiosk_agency_id_agency"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name="fk_survey_kiosk_service_point_id_service_point"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_survey_kiosk_account_id_account"),
        sa.UniqueConstraint("pair_tag", name="uq_survey_kiosk_pair_tag"),
        sa.UniqueConstraint("key_tag", name="uq_survey_kiosk_key_tag"),
    )
    op.create_index("ix_survey_kiosk_agency_id", "survey_kiosk", ["agency_id", "created_at"])


def downgrade() -> None:
    """Drop both."""
    op.drop_table("survey_kiosk")
    op.drop_column("survey_answer", "waited")
