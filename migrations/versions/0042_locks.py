"""Cases that the server alone cannot open: keys of officials, of desks and of senders."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
IN_USE = sa.text("retired_at IS NULL")


def upgrade() -> None:
    """Create the tables."""
    _people()
    _desks()
    _halves()
    _cases()


def downgrade() -> None:
    """Drop them. What is locked stays locked: only where the keys were lies nothing any more."""
    op.drop_index("ix_case_share_holder", "case_share")
    op.drop_table("case_share")
    op.drop_table("sender_key")
    op.drop_table("escrow_return")
    op.drop_index("ix_escrow_half_account_id", "escrow_half")
    op.drop_table("escrow_half")
    op.drop_table("desk_key_holder")
    op.drop_index("uq_desk_key_in_use", "desk_key")
    op.drop_table("desk_key")
    op.drop_table("session_key")
    op.drop_table("official_key")


def _people() -> None:
    op.create_table(
        "official_key",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_private", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("memory_kib", sa.Integer(), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("account_id", name="pk_official_key"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_official_key_account_id_account"),
    )
    op.create_table(
        "session_key",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_private", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_session_key"),
        sa.ForeignKeyConstraint(["session_id"], ["login_session.id"], name="fk_session_key_session_id_login_session"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_session_key_account_id_account"),
    )


def _desks() -> None:
    op.create_table(
        "desk_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_desk_key"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_desk_key_agency_id_agency"),
    )
    op.create_index(
        "uq_desk_key_in_use", "desk_key", ["agency_id"], unique=True, sqlite_where=IN_USE, postgresql_where=IN_USE
    )
    op.create_table(
        "desk_key_holder",
        sa.Column("desk_key_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("boxed_private", sa.LargeBinary(), nullable=False),
        sa.Column("given_by", sa.Uuid(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("desk_key_id", "account_id", name="pk_desk_key_holder"),
        sa.ForeignKeyConstraint(["desk_key_id"], ["desk_key.id"], name="fk_desk_key_holder_desk_key_id_desk_key"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_desk_key_holder_account_id_account"),
    )


def _halves() -> None:
    op.create_table(
        "escrow_half",
        sa.Column("desk_key_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("boxed_half", sa.LargeBinary(), nullable=False),
        sa.Column("given_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("desk_key_id", "part", name="pk_escrow_half"),
        sa.ForeignKeyConstraint(["desk_key_id"], ["desk_key.id"], name="fk_escrow_half_desk_key_id_desk_key"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_escrow_half_account_id_account"),
        sa.CheckConstraint("part IN (1, 2)", name=op.f("ck_escrow_half_two_parts")),
    )
    op.create_index("ix_escrow_half_account_id", "escrow_half", ["account_id"])
    op.create_table(
        "escrow_return",
        sa.Column("desk_key_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("to_account_id", sa.Uuid(), nullable=False),
        sa.Column("boxed_half", sa.LargeBinary(), nullable=False),
        sa.Column("returned_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("desk_key_id", "part", "to_account_id", name="pk_escrow_return"),
        sa.ForeignKeyConstraint(["desk_key_id"], ["desk_key.id"], name="fk_escrow_return_desk_key_id_desk_key"),
        sa.ForeignKeyConstraint(["to_account_id"], ["account.id"], name="fk_escrow_return_to_account_id_account"),
    )


def _cases() -> None:
    key = ("case_key.case_id",)
    op.create_table(
        "sender_key",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_private", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_sender_key"),
        sa.ForeignKeyConstraint(["case_id"], key, name="fk_sender_key_case_id_case_key", ondelete="CASCADE"),
    )
    op.create_table(
        "case_share",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("holder_id", sa.Uuid(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "holder", "holder_id", name="pk_case_share"),
        sa.ForeignKeyConstraint(["case_id"], key, name="fk_case_share_case_id_case_key", ondelete="CASCADE"),
        sa.CheckConstraint("holder IN ('desk', 'official', 'sender')", name=op.f("ck_case_share_holder_known")),
    )
    op.create_index("ix_case_share_holder", "case_share", ["holder_id"])
