"""One kind of document written for many cases at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KINDS = (
    "'receipt', 'proposal', 'request_more', 'guidance', 'transfer', 'refusal', 'extension_notice', 'answer', "
    "'complaint_accepted', 'complaint_not_accepted', 'dialogue', 'decision', 'denunciation_accepted', "
    "'denunciation_told', 'denunciation_not_accepted', 'extension', 'conclusion'"
)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "letter_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("made_as", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_command", sa.LargeBinary(), nullable=False),
        sa.Column("petition_ids", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_letter_run"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_letter_run_agency_id_agency"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_letter_run_account_id_account"),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_letter_run_kind_known")),
        sa.CheckConstraint("made_as IN ('docx', 'pdf')", name=op.f("ck_letter_run_made_as_known")),
        sa.CheckConstraint("state IN ('running', 'done', 'gone')", name=op.f("ck_letter_run_state_known")),
        sa.CheckConstraint("(state = 'gone') = (wrapped_key IS NULL)", name=op.f("ck_letter_run_readable_until_gone")),
        sa.CheckConstraint("written + left_out <= total", name=op.f("ck_letter_run_no_more_than_asked")),
    )
    op.create_index("ix_letter_run_account", "letter_run", ["account_id", "created_at", "id"])
    op.create_index("ix_letter_run_expires_at", "letter_run", ["state", "expires_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("letter_run")
