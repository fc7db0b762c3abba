"""An index of the formal acts of a petition: the case page asks for them whatever became of them."""

from __future__ import annotations

from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_index("ix_formal_wish_petition", "formal_wish", ["petition_id", "at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_formal_wish_petition", "formal_wish")
