"""Requests to erase who sent a case; notices found by the case they speak of."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

OPEN = sa.text("state = 'open'")


def upgrade() -> None:
    """Create the table and the index."""
    op.create_table(
        "erasure_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("case_type", sa.String(40), nullable=False),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("document_number", sa.String(60), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("decision_number", sa.String(60), nullable=False),
        sa.Column("refusal", sa.String(40), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_erasure_request"),
        sa.ForeignKeyConstraint(["case_id"], ["case_handle.case_id"], name="fk_erasure_request_case_id_case_handle"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_erasure_request_agency_id_agency"),
        sa.CheckConstraint("state IN ('open', 'done', 'refused')", name=op.f("ck_erasure_request_state_known")),
        sa.CheckConstraint(
            "refusal IN ('needed', 'law', 'not_sender', 'nothing')", name=op.f("ck_erasure_request_refusal_known")
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (refusal IS NOT NULL)", name=op.f("ck_erasure_request_refusal_with_reason")
        ),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f("ck_erasure_request_decided_once")),
        sa.CheckConstraint(
            "state = 'open' OR decision_number <> ''", name=op.f("ck_erasure_request_decided_by_document")
        ),
    )
    op.create_index("ix_erasure_request_agency", "erasure_request", ["agency_id", "created_at", "id"])
    op.create_index(
        "uq_erasure_request_open", "erasure_request", ["case_id"], unique=True,
        sqlite_where=OPEN, postgresql_where=OPEN,
    )  # fmt: skip
    op.create_index("ix_notice_subject", "notice", ["subject_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_notice_subject", table_name="notice")
    op.drop_table("erasure_request")
