"""Lost access codes: who compared, who agreed, whether a new one was given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

OPEN = sa.text("state IN ('waiting', 'confirmed')")


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "code_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("second_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_code_request"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_code_request_petition_id_petition"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_code_request_agency_id_agency"),
        sa.ForeignKeyConstraint(["asked_by"], ["account.id"], name="fk_code_request_asked_by_account"),
        sa.ForeignKeyConstraint(["second_by"], ["account.id"], name="fk_code_request_second_by_account"),
        sa.CheckConstraint(
            "state IN ('waiting', 'confirmed', 'issued', 'refused')", name=op.f("ck_code_request_state_known")
        ),
        sa.CheckConstraint("second_by IS NULL OR second_by <> asked_by", name=op.f("ck_code_request_two_people")),
    )
    op.create_index(
        "uq_code_request_open", "code_request", ["petition_id"], unique=True, sqlite_where=OPEN, postgresql_where=OPEN
    )
    op.create_index("ix_code_request_agency", "code_request", ["agency_id", "state", "asked_at"])
    op.create_index("ix_code_request_asked_by", "code_request", ["asked_by", "asked_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("code_request")
