"""A file of the scanner's folder is put aside when an identity card can be read on it."""

from __future__ import annotations

from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

_NAME = "ck_scan_refusal_fault_known"
_BEFORE = "'kind', 'damaged', 'locked', 'too_large', 'too_many_pages'"


def upgrade() -> None:
    """Know the fault."""
    _change(f"fault IN ({_BEFORE}, 'identity_card')")


def downgrade() -> None:
    """Forget it, and which files it was."""
    op.execute("DELETE FROM scan_refusal WHERE fault = 'identity_card'")
    _change(f"fault IN ({_BEFORE})")


def _change(known: str) -> None:
    with op.batch_alter_table("scan_refusal") as batch:
        batch.drop_constraint(op.f(_NAME), type_="check")
        batch.create_check_constraint(op.f(_NAME), known)
