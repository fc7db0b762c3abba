"""Each key of a safe split between two officers, and losing it rehearsed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_UNDER_WAY = sa.text("done_at IS NULL")
_SIDE = "side IN ('working', 'agreeing')"


def _half(table: str, whose: str, moment: str, *more: sa.schema.SchemaItem, key: tuple[str, ...]) -> None:
    op.create_table(
        table,
        sa.Column("safe_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column(whose, sa.Uuid(), nullable=False),
        sa.Column("boxed_half", sa.LargeBinary(), nullable=False),
        sa.Column(moment, MOMENT, nullable=False),
        sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["safe_id"], ["identity_safe.id"], name=op.f(f"fk_{table}_safe_id_identity_safe")),
        sa.ForeignKeyConstraint([whose], ["account.id"], name=op.f(f"fk_{table}_{whose}_account")),
        sa.CheckConstraint(_SIDE, name=op.f(f"ck_{table}_side_known")),
        *more,
    )


def upgrade() -> None:
    """Create the tables."""
    key = ("safe_id", "side", "part")
    two = sa.CheckConstraint("part IN (1, 2)", name=op.f("ck_safe_half_two_parts"))
    _half("safe_half", "account_id", "given_at", two, key=key)
    op.create_index("uq_safe_half_keeper", "safe_half", ["safe_id", "account_id"], unique=True)
    op.create_index("ix_safe_half_account", "safe_half", ["account_id"])
    _half("safe_half_return", "to_account_id", "returned_at", key=(*key, "to_account_id"))
    op.create_table(
        "safe_call",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("safe_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("lost", sa.Boolean(), nullable=False),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safe_call")),
        sa.ForeignKeyConstraint(["safe_id"], ["identity_safe.id"], name=op.f("fk_safe_call_safe_id_identity_safe")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_safe_call_account_id_account")),
        sa.CheckConstraint(_SIDE, name=op.f("ck_safe_call_side_known")),
    )
    op.create_index(
        "uq_safe_call_open", "safe_call", ["safe_id", "side"], unique=True, sqlite_where=_UNDER_WAY,
        postgresql_where=_UNDER_WAY,
    )  # fmt: skip


def downgrade() -> None:
    """Drop what was created; the safes stay."""
    for table in ("safe_call", "safe_half_return", "safe_half"):
        op.drop_table(table)
