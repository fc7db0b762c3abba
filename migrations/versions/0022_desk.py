"""Petitions taken in at the desk: how each came, and what an official is taking down."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NUMBERED = sa.text("book_tag IS NOT NULL")


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "desk_record",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("arrival", sa.String(40), nullable=False),
        sa.Column("signature", sa.String(40), nullable=False),
        sa.Column("read_back", sa.String(40), nullable=False),
        sa.Column("identity_seen", sa.Boolean(), nullable=False),
        sa.Column("papers_seen", sa.Boolean(), nullable=False),
        sa.Column("book_tag", sa.LargeBinary(32), nullable=True),
        sa.Column("sealed_details", sa.LargeBinary(), nullable=False),
        sa.Column("voided_at", UtcDateTime(), nullable=True),
        sa.Column("voided_by", sa.Uuid(), nullable=True),
        sa.Column("void_reason", sa.String(40), nullable=True),
        sa.PrimaryKeyConstraint("petition_id", name="pk_desk_record"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_desk_record_petition_id_petition"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_desk_record_agency_id_agency"),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name="fk_desk_record_recorded_by_account"),
        sa.CheckConstraint(
            "arrival IN ('oral', 'paper', 'telephone', 'forwarded')", name=op.f("ck_desk_record_arrival_known")
        ),
        sa.CheckConstraint(
            "signature IN ('none', 'signed', 'fingerprint', 'digital')", name=op.f("ck_desk_record_signature_known")
        ),
        sa.CheckConstraint(
            "read_back IN ('not_read', 'sender', 'companion', 'representative')",
            name=op.f("ck_desk_record_read_back_known"),
        ),
        sa.CheckConstraint(
            "void_reason IN ('wrong_place', 'twice', 'wrong_text')", name=op.f("ck_desk_record_void_reason_known")
        ),
        sa.CheckConstraint("(voided_at IS NULL) = (void_reason IS NULL)", name=op.f("ck_desk_record_void_with_reason")),
    )
    op.create_index("ix_desk_record_book", "desk_record", ["agency_id", "received_on", "petition_id"])
    op.create_index(
        "ix_desk_record_number", "desk_record", ["book_tag"], sqlite_where=NUMBERED, postgresql_where=NUMBERED
    )
    op.create_table(
        "desk_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("file_keys", sa.JSON(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_draft"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_desk_draft_account_id_account"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_desk_draft_agency_id_agency"),
    )
    op.create_index("ix_desk_draft_expires_at", "desk_draft", ["expires_at"])
    op.create_index("ix_desk_draft_account", "desk_draft", ["account_id", "expires_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("desk_draft")
    op.drop_table("desk_record")
