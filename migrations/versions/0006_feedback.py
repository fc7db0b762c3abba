"""Tables of feedback."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "intake_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("file_keys", sa.JSON(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_intake_draft"),
    )
    op.create_index("ix_intake_draft_expires_at", "intake_draft", ["expires_at"])
    op.create_table(
        "petition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("draft_tag", sa.LargeBinary(32), nullable=True),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("home_agency_id", sa.Uuid(), nullable=False),
        sa.Column("about_agency_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("point_code", sa.String(12), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(40), nullable=True),
        sa.Column("field", sa.String(40), nullable=True),
        sa.Column("urgency", sa.String(40), nullable=True),
        sa.Column("outcome", sa.String(40), nullable=True),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("sealed_content", sa.LargeBinary(), nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("place", sa.String(300), nullable=False),
        sa.Column("hamlet_id", sa.Uuid(), nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("answer_due_at", MOMENT, nullable=True),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("reopened_at", MOMENT, nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("notice_version", sa.String(20), nullable=False),
        sa.Column("contact_consent", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_petition"),
        sa.CheckConstraint(
            "sealed OR kind NOT IN ('denunciation_info', 'mixed')", name=op.f("ck_petition_denunciation_stays_sealed")
        ),
        sa.CheckConstraint(
            "field IN ('land', 'resettlement', 'construction', 'environment', 'infrastructure', 'security', 'welfare', 'civil_status', 'health', 'education', 'culture', 'agriculture', 'conduct', 'finance', 'hamlet_matters', 'other')",
            name=op.f("ck_petition_field_known"),
        ),
        sa.CheckConstraint(
            "kind IN ('report', 'proposal', 'complaint_info', 'denunciation_info', 'mixed', 'other')",
            name=op.f("ck_petition_kind_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('resolved', 'adopted', 'explained', 'out_of_competence', 'unfounded')",
            name=op.f("ck_petition_outcome_known"),
        ),
        sa.CheckConstraint("sealed OR NOT protected", name=op.f("ck_petition_protected_stays_sealed")),
        sa.CheckConstraint("rating IS NULL OR rating BETWEEN 1 AND 5", name=op.f("ck_petition_rating_range")),
        sa.CheckConstraint("NOT sealed OR hamlet_id IS NULL", name=op.f("ck_petition_sealed_shows_no_hamlet")),
        sa.CheckConstraint(
            "NOT sealed OR (body = '' AND place = '' AND title = '')", name=op.f("ck_petition_sealed_shows_nothing")
        ),
        sa.CheckConstraint("state <> 'received' OR sealed", name=op.f("ck_petition_sealed_until_triage")),
        sa.CheckConstraint(
            "source IN ('portal', 'qr', 'in_person', 'post', 'hotline', 'suggestion_box', 'social', 'front', 'delegate', 'press', 'transferred', 'inspection_board', 'investment_board')",
            name=op.f("ck_petition_source_known"),
        ),
        sa.CheckConstraint(
            "state IN ('received', 'triaged', 'assigned', 'in_progress', 'awaiting_info', 'awaiting_approval', 'answered', 'reopened', 'closed', 'forwarded', 'guided', 'refused', 'filed', 'withdrawn')",
            name=op.f("ck_petition_state_known"),
        ),
        sa.CheckConstraint(
            "urgency IN ('urgent', 'simple', 'ordinary', 'complex')", name=op.f("ck_petition_urgency_known")
        ),
        sa.ForeignKeyConstraint(["about_agency_id"], ["agency.id"], name="fk_petition_about_agency_id_agency"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_petition_agency_id_agency"),
        sa.ForeignKeyConstraint(["home_agency_id"], ["agency.id"], name="fk_petition_home_agency_id_agency"),
        sa.UniqueConstraint("draft_tag", name="uq_petition_draft_tag"),
        sa.UniqueConstraint("number", name="uq_petition_number"),
    )
    op.create_index("ix_petition_answered", "petition", ["agency_id", "answered_at"])
    op.create_index("ix_petition_assignee", "petition", ["assignee_id", "agency_id", "state", "due_at", "id"])
    op.create_index("ix_petition_queue", "petition", ["agency_id", "state", "due_at", "id"])
    op.create_index("ix_petition_received", "petition", ["agency_id", "received_at", "id"])
    op.create_table(
        "petition_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_public_text", sa.LargeBinary(), nullable=False),
        sa.Column("public_text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("written_at", MOMENT, nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("sealed_comment", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_petition_answer"),
        sa.CheckConstraint(
            "outcome IN ('resolved', 'adopted', 'explained', 'out_of_competence', 'unfounded')",
            name=op.f("ck_petition_answer_outcome_known"),
        ),
        sa.CheckConstraint(
            "public_text = '' OR state = 'approved'", name=op.f("ck_petition_answer_published_once_approved")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'proposed', 'returned', 'approved')", name=op.f("ck_petition_answer_state_known")
        ),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_answer_petition_id_petition"),
        sa.UniqueConstraint("petition_id", "number", name="uq_petition_answer_petition_id_number"),
    )
    op.create_table(
        "petition_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_petition_note"),
        sa.CheckConstraint(
            "kind IN ('question', 'addition', 'forwarding', 'guidance', 'refusal', 'filing', 'withdrawal', 'rating', 'dispute', 'instruction')",
            name=op.f("ck_petition_note_kind_known"),
        ),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_petition_note_petition_id_petition"),
    )
    op.create_index("ix_petition_note_petition", "petition_note", ["petition_id", "at", "id"])


def downgrade() -> None:
    """Drop them."""
    for name in ("petition_note", "petition_answer", "petition", "intake_draft"):
        op.drop_table(name)
