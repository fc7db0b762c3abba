"""The provincial portal's frame around public pages, and the addresses of communes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "portal_frame",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_mark", sa.String(length=64), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("live_from", MOMENT, nullable=True),
        sa.CheckConstraint("state IN ('draft', 'live', 'past')", name=op.f("ck_portal_frame_state_known")),
        sa.CheckConstraint("(logo IS NULL) = (logo_mark = '')", name=op.f("ck_portal_frame_logo_whole")),
        sa.CheckConstraint("(state = 'draft') = (live_from IS NULL)", name=op.f("ck_portal_frame_live_once")),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name=op.f("fk_portal_frame_province_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portal_frame")),
    )
    for name in ("draft", "live"):
        of_state = sa.text(f"state = '{name}'")
        op.create_index(
            f"uq_portal_frame_{name}", "portal_frame", ["province_id"], unique=True, sqlite_where=of_state,
            postgresql_where=of_state,
        )  # fmt: skip
    op.create_index("ix_portal_frame_logo_mark", "portal_frame", ["logo_mark"])
    op.create_table(
        "portal_address",
        sa.Column("address", sa.String(length=253), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("address = lower(address)", name=op.f("ck_portal_address_address_lower")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_portal_address_agency_id_agency")),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_portal_address")),
    )
    op.create_index("ix_portal_address_agency_id", "portal_address", ["agency_id"])
    main = sa.text("main")
    op.create_index(
        "uq_portal_address_main", "portal_address", ["agency_id"], unique=True, sqlite_where=main,
        postgresql_where=main,
    )  # fmt: skip


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("portal_address")
    op.drop_table("portal_frame")
