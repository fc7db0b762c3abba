"""The queue narrowed by field or by where a petition came from: an index for each, as for the kind."""

from __future__ import annotations

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_NARROWED = ("field", "source")


def upgrade() -> None:
    """Make them; the table stays as it is."""
    for column in _NARROWED:
        op.create_index(f"ix_petition_{column}", "petition", ["agency_id", column, "state", "due_at", "id"])


def downgrade() -> None:
    """Drop them."""
    for column in _NARROWED:
        op.drop_index(f"ix_petition_{column}", "petition")
