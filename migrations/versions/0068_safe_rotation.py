"""When an older safe was found empty, and when its keys were destroyed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

_COLUMNS = ("emptied_at", "destroyed_at")


def upgrade() -> None:
    """Add the columns; a safe that lost a side before is looked at like any other that is not in use."""
    for name in _COLUMNS:
        op.add_column("identity_safe", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Drop them; what was destroyed stays destroyed."""
    for name in _COLUMNS:
        op.drop_column("identity_safe", name)
