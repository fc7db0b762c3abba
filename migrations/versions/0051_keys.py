"""Keys that are changed while people work, rehearsals of losing one, and sealed post between installations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
IN_USE = sa.text("retired_at IS NULL")
UNDER_WAY = sa.text("done_at IS NULL")


def upgrade() -> None:
    """Create the tables and columns."""
    for column in (
        sa.Column("emptied_at", MOMENT, nullable=True),
        sa.Column("successor_id", sa.Uuid(), nullable=True),
        sa.Column("boxed_for_successor", sa.LargeBinary(), nullable=True),
        sa.Column("older_closed_at", MOMENT, nullable=True),
    ):
        op.add_column("desk_key", column)
    _drills()
    _sending()
    _taking_in()


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_received_bag_from_agency_id", "received_bag")
    op.drop_table("received_bag")
    op.drop_table("post_slot")
    op.drop_table("post_bag")
    op.drop_index("uq_province_key_in_use", "province_key")
    op.drop_table("province_key")
    op.drop_index("uq_loss_drill_open", "loss_drill")
    op.drop_table("loss_drill")
    for name in ("older_closed_at", "boxed_for_successor", "successor_id", "emptied_at"):
        op.drop_column("desk_key", name)


def _drills() -> None:
    op.create_table(
        "loss_drill",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("desk_key_id", sa.Uuid(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_loss_drill"),
        sa.ForeignKeyConstraint(["desk_key_id"], ["desk_key.id"], name="fk_loss_drill_desk_key_id_desk_key"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_loss_drill_account_id_account"),
    )
    op.create_index(
        "uq_loss_drill_open", "loss_drill", ["desk_key_id"], unique=True,
        sqlite_where=UNDER_WAY, postgresql_where=UNDER_WAY,
    )  # fmt: skip


def _sending() -> None:
    op.create_table(
        "province_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("box_public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sign_public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.Column("imported_by", sa.Uuid(), nullable=True),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_province_key"),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name="fk_province_key_province_id_agency"),
    )
    op.create_index(
        "uq_province_key_in_use", "province_key", ["province_id"], unique=True,
        sqlite_where=IN_USE, postgresql_where=IN_USE,
    )  # fmt: skip
    op.create_table(
        "post_bag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("boot", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sealed_used", sa.LargeBinary(), nullable=False),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_post_bag"),
        sa.UniqueConstraint("day", "boot", name="uq_post_bag_day_boot"),
        sa.ForeignKeyConstraint(["key_id"], ["province_key.id"], name="fk_post_bag_key_id_province_key"),
    )
    op.create_table(
        "post_slot",
        sa.Column("bag_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("bag_id", "position", name="pk_post_slot"),
        sa.ForeignKeyConstraint(["bag_id"], ["post_bag.id"], name="fk_post_slot_bag_id_post_bag"),
    )


def _taking_in() -> None:
    op.create_table(
        "received_bag",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_agency_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("box_public", sa.LargeBinary(length=32), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("received_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_received_bag"),
        sa.ForeignKeyConstraint(["from_agency_id"], ["agency.id"], name="fk_received_bag_from_agency_id_agency"),
    )
    op.create_index("ix_received_bag_from_agency_id", "received_bag", ["from_agency_id"])
