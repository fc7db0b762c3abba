"""Tables of casework."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "case_key",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_key"),
    )
    op.create_table(
        "case_handle",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("case_type", sa.String(40), nullable=False),
        sa.Column("access_tag", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_handle"),
        sa.UniqueConstraint("number", name="uq_case_handle_number"),
    )
    op.create_table(
        "case_throttle",
        sa.Column("bucket", sa.LargeBinary(32), nullable=False),
        sa.Column("window_at", MOMENT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_case_throttle"),
    )
    op.create_table(
        "case_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(60), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("params", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_event"),
    )
    op.create_index("ix_case_event_case", "case_event", ["case_id", "at", "id"])
    op.create_table(
        "case_identity",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_identity"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_key.case_id"], name="fk_case_identity_case_id_case_key", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "case_attachment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("original_key", sa.String(64), nullable=False),
        sa.Column("display_key", sa.String(64), nullable=False),
        sa.Column("thumb_key", sa.String(64), nullable=False),
        sa.Column("sealed_facts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_case_attachment"),
        sa.UniqueConstraint("case_id", "position", name="uq_case_attachment_case_id_position"),
        sa.CheckConstraint("position BETWEEN 1 AND 20", name=op.f("ck_case_attachment_position_range")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_key.case_id"], name="fk_case_attachment_case_id_case_key", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("case_attachment")
    op.drop_table("case_identity")
    op.drop_index("ix_case_event_case", table_name="case_event")
    for name in ("case_event", "case_throttle", "case_handle", "case_key"):
        op.drop_table(name)
