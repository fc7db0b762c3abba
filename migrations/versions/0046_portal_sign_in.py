"""Officials who sign in at the province's portal."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LEVELS = "'unverified', 'phone_code', 'declared_id', 'at_desk', 'vneid_2'"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "portal_link",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("subject_tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("linked_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_portal_link_account_id_account")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_portal_link")),
        sa.UniqueConstraint("subject_tag", name=op.f("uq_portal_link_subject_tag")),
    )
    op.create_table(
        "portal_session",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("acr", sa.String(length=200), nullable=False),
        sa.Column("signed_in_at", MOMENT, nullable=False),
        sa.CheckConstraint(f"level IN ({LEVELS})", name=op.f("ck_portal_session_level_known")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["login_session.id"], name=op.f("fk_portal_session_session_id_login_session")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_portal_session")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("portal_session")
    op.drop_table("portal_link")
