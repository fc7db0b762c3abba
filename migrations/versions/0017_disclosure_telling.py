"""That hamlets were told of what was made public."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

WAYS = "way IN ('hamlet_meeting', 'households', 'message', 'group', 'hamlet_loudspeaker', 'notice_board')"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "disclosure_telling",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("disclosure_id", sa.Uuid(), nullable=False),
        sa.Column("hamlet_id", sa.Uuid(), nullable=False),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(300), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_disclosure_telling"),
        sa.ForeignKeyConstraint(
            ["disclosure_id"], ["disclosure.id"], name="fk_disclosure_telling_disclosure_id_disclosure"
        ),
        sa.ForeignKeyConstraint(["hamlet_id"], ["agency.id"], name="fk_disclosure_telling_hamlet_id_agency"),
        sa.UniqueConstraint(
            "disclosure_id",
            "hamlet_id",
            "way",
            "told_on",
            name="uq_disclosure_telling_disclosure_id_hamlet_id_way_told_on",
        ),
        sa.CheckConstraint(WAYS, name=op.f("ck_disclosure_telling_way_known")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("disclosure_telling")
