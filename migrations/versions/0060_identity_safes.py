"""Who sent what stays sealed, under a key of its own that two people open together."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_IN_USE = sa.text("retired_at IS NULL")


def upgrade() -> None:
    """Create the tables, and room for a box in a request."""
    op.create_table(
        "identity_safe",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("working_public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("agreeing_public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_safe")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_identity_safe_agency_id_agency")),
    )
    op.create_index(
        "uq_identity_safe_in_use", "identity_safe", ["agency_id"], unique=True, sqlite_where=_IN_USE,
        postgresql_where=_IN_USE,
    )  # fmt: skip
    op.create_table(
        "safe_holder",
        sa.Column("safe_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("boxed_private", sa.LargeBinary(), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=True),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("safe_id", "account_id", name=op.f("pk_safe_holder")),
        sa.ForeignKeyConstraint(["safe_id"], ["identity_safe.id"], name=op.f("fk_safe_holder_safe_id_identity_safe")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_safe_holder_account_id_account")),
        sa.CheckConstraint("side IN ('working', 'agreeing')", name=op.f("ck_safe_holder_side_known")),
    )
    op.create_index("ix_safe_holder_account", "safe_holder", ["account_id"])
    op.create_table(
        "closed_identity",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("safe_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_boxes", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "key_id", name=op.f("pk_closed_identity")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_key.case_id"], name=op.f("fk_closed_identity_case_id_case_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["case_key.case_id"], name=op.f("fk_closed_identity_key_id_case_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["safe_id"], ["identity_safe.id"], name=op.f("fk_closed_identity_safe_id_identity_safe")
        ),
    )
    op.create_index("ix_closed_identity_key", "closed_identity", ["key_id"])
    op.add_column("identity_opening", sa.Column("sealed_boxes", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Drop them."""
    op.drop_column("identity_opening", "sealed_boxes")
    op.drop_table("closed_identity")
    op.drop_table("safe_holder")
    op.drop_table("identity_safe")
