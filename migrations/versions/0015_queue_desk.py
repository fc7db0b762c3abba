"""What officials work the queue with: saved filters, batches, remarks, presence, canned answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_UNSEEN = sa.text("seen_at IS NULL")
_FIELDS = (
    "field IN ('land', 'resettlement', 'construction', 'environment', 'infrastructure', 'security', 'welfare', "
    "'civil_status', 'health', 'education', 'culture', 'agriculture', 'conduct', 'finance', 'hamlet_matters', 'other')"
)


def _account(name: str, table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], ["account.id"], name=f"fk_{table}_{name}_account")


def _petition(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name=f"fk_{table}_petition_id_petition")


def upgrade() -> None:
    """Create the tables, and the index of kinds."""
    op.create_index("ix_petition_kind", "petition", ["agency_id", "kind", "state", "due_at", "id"])
    op.create_table(
        "queue_filter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_queue_filter"),
        _account("account_id", "queue_filter"),
        sa.UniqueConstraint("account_id", "name", name="uq_queue_filter_account_id_name"),
    )
    op.create_table(
        "queue_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("undone_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_queue_batch"),
        sa.CheckConstraint("kind IN ('assign', 'claim', 'release')", name=op.f("ck_queue_batch_kind_known")),
        _account("account_id", "queue_batch"),
    )
    op.create_table(
        "petition_remark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_petition_remark"),
        _petition("petition_remark"),
        _account("account_id", "petition_remark"),
    )
    op.create_index("ix_petition_remark_petition", "petition_remark", ["petition_id", "at", "id"])
    op.create_table(
        "petition_mention",
        sa.Column("remark_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("remark_id", "account_id", name="pk_petition_mention"),
        sa.ForeignKeyConstraint(
            ["remark_id"], ["petition_remark.id"], name="fk_petition_mention_remark_id_petition_remark"
        ),
        _account("account_id", "petition_mention"),
        _petition("petition_mention"),
    )
    op.create_index(
        "ix_petition_mention_unseen", "petition_mention", ["account_id", "at"], sqlite_where=_UNSEEN,
        postgresql_where=_UNSEEN,
    )  # fmt: skip
    op.create_table(
        "petition_presence",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("petition_id", "account_id", name="pk_petition_presence"),
        _petition("petition_presence"),
        _account("account_id", "petition_presence"),
    )
    op.create_table(
        "canned_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("field", sa.String(40), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_canned_answer"),
        sa.CheckConstraint(_FIELDS, name=op.f("ck_canned_answer_field_known")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_canned_answer_agency_id_agency"),
        _account("author_id", "canned_answer"),
    )
    op.create_index("ix_canned_answer_agency", "canned_answer", ["agency_id", "title"])


def downgrade() -> None:
    """Drop them."""
    for table in (
        "canned_answer", "petition_presence", "petition_mention", "petition_remark", "queue_batch", "queue_filter",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_index("ix_petition_kind", "petition")
