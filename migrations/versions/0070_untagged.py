"""No blind index leads to a sealed petition: hashes of what is sealed for good go, and are found by the petition."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

_TAGGED = sa.text("line_tag IS NOT NULL")
# Triaged and sealed: for good. What waits for triage may still become readable, and its number is looked for till then.
_FOR_GOOD = "petition_id IN (SELECT id FROM petition WHERE sealed AND (kind IS NOT NULL OR protected))"


def upgrade() -> None:
    """An index, and two columns emptied."""
    op.create_index(
        "ix_intake_line_petition", "intake_line", ["petition_id"], sqlite_where=_TAGGED, postgresql_where=_TAGGED
    )
    op.execute(f"UPDATE desk_record SET book_tag = NULL WHERE {_FOR_GOOD}")  # noqa: S608 - ours
    op.execute(f"UPDATE intake_line SET line_tag = NULL WHERE {_FOR_GOOD}")  # noqa: S608 - ours


def downgrade() -> None:
    """The index goes; what was emptied stays so."""
    op.drop_index("ix_intake_line_petition", "intake_line")
