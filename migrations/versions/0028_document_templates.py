"""Templates of official documents that a province keeps itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
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
        "document_template",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_document_template"),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name="fk_document_template_province_id_agency"),
        sa.UniqueConstraint("province_id", "kind", "number", name="uq_document_template_province_id_kind_number"),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_document_template_kind_known")),
        sa.CheckConstraint("number > 0", name=op.f("ck_document_template_numbered_from_one")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("document_template")
