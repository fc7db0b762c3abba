"""Many petitions linked to one at once: a kind of batch of its own."""

from __future__ import annotations

from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

_NAME = "ck_queue_batch_kind_known"


def upgrade() -> None:
    """Know the kind."""
    _change("kind IN ('assign', 'claim', 'release', 'link')")


def downgrade() -> None:
    """Forget it: what was linked stays linked, only the way to undo it at once goes."""
    op.execute("DELETE FROM queue_batch WHERE kind = 'link'")
    _change("kind IN ('assign', 'claim', 'release')")


def _change(known: str) -> None:
    with op.batch_alter_table("queue_batch") as batch:
        batch.drop_constraint(op.f(_NAME), type_="check")
        batch.create_check_constraint(op.f(_NAME), known)
