"""Ties between officials, whom a sealed petition accuses, and who is shut out of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "account_tie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("tie", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("declared_by", sa.Uuid(), nullable=False),
        sa.Column("declared_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_tie")),
        *(
            sa.ForeignKeyConstraint([column], ["account.id"], name=op.f(f"fk_account_tie_{column}_account"))
            for column in ("account_id", "other_id", "declared_by")
        ),
        sa.CheckConstraint("tie IN ('relative', 'superior', 'interest')", name=op.f("ck_account_tie_tie_known")),
        sa.CheckConstraint("account_id <> other_id", name=op.f("ck_account_tie_two_people")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_account_tie_order")),
    )
    op.create_index("ix_account_tie_account", "account_tie", ["account_id"])
    op.create_index("ix_account_tie_other", "account_tie", ["other_id"])
    op.create_table(
        "petition_accused",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_petition_accused")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_petition_accused_petition_id_petition")
        ),
    )  # fmt: skip
    op.create_table(
        "petition_shut_out",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("petition_id", "tag", name=op.f("pk_petition_shut_out")),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_petition_shut_out_petition_id_petition")
        ),
    )  # fmt: skip


def downgrade() -> None:
    """Drop them."""
    for table in ("petition_shut_out", "petition_accused", "account_tie"):
        op.drop_table(table)
