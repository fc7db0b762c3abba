"""Where petitions went from desk to desk, and which share the answer of another."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_KNOWN = {
    "reason": "'wrong_place', 'competence'",
    "state": (
        "'received', 'triaged', 'assigned', 'in_progress', 'awaiting_info', 'awaiting_approval', 'answered',"
        " 'reopened', 'closed', 'forwarded', 'guided', 'refused', 'filed', 'withdrawn', 'proceeding', 'split', 'linked'"
    ),
    "kind": (
        "'report', 'proposal', 'complaint_info', 'denunciation_info', 'mixed', 'other', 'complaint', 'denunciation'"
    ),
    "field": (
        "'land', 'resettlement', 'construction', 'environment', 'infrastructure', 'security', 'welfare',"
        " 'civil_status', 'health', 'education', 'culture', 'agriculture', 'conduct', 'finance', 'hamlet_matters',"
        " 'other'"
    ),
    "urgency": "'urgent', 'simple', 'ordinary', 'complex'",
}
STANDING = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Create both tables."""
    op.create_table(
        "petition_transfer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("from_agency_id", sa.Uuid(), nullable=False),
        sa.Column("to_agency_id", sa.Uuid(), nullable=False),
        sa.Column("about_agency_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=True),
        sa.Column("field", sa.String(40), nullable=True),
        sa.Column("urgency", sa.String(40), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("reply_from", UtcDateTime(), nullable=True),
        sa.Column("sealed_document", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("recalled_at", UtcDateTime(), nullable=True),
        sa.Column("recalled_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_petition_transfer"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_transfer_petition_id_petition"),
        *(
            sa.ForeignKeyConstraint([column], ["agency.id"], name=f"fk_petition_transfer_{column}_agency")
            for column in ("from_agency_id", "to_agency_id", "about_agency_id")
        ),
        *(
            sa.ForeignKeyConstraint([column], ["account.id"], name=f"fk_petition_transfer_{column}_account")
            for column in ("account_id", "recalled_by")
        ),
        *(
            sa.CheckConstraint(f"{column} IN ({values})", name=op.f(f"ck_petition_transfer_{column}_known"))
            for column, values in _KNOWN.items()
        ),
        sa.CheckConstraint("from_agency_id <> to_agency_id", name=op.f("ck_petition_transfer_elsewhere")),
        sa.CheckConstraint(
            "(recalled_at IS NULL) = (recalled_by IS NULL)", name=op.f("ck_petition_transfer_recalled_by_somebody")
        ),
        sa.CheckConstraint(
            "recalled_at IS NULL OR opened_at IS NULL", name=op.f("ck_petition_transfer_recalled_unread")
        ),
    )
    op.create_index("ix_petition_transfer_petition", "petition_transfer", ["petition_id", "at", "id"])
    op.create_index("ix_petition_transfer_from", "petition_transfer", ["from_agency_id", "at", "id"])
    op.create_table(
        "petition_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("main_id", sa.Uuid(), nullable=False),
        sa.Column("same_sender", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_petition_link"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_link_petition_id_petition"),
        sa.ForeignKeyConstraint(["main_id"], ["petition.id"], name="fk_petition_link_main_id_petition"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_petition_link_account_id_account"),
        sa.CheckConstraint("petition_id <> main_id", name=op.f("ck_petition_link_with_another")),
    )
    op.create_index(
        "uq_petition_link_standing", "petition_link", ["petition_id"], unique=True,
        sqlite_where=STANDING, postgresql_where=STANDING,
    )  # fmt: skip
    op.create_index("ix_petition_link_main", "petition_link", ["main_id", "ended_at"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("petition_link")
    op.drop_table("petition_transfer")
