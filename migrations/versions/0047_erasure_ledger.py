"""The ledger of what was erased, and holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None

OPEN = sa.text("lifted_at IS NULL")


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "erasure_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("subject_type", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_entry"),
        sa.CheckConstraint("what IN ('identity', 'case', 'opinion')", name=op.f("ck_erasure_entry_what_known")),
    )
    op.create_index("ix_erasure_entry_subject", "erasure_entry", ["subject_id"])
    op.create_table(
        "case_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("case_type", sa.String(40), nullable=False),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("document_number", sa.String(60), nullable=False),
        sa.Column("placed_at", UtcDateTime(), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=True),
        sa.Column("lift_document", sa.String(60), nullable=False),
        sa.Column("lifted_at", UtcDateTime(), nullable=True),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_case_hold"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_case_hold_agency_id_agency"),
        sa.CheckConstraint(
            "reason IN ('dispute', 'court', 'inspection', 'subject')", name=op.f("ck_case_hold_reason_known")
        ),
        sa.CheckConstraint("(lifted_at IS NULL) = (lift_document = '')", name=op.f("ck_case_hold_lifted_by_document")),
    )
    op.create_index("ix_case_hold_agency", "case_hold", ["agency_id", "placed_at", "id"])
    op.create_index(
        "uq_case_hold_open", "case_hold", ["case_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("case_hold")
    op.drop_table("erasure_entry")
