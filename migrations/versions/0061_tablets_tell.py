"""Tablets at the desk say what waits on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

_KIND = {
    "told_at": UtcDateTime(), "waiting": sa.Integer(), "waiting_since": UtcDateTime(), "refused": sa.Integer(),
    "keeps": sa.Boolean(),
}  # fmt: skip


def upgrade() -> None:
    """Add the columns."""
    for name, kind in _KIND.items():
        op.add_column("survey_kiosk", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    """Drop them."""
    for name in reversed(_KIND):
        op.drop_column("survey_kiosk", name)
