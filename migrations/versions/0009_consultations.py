"""Tables of consultations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATES = "state IN ('draft', 'open', 'closed', 'summarised', 'published')"
TOPICS = (
    "topic IN ('development_plan', 'land_use', 'investment', 'boundaries', 'community_decision', "
    "'construction_plan', 'democracy_rules', 'obligations', 'other_topic')"
)
STANCES = "stance IN ('agree', 'agree_partly', 'disagree', 'comment')"
RESPONSES = "response IN ('accepted', 'accepted_in_part', 'refused', 'out_of_scope')"


def upgrade() -> None:
    """Create the tables."""
    _consultation()
    op.create_table(
        "consultation_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("name", sa.String(160), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consultation_file"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name="fk_consultation_file_consultation_id_consultation",
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("consultation_id", name="uq_consultation_file_consultation_id"),
        sa.CheckConstraint("size > 0", name=op.f("ck_consultation_file_size_positive")),
    )  # fmt: skip
    _group()
    _opinion()


def _consultation() -> None:
    op.create_table(
        "consultation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("summary", sa.String(600), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("forms", sa.JSON(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("other_law", sa.String(200), nullable=False),
        sa.Column("conclusion", sa.Text(), nullable=False),
        sa.Column("return_reason", sa.String(600), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("result_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_consultation"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_consultation_agency_id_agency"),
        sa.CheckConstraint(STATES, name=op.f("ck_consultation_state_known")),
        sa.CheckConstraint(TOPICS, name=op.f("ck_consultation_topic_known")),
        sa.CheckConstraint("(state = 'draft') = (opened_at IS NULL)", name=op.f("ck_consultation_opened_has_moment")),
        sa.CheckConstraint(
            "(state IN ('draft', 'open')) = (closed_at IS NULL)", name=op.f("ck_consultation_closed_has_moment")
        ),
        sa.CheckConstraint(
            "(state = 'published') = (result_at IS NOT NULL)", name=op.f("ck_consultation_result_has_moment")
        ),
    )
    op.create_index("ix_consultation_public", "consultation", ["agency_id", "state", "opened_at", "id"])
    op.create_index("ix_consultation_desk", "consultation", ["agency_id", "updated_at", "id"])


def _group() -> None:
    op.create_table(
        "consultation_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("summary", sa.String(1500), nullable=False),
        sa.Column("other_count", sa.Integer(), nullable=False),
        sa.Column("opinion_count", sa.Integer(), nullable=False),
        sa.Column("response", sa.String(40), nullable=True),
        sa.Column("reason", sa.String(3000), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consultation_group"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name="fk_consultation_group_consultation_id_consultation"
        ),
        sa.UniqueConstraint("consultation_id", "position", name="uq_consultation_group_consultation_id_position"),
        sa.CheckConstraint(RESPONSES, name=op.f("ck_consultation_group_response_known")),
        sa.CheckConstraint(
            "other_count >= 0 AND opinion_count >= 0", name=op.f("ck_consultation_group_counts_positive")
        ),
    )


def _opinion() -> None:
    op.create_table(
        "consultation_opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("stance", sa.String(40), nullable=False),
        sa.Column("section", sa.String(200), nullable=False),
        sa.Column("has_text", sa.Boolean(), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("ticket_tag", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consultation_opinion"),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name="fk_consultation_opinion_consultation_id_consultation"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["consultation_group.id"], name="fk_consultation_opinion_group_id_consultation_group"
        ),
        sa.UniqueConstraint("ticket_tag", name="uq_consultation_opinion_ticket_tag"),
        sa.CheckConstraint(STANCES, name=op.f("ck_consultation_opinion_stance_known")),
    )
    op.create_index("ix_consultation_opinion_list", "consultation_opinion", ["consultation_id", "id"])
    op.create_index("ix_consultation_opinion_group_id", "consultation_opinion", ["group_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("consultation_opinion")
    op.drop_table("consultation_group")
    op.drop_table("consultation_file")
    op.drop_table("consultation")
