"""Tables of disclosures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

RULES = "('days', 'permanent', 'by_instrument')"
STATES = "state IN ('draft', 'published', 'replaced', 'withdrawn')"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "disclosure_legal_item",
        sa.Column("code", sa.String(10), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("description", sa.String(300), nullable=False),
        sa.Column("rule", sa.String(40), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("channels", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(300), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("code", name="pk_disclosure_legal_item"),
        sa.CheckConstraint(f"rule IN {RULES}", name=op.f("ck_disclosure_legal_item_rule_known")),
        sa.CheckConstraint(
            "(rule = 'days') = (days IS NOT NULL)", name=op.f("ck_disclosure_legal_item_days_when_counted")
        ),
        sa.CheckConstraint("days IS NULL OR days BETWEEN 1 AND 3650", name=op.f("ck_disclosure_legal_item_days_range")),
    )
    _disclosure()
    op.create_table(
        "disclosure_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("disclosure_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disclosure_file"),
        sa.ForeignKeyConstraint(
            ["disclosure_id"], ["disclosure.id"], name="fk_disclosure_file_disclosure_id_disclosure", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("disclosure_id", name="uq_disclosure_file_disclosure_id"),
        sa.CheckConstraint("size > 0", name=op.f("ck_disclosure_file_size_positive")),
    )


def _disclosure() -> None:
    op.create_table(
        "disclosure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("legal_item", sa.String(10), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("summary", sa.String(600), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("issuer", sa.String(200), nullable=False),
        sa.Column("number", sa.String(60), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("posting_rule", sa.String(40), nullable=False),
        sa.Column("posting_from", sa.Date(), nullable=True),
        sa.Column("posting_to", sa.Date(), nullable=True),
        sa.Column("other_law", sa.String(200), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("replaced_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_reason", sa.String(600), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_disclosure"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_disclosure_agency_id_agency"),
        sa.ForeignKeyConstraint(["replaces_id"], ["disclosure.id"], name="fk_disclosure_replaces_id_disclosure"),
        sa.ForeignKeyConstraint(["replaced_by_id"], ["disclosure.id"], name="fk_disclosure_replaced_by_id_disclosure"),
        sa.CheckConstraint(STATES, name=op.f("ck_disclosure_state_known")),
        sa.CheckConstraint(f"posting_rule IN {RULES}", name=op.f("ck_disclosure_posting_rule_known")),
        sa.CheckConstraint(
            "(state = 'draft') = (published_at IS NULL)", name=op.f("ck_disclosure_published_has_moment")
        ),
        sa.CheckConstraint(
            "(published_at IS NULL) = (posting_from IS NULL)", name=op.f("ck_disclosure_posted_from_publication")
        ),
        sa.CheckConstraint(
            "posting_to IS NULL OR posting_from IS NULL OR posting_to >= posting_from",
            name=op.f("ck_disclosure_posting_order"),
        ),
        sa.CheckConstraint(
            "(state = 'replaced') = (replaced_by_id IS NOT NULL)", name=op.f("ck_disclosure_replaced_by_something")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_disclosure_withdrawn_has_moment")
        ),
        sa.CheckConstraint("edition >= 1", name=op.f("ck_disclosure_edition_counts")),
    )
    replacing = sa.text("state = 'draft' AND replaces_id IS NOT NULL")
    op.create_index("ix_disclosure_public", "disclosure", ["agency_id", "state", "published_at", "id"])
    op.create_index("ix_disclosure_desk", "disclosure", ["agency_id", "updated_at", "id"])
    op.create_index(
        "uq_disclosure_replacing", "disclosure", ["replaces_id"], unique=True,
        sqlite_where=replacing, postgresql_where=replacing,
    )  # fmt: skip


def downgrade() -> None:
    """Drop them."""
    op.drop_table("disclosure_file")
    op.drop_table("disclosure")
    op.drop_table("disclosure_legal_item")
