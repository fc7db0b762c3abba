"""Dialogues, questions, commitments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    _dialogue()
    _question()
    _commitment()


def _dialogue() -> None:
    op.create_table(
        "dialogue",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("form", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("topics", sa.Text(), nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("how_to_join", sa.Text(), nullable=False),
        sa.Column("host", sa.String(200), nullable=False),
        sa.Column("co_host", sa.String(200), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("announced_at", UtcDateTime(), nullable=True),
        sa.Column("postponed_reason", sa.Text(), nullable=False),
        sa.Column("results_due_at", UtcDateTime(), nullable=True),
        sa.Column("concluded_at", UtcDateTime(), nullable=True),
        sa.Column("conclusions", sa.Text(), nullable=False),
        sa.Column("attendance", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dialogue"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_dialogue_agency_id_agency"),
        sa.CheckConstraint("kind IN ('yearly', 'requested', 'needed')", name=op.f("ck_dialogue_kind_known")),
        sa.CheckConstraint("form IN ('in_person', 'online', 'cluster')", name=op.f("ck_dialogue_form_known")),
        sa.CheckConstraint(
            "state IN ('draft', 'announced', 'postponed', 'held', 'concluded', 'cancelled')",
            name=op.f("ck_dialogue_state_known"),
        ),
        sa.CheckConstraint(
            "(state = 'draft') OR (announced_at IS NOT NULL) OR (state = 'cancelled')",
            name=op.f("ck_dialogue_announced"),
        ),
        sa.CheckConstraint("(state != 'concluded') OR (concluded_at IS NOT NULL)", name=op.f("ck_dialogue_concluded")),
    )
    op.create_index("ix_dialogue_agency_starts", "dialogue", ["agency_id", "starts_at", "id"])


def _question() -> None:
    op.create_table(
        "dialogue_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("notice_version", sa.String(20), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dialogue_question"),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogue.id"], name="fk_dialogue_question_dialogue_id_dialogue"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_dialogue_question_agency_id_agency"),
        sa.CheckConstraint(
            "state IN ('received', 'accepted', 'answered', 'declined')", name=op.f("ck_dialogue_question_state_known")
        ),
        sa.CheckConstraint("(sealed_text IS NULL) != (text IS NULL)", name=op.f("ck_dialogue_question_one_text")),
    )
    op.create_index(
        "ix_dialogue_question_dialogue_state", "dialogue_question", ["dialogue_id", "state", "received_at", "id"]
    )


def _commitment() -> None:
    op.create_table(
        "commitment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("dialogue_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("promised_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_commitment"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_commitment_agency_id_agency"),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogue.id"], name="fk_commitment_dialogue_id_dialogue"),
        sa.CheckConstraint("state IN ('open', 'claimed', 'kept', 'dropped')", name=op.f("ck_commitment_state_known")),
    )
    op.create_index("ix_commitment_agency_due", "commitment", ["agency_id", "due_on", "id"])
    op.create_index("ix_commitment_dialogue", "commitment", ["dialogue_id"])
    op.create_table(
        "commitment_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("commitment_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by_board", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_commitment_step"),
        sa.ForeignKeyConstraint(
            ["commitment_id"], ["commitment.id"], name="fk_commitment_step_commitment_id_commitment"
        ),
        sa.CheckConstraint("act IN ('claim', 'confirm', 'dispute', 'drop')", name=op.f("ck_commitment_step_act_known")),
    )
    op.create_index("ix_commitment_step_commitment", "commitment_step", ["commitment_id", "at", "id"])


def downgrade() -> None:
    """Drop them."""
    for table in ("commitment_step", "commitment", "dialogue_question", "dialogue"):
        op.drop_table(table)
