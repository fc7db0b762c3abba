"""Petitions handed over from one person to another, signed for by the receiver."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
PEOPLE = ("from_id", "to_id", "made_by")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "handover",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("signed_at", MOMENT, nullable=True),
        sa.Column("petition_ids", sa.JSON(), nullable=False),
        sa.Column("batch_ids", sa.JSON(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_handover"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_handover_agency_id_agency"),
        *(sa.ForeignKeyConstraint([name], ["account.id"], name=f"fk_handover_{name}_account") for name in PEOPLE),
        sa.CheckConstraint("reason IN ('leaves', 'term', 'away', 'field')", name=op.f("ck_handover_reason_known")),
        sa.CheckConstraint("state IN ('waiting', 'signed')", name=op.f("ck_handover_state_known")),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_handover_to_somebody_else")),
        sa.CheckConstraint("(state = 'signed') = (signed_at IS NOT NULL)", name=op.f("ck_handover_signed_with_moment")),
    )
    op.create_index("ix_handover_agency", "handover", ["agency_id", "made_at", "id"])
    op.create_index("ix_handover_receiver", "handover", ["to_id", "state", "made_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("handover")
