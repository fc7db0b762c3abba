"""A province's own numbers for odd answers, and how much one kept page of ratings brought."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LIMITS = (
    "'fewest', 'rare_hour', 'rare_mix', 'busy_spread', 'mood_spread', 'weeks', 'kept_hour', 'kept_day', 'kept_page', "
    "'kiosk_hour'"
)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "survey_limit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("limit_code", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_survey_limit"),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name="fk_survey_limit_province_id_agency"),
        sa.UniqueConstraint(
            "province_id", "limit_code", "valid_from", name="uq_survey_limit_province_id_limit_code_valid_from"
        ),
        sa.CheckConstraint(f"limit_code IN ({LIMITS})", name=op.f("ck_survey_limit_limit_code_known")),
        sa.CheckConstraint("number BETWEEN 1 AND 1000000", name=op.f("ck_survey_limit_number_range")),
    )
    op.create_table(
        "survey_pace",
        sa.Column("tag", sa.LargeBinary(length=16), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("forget_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("tag", name="pk_survey_pace"),
        sa.CheckConstraint("answers >= 1", name=op.f("ck_survey_pace_some_answers")),
    )
    op.create_index("ix_survey_pace_forget_at", "survey_pace", ["forget_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("survey_pace")
    op.drop_table("survey_limit")
