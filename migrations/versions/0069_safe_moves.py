"""Emptying an older safe into the one in use: who began it, and what is on the way."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "safe_move",
        sa.Column("safe_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("safe_id", name=op.f("pk_safe_move")),
        sa.ForeignKeyConstraint(["safe_id"], ["identity_safe.id"], name=op.f("fk_safe_move_safe_id_identity_safe")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_safe_move_account_id_account")),
    )
    table = "safe_move_item"
    op.create_table(
        table,
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("safe_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("taken_at", MOMENT, nullable=False),
        sa.Column("to_safe_id", sa.Uuid(), nullable=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "key_id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(
            ["case_id", "key_id"], ["closed_identity.case_id", "closed_identity.key_id"], ondelete="CASCADE",
            name=op.f(f"fk_{table}_case_id_closed_identity"),
        ),
        sa.ForeignKeyConstraint(["safe_id"], ["identity_safe.id"], name=op.f(f"fk_{table}_safe_id_identity_safe")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f(f"fk_{table}_account_id_account")),
        sa.ForeignKeyConstraint(
            ["to_safe_id"], ["identity_safe.id"], name=op.f(f"fk_{table}_to_safe_id_identity_safe")
        ),
    )  # fmt: skip
    op.create_index("ix_safe_move_item_safe", table, ["safe_id"])


def downgrade() -> None:
    """Drop them: what was on the way lies in the older safe still."""
    op.drop_table("safe_move_item")
    op.drop_table("safe_move")
