"""Sealed material destroyed by two people; the ledger of erasures knows pieces."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

_NAME = "ck_erasure_entry_what_known"
_ASKED = sa.text("state = 'asked'")
_CHECKS = {
    "material_known": "material IN ('case', 'photo', 'file', 'scene', 'note', 'message')",
    "reason_known": "reason IN ('identity_card', 'third_person', 'not_part', 'asked', 'ordered', 'term_over')",
    "state_known": "state IN ('asked', 'done', 'refused', 'withdrawn', 'lapsed')",
    "piece_by_id": "(material = 'case') = (item_id IS NULL)",
    "two_people": "decided_by IS NULL OR decided_by <> asked_by",
    "decided_by_somebody": "state NOT IN ('done', 'refused') OR decided_by IS NOT NULL",
    "done_by_document": "(state = 'done') = (sealed_number IS NOT NULL)",
}


def upgrade() -> None:
    """Create the table; a piece is one of what can be erased."""
    _know("what IN ('identity', 'case', 'opinion', 'piece')")
    op.create_table(
        "material_deletion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("material", sa.String(40), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("lapses_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("sealed_words", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_number", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_deletion")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_material_deletion_{column}_{table}"))
            for column, table in (
                ("petition_id", "petition"), ("agency_id", "agency"), ("asked_by", "account"), ("decided_by", "account"),
            )
        ),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_material_deletion_{name}")) for name, rule in _CHECKS.items()),
    )  # fmt: skip
    op.create_index(
        "uq_material_deletion_asked", "material_deletion", ["petition_id"], unique=True, sqlite_where=_ASKED,
        postgresql_where=_ASKED,
    )  # fmt: skip
    op.create_index("ix_material_deletion_petition", "material_deletion", ["petition_id", "asked_at"])
    op.create_index("ix_material_deletion_asker", "material_deletion", ["asked_by", "asked_at"])
    op.create_index("ix_material_deletion_waiting", "material_deletion", ["agency_id", "state", "lapses_at"])


def downgrade() -> None:
    """Drop it; the ledger outside the database still knows which pieces were destroyed."""
    op.drop_table("material_deletion")
    op.execute("DELETE FROM erasure_entry WHERE what = 'piece'")
    _know("what IN ('identity', 'case', 'opinion')")


def _know(what: str) -> None:
    with op.batch_alter_table("erasure_entry") as batch:
        batch.drop_constraint(op.f(_NAME), type_="check")
        batch.create_check_constraint(op.f(_NAME), what)
