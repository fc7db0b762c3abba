"""Tables of agencies."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FOLDED = sa.String(160).with_variant(sa.String(160, collation="C"), "postgresql")
PATH = sa.String(200).with_variant(sa.String(200, collation="C"), "postgresql")
IN_FORCE = sa.text("valid_to IS NULL")


def upgrade() -> None:
    """Create the tables."""
    _agency()
    _former()
    op.create_table(
        "service_point",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("code", sa.String(6), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_service_point"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_service_point_agency_id_agency"),
        sa.CheckConstraint("length(code) = 6", name=op.f("ck_service_point_code_length")),
    )
    op.create_index("uq_service_point_code", "service_point", ["code"], unique=True)
    op.create_index("ix_service_point_agency_id", "service_point", ["agency_id"])
    op.create_table(
        "agency_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agency_revision"),
        sa.CheckConstraint("id = 1", name=op.f("ck_agency_revision_one_row")),
    )


def _agency() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("subtype", sa.String(40), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("short_name", sa.String(120), nullable=False),
        sa.Column("folded", FOLDED, nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("path", PATH, nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("remote", sa.Boolean(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("hotline", sa.String(40), nullable=False),
        sa.Column("desk_address", sa.String(200), nullable=False),
        sa.Column("lat", sa.Double(), nullable=True),
        sa.Column("lon", sa.Double(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agency"),
        sa.ForeignKeyConstraint(["parent_id"], ["agency.id"], name="fk_agency_parent_id_agency"),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name="fk_agency_province_id_agency"),
        sa.ForeignKeyConstraint(["successor_id"], ["agency.id"], name="fk_agency_successor_id_agency"),
        sa.CheckConstraint("kind IN ('province', 'commune', 'hamlet', 'office')", name=op.f("ck_agency_kind_known")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_agency_validity_ordered")),
        sa.CheckConstraint("(kind = 'province') = (parent_id IS NULL)", name=op.f("ck_agency_province_is_root")),
        sa.CheckConstraint(
            "kind IN ('province', 'commune') OR opened_at IS NULL", name=op.f("ck_agency_desk_of_government")
        ),
        sa.CheckConstraint("successor_id IS NULL OR valid_to IS NOT NULL", name=op.f("ck_agency_successor_of_ended")),
    )
    for column in ("code", "path"):
        op.create_index(
            f"uq_agency_{column}_in_force",
            "agency",
            [column],
            unique=True,
            sqlite_where=IN_FORCE,
            postgresql_where=IN_FORCE,
        )
    op.create_index("ix_agency_parent_id", "agency", ["parent_id", "kind"])
    op.create_index("ix_agency_path", "agency", ["path"])


def _former() -> None:
    op.create_table(
        "agency_former",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province", sa.String(120), nullable=False),
        sa.Column("district", sa.String(120), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("code", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agency_former"),
    )
    op.create_index("uq_agency_former_known_by", "agency_former", ["province", "district", "name"], unique=True)
    op.create_table(
        "agency_former_successor",
        sa.Column("former_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("how", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("former_id", "agency_id", name="pk_agency_former_successor"),
        sa.ForeignKeyConstraint(
            ["former_id"], ["agency_former.id"], name="fk_agency_former_successor_former_id_agency_former"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_agency_former_successor_agency_id_agency"),
        sa.CheckConstraint("how IN ('whole', 'main', 'part')", name=op.f("ck_agency_former_successor_how_known")),
    )
    op.create_index("ix_agency_former_successor_agency_id", "agency_former_successor", ["agency_id"])


def downgrade() -> None:
    """Drop them."""
    for table in ("agency_revision", "service_point", "agency_former_successor", "agency_former", "agency"):
        op.drop_table(table)
