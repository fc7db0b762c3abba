"""Posters of many service points at once, screens in halls, real drops that were told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    _posters()
    op.create_table(
        "survey_wall",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("with_dialogue", sa.Boolean(), nullable=False),
        sa.Column("with_disclosures", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_survey_wall"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_wall_agency_id_agency"),
    )
    op.create_index("uq_survey_wall_key", "survey_wall", ["key"], unique=True)
    op.create_index("ix_survey_wall_agency_id", "survey_wall", ["agency_id", "created_at"])
    _alerts()


def _posters() -> None:
    op.create_table(
        "survey_poster_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("sheets", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("forget_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_survey_poster_run"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_poster_run_agency_id_agency"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_survey_poster_run_account_id_account"),
        sa.CheckConstraint("state IN ('running', 'done', 'cancelled')", name=op.f("ck_survey_poster_run_state_known")),
        sa.CheckConstraint("made <= total", name=op.f("ck_survey_poster_run_no_more_than_asked")),
    )
    op.create_index("ix_survey_poster_run_account_id", "survey_poster_run", ["account_id", "created_at"])
    op.create_index("ix_survey_poster_run_forget_at", "survey_poster_run", ["forget_at"])


def _alerts() -> None:
    op.create_table(
        "survey_alert",
        sa.Column("scope_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("satisfied", sa.Integer(), nullable=False),
        sa.Column("centre", sa.Float(), nullable=False),
        sa.Column("low", sa.Float(), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("scope_id", "week", name="pk_survey_alert"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_alert_agency_id_agency"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name="fk_survey_alert_service_point_id_service_point"
        ),
        sa.CheckConstraint(
            "satisfied >= 0 AND satisfied <= answers AND answers >= 5", name=op.f("ck_survey_alert_counts_possible")
        ),
    )
    op.create_index("ix_survey_alert_agency_id", "survey_alert", ["agency_id", "week"])


def downgrade() -> None:
    """Drop them; what was drawn is forgotten after a day anyway."""
    for table in ("survey_alert", "survey_wall", "survey_poster_run"):
        op.drop_table(table)
