"""Who sent a sealed case, opened by two people for some hours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_STATES = "'asked', 'approved', 'refused', 'withdrawn', 'lapsed', 'shut'"
_REASONS = "'ask', 'meet', 'tell', 'same_sender', 'protect', 'ordered'"
_ASKED = sa.text("state = 'asked'")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "identity_opening",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("case_type", sa.String(length=40), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("lapses_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("open_until", MOMENT, nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_opening")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_identity_opening_agency_id_agency")),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name=op.f("fk_identity_opening_asked_by_account")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_identity_opening_decided_by_account")),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_identity_opening_state_known")),
        sa.CheckConstraint(f"reason IN ({_REASONS})", name=op.f("ck_identity_opening_reason_known")),
        sa.CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name=op.f("ck_identity_opening_two_people")),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'shut') OR decided_by IS NOT NULL",
            name=op.f("ck_identity_opening_agreed_by_somebody"),
        ),
        sa.CheckConstraint(
            "(state IN ('approved', 'shut')) = (open_until IS NOT NULL)",
            name=op.f("ck_identity_opening_open_for_a_time"),
        ),
    )
    op.create_index(
        "uq_identity_opening_asked", "identity_opening", ["case_id", "asked_by"], unique=True, sqlite_where=_ASKED,
        postgresql_where=_ASKED,
    )  # fmt: skip
    op.create_index("ix_identity_opening_asker", "identity_opening", ["asked_by", "asked_at"])
    op.create_index("ix_identity_opening_waiting", "identity_opening", ["agency_id", "state", "lapses_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("identity_opening")
