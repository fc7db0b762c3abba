"""Petitions that a clerk looks at before they are worked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_WAITING = sa.text("decided_at IS NULL")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "petition_review",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("verdict", sa.String(40), nullable=True),
        sa.Column("reason", sa.String(40), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("petition_id", name="pk_petition_review"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_review_petition_id_petition"),
        sa.CheckConstraint("verdict IN ('passed', 'spam')", name=op.f("ck_petition_review_verdict_known")),
        sa.CheckConstraint(
            "reason IN ('advertising', 'machine', 'repeated', 'nonsense')", name=op.f("ck_petition_review_reason_known")
        ),
        sa.CheckConstraint("(verdict IS NULL) = (decided_at IS NULL)", name=op.f("ck_petition_review_decided_once")),
        sa.CheckConstraint(
            "(reason IS NOT NULL) = (verdict IS NOT NULL AND verdict = 'spam')",
            name=op.f("ck_petition_review_spam_with_reason"),
        ),
    )
    op.create_index(
        "ix_petition_review_waiting", "petition_review", ["petition_id"], sqlite_where=_WAITING,
        postgresql_where=_WAITING,
    )  # fmt: skip


def downgrade() -> None:
    """Drop it."""
    op.drop_table("petition_review")
