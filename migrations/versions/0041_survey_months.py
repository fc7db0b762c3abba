"""Ratings of closed months as they were published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "survey_month",
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("c1", "c2", "c3", "c4", "c5")),
        sa.PrimaryKeyConstraint("service_point_id", "month", name="pk_survey_month"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name="fk_survey_month_service_point_id_service_point"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_month_agency_id_agency"),
        sa.CheckConstraint("c1 + c2 + c3 + c4 + c5 >= 5", name=op.f("ck_survey_month_enough_answers")),
    )
    op.create_index("ix_survey_month_agency_id", "survey_month", ["agency_id", "month"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("survey_month")
