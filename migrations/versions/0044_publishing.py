"""Answered petitions in public: versions with their boxes, and what the register shows."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_KINDS = "'report', 'proposal', 'complaint_info', 'denunciation_info', 'mixed', 'other', 'complaint', 'denunciation'"
_FIELDS = (
    "'land', 'resettlement', 'construction', 'environment', 'infrastructure', 'security', 'welfare', "
    "'civil_status', 'health', 'education', 'culture', 'agriculture', 'conduct', 'finance', "
    "'hamlet_matters', 'other'"
)
_OUTCOMES = "'resolved', 'adopted', 'explained', 'out_of_competence', 'unfounded'"
_STATES = "'draft', 'proposed', 'returned', 'published', 'replaced', 'withdrawn'"
_OPEN = sa.text("state IN ('draft', 'proposed', 'returned')")
_SHOWN = sa.text("state = 'published'")
_WAYS = {
    "agency": ["agency_id", "answered_at", "id"],
    "province": ["province_id", "answered_at", "id"],
    "agency_field": ["agency_id", "field", "answered_at", "id"],
    "province_field": ["province_id", "field", "answered_at", "id"],
    "agency_changed": ["agency_id", "changed_at", "id"],
    "province_changed": ["province_id", "changed_at", "id"],
}


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "publication",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("redactor_id", sa.Uuid(), nullable=False),
        sa.Column("hands", sa.JSON(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed_work", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_comment", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sa.UniqueConstraint("petition_id", "number", name="uq_publication_petition_id_number"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_publication_petition_id_petition"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_publication_agency_id_agency"),
        sa.ForeignKeyConstraint(["redactor_id"], ["account.id"], name="fk_publication_redactor_id_account"),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name="fk_publication_decided_by_account"),
        sa.CheckConstraint(f"state IN ({_STATES})", name=op.f("ck_publication_state_known")),
        sa.CheckConstraint(
            "state NOT IN ('published', 'replaced') OR (decided_by IS NOT NULL AND decided_by <> redactor_id)",
            name=op.f("ck_publication_two_people"),
        ),
    )
    for name, only in (("open", _OPEN), ("shown", _SHOWN)):
        op.create_index(
            f"uq_publication_{name}", "publication", ["petition_id"], unique=True, sqlite_where=only,
            postgresql_where=only,
        )  # fmt: skip
    op.create_index("ix_publication_agency", "publication", ["agency_id", "state", "written_at", "id"])
    _published()


def downgrade() -> None:
    """Drop them."""
    op.drop_table("published_answer")
    op.drop_table("publication")


def _published() -> None:
    op.create_table(
        "published_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("publication_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("rank", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("hamlet_id", sa.Uuid(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=False),
        sa.Column("on_time", sa.Boolean(), nullable=True),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("corrected", sa.String(length=300), nullable=False),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.Column("photos", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_published_answer"),
        sa.UniqueConstraint("petition_id", name="uq_published_answer_petition_id"),
        sa.UniqueConstraint("rank", name="uq_published_answer_rank"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_published_answer_petition_id_petition"),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name="fk_published_answer_publication_id_publication"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_published_answer_agency_id_agency"),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name="fk_published_answer_province_id_agency"),
        sa.CheckConstraint(f"kind IN ({_KINDS})", name=op.f("ck_published_answer_kind_known")),
        sa.CheckConstraint(f"field IN ({_FIELDS})", name=op.f("ck_published_answer_field_known")),
        sa.CheckConstraint(f"outcome IN ({_OUTCOMES})", name=op.f("ck_published_answer_outcome_known")),
    )
    for name, columns in _WAYS.items():
        op.create_index(f"ix_published_answer_{name}", "published_answer", columns)
