"""One file of a confidential word can be destroyed by two people too."""

from __future__ import annotations

from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None

_NAME = "ck_material_deletion_material_known"
_BEFORE = "'case', 'photo', 'file', 'scene', 'note', 'message'"


def upgrade() -> None:
    """Know the piece."""
    _change(f"material IN ({_BEFORE}, 'enclosed')")


def downgrade() -> None:
    """Forget it, with what was proposed of it; the ledger still knows what was destroyed."""
    op.execute("DELETE FROM material_deletion WHERE material = 'enclosed'")
    _change(f"material IN ({_BEFORE})")


def _change(known: str) -> None:
    with op.batch_alter_table("material_deletion") as batch:
        batch.drop_constraint(op.f(_NAME), type_="check")
        batch.create_check_constraint(op.f(_NAME), known)
