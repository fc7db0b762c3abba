"""The nightly proof of survey counts: its walks, what it found, and a mark on what was told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables, add the mark."""
    op.create_table(
        "survey_proof",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("reached", sa.Uuid()),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("faults", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "points >= 0 AND answers >= 0 AND faults >= 0", name=op.f("ck_survey_proof_counts_not_negative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_proof")),
    )
    op.create_index("ix_survey_proof_began_at", "survey_proof", ["began_at"])
    op.create_table(
        "survey_fault",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proof_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("summary", sa.String(40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("validity", sa.String(40), nullable=False),
        sa.Column("kept", sa.JSON()),
        sa.Column("counted", sa.JSON()),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True)),
        sa.CheckConstraint("summary IN ('day', 'month', 'part')", name=op.f("ck_survey_fault_summary_known")),
        sa.CheckConstraint("validity IN ('valid', 'suspect', 'excluded')", name=op.f("ck_survey_fault_validity_known")),
        sa.ForeignKeyConstraint(["proof_id"], ["survey_proof.id"], name=op.f("fk_survey_fault_proof_id_survey_proof")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_survey_fault_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name=op.f("fk_survey_fault_service_point_id_service_point")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_fault")),
    )
    op.create_index("ix_survey_fault_agency_id", "survey_fault", ["agency_id", "settled_at"])
    op.create_index("ix_survey_fault_service_point_id", "survey_fault", ["service_point_id"])
    op.create_index("ix_survey_fault_proof_id", "survey_fault", ["proof_id"])
    op.add_column("survey_month", sa.Column("mark", sa.LargeBinary(32)))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("survey_month", "mark")
    op.drop_table("survey_fault")
    op.drop_table("survey_proof")
