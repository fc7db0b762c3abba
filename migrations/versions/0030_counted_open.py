"""An index of the open petitions that may be counted in public, so that counting reads nothing else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

_COUNTED = sa.text(
    "NOT sealed AND state IN ('received', 'triaged', 'assigned', 'in_progress', 'awaiting_info', 'awaiting_approval',"
    " 'reopened', 'proceeding')"
)


def upgrade() -> None:
    """Make it."""
    columns = ["agency_id", "due_at", "sealed", "state"]
    op.create_index("ix_petition_open", "petition", columns, sqlite_where=_COUNTED, postgresql_where=_COUNTED)


def downgrade() -> None:
    """Drop it."""
    op.drop_index("ix_petition_open", "petition")
