"""Covered copies of sealed petitions, and who reads them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "redacted_copy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redacted_copy")),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name=op.f("fk_redacted_copy_petition_id_petition")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_redacted_copy_agency_id_agency")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_redacted_copy_made_by_account")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_redacted_copy_decided_by_account")),
        sa.CheckConstraint(
            "state IN ('proposed', 'approved', 'returned', 'withdrawn')", name=op.f("ck_redacted_copy_state_known")
        ),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> made_by", name=op.f("ck_redacted_copy_two_people")),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'returned') OR decided_by IS NOT NULL",
            name=op.f("ck_redacted_copy_let_by_somebody"),
        ),
    )
    op.create_index("ix_redacted_copy_petition", "redacted_copy", ["petition_id", "made_at"])
    op.create_index("ix_redacted_copy_waiting", "redacted_copy", ["agency_id", "state"])
    op.create_table(
        "redacted_reader",
        sa.Column("copy_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("named_by", sa.Uuid(), nullable=False),
        sa.Column("named_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("copy_id", "account_id", name=op.f("pk_redacted_reader")),
        sa.ForeignKeyConstraint(
            ["copy_id"], ["redacted_copy.id"], name=op.f("fk_redacted_reader_copy_id_redacted_copy")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_redacted_reader_account_id_account")),
        sa.ForeignKeyConstraint(["named_by"], ["account.id"], name=op.f("fk_redacted_reader_named_by_account")),
    )
    op.create_index("ix_redacted_reader_account", "redacted_reader", ["account_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("redacted_reader")
    op.drop_table("redacted_copy")
