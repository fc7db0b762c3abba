"""Formal complaints and denunciations: the proceeding, its steps, who is named; notes on the lists of grounds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TRACKS = "'complaint_first', 'complaint_second', 'denunciation'"
STAGES = (
    "'checking', 'initial', 'accepted', 'verifying', 'reported', 'dialogue', 'suspended', 'stopping', 'decided',"
    " 'sent', 'concluded', 'conclusion_sent', 'acted', 'published', 'not_accepted', 'referred', 'transferred',"
    " 'not_handled', 'inspecting', 'withdrawn', 'stopped', 'in_effect', 'appealed', 'sued', 'finished', 'renewed'"
)
EVIDENCE = "'signed_paper', 'fingerprint', 'digital_signature', 'desk_record'"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "proceeding",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("track", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("evidence", sa.String(length=40), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=True),
        sa.Column("obstacle_days", sa.Integer(), nullable=False),
        sa.Column("competent", sa.Boolean(), nullable=False),
        sa.Column("transferred", sa.Boolean(), nullable=False),
        sa.Column("continued", sa.Boolean(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("differs", sa.Boolean(), nullable=True),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("withdrawn", sa.String(length=40), nullable=True),
        sa.Column("gone_on", sa.Boolean(), nullable=False),
        sa.Column("finding", sa.String(length=40), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("sealed_details", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("petition_id", name="pk_proceeding"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_proceeding_petition_id_petition"),
        sa.CheckConstraint(f"track IN ({TRACKS})", name=op.f("ck_proceeding_track_known")),
        sa.CheckConstraint(f"stage IN ({STAGES})", name=op.f("ck_proceeding_stage_known")),
        sa.CheckConstraint(f"evidence IN ({EVIDENCE})", name=op.f("ck_proceeding_evidence_known")),
        sa.CheckConstraint("finding IN ('right', 'partly', 'wrong')", name=op.f("ck_proceeding_finding_known")),
        sa.CheckConstraint("withdrawn IN ('part', 'all')", name=op.f("ck_proceeding_withdrawn_known")),
        sa.CheckConstraint("obstacle_days >= 0", name=op.f("ck_proceeding_obstacle_not_negative")),
        sa.CheckConstraint("(finding IS NULL) = (decided_on IS NULL)", name=op.f("ck_proceeding_decided_with_finding")),
    )
    op.create_index("ix_proceeding_stage", "proceeding", ["stage", "decided_on"])
    _create_steps()
    _create_members()
    op.create_table(
        "ground_change",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("confirmed_by", sa.String(length=200), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("code", name="pk_ground_change"),
    )


def _create_steps() -> None:
    steps = (
        "'accept', 'refuse', 'refer', 'transfer', 'shelve', 'inspect', 'notify', 'report', 'invite', 'meet', 'decide',"
        " 'conclude', 'send', 'act_on', 'publish', 'take_effect', 'finish', 'appeal', 'sue', 'renew', 'suspend',"
        " 'resume', 'terminate', 'send_notice', 'withdraw', 'go_on', 'answer_body', 'ask_below', 'chased',"
        " 'report_above'"
    )
    op.create_table(
        "proceeding_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_proceeding_step"),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["proceeding.petition_id"], name="fk_proceeding_step_petition_id_proceeding"
        ),
        sa.CheckConstraint(f"step IN ({steps})", name=op.f("ck_proceeding_step_step_known")),
        sa.CheckConstraint(f"stage IN ({STAGES})", name=op.f("ck_proceeding_step_stage_known")),
        sa.UniqueConstraint("petition_id", "seq", name="uq_proceeding_step_petition_id_seq"),
    )


def _create_members() -> None:
    op.create_table(
        "proceeding_member",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("named_at", MOMENT, nullable=False),
        sa.Column("named_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("petition_id", "account_id", name="pk_proceeding_member"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_proceeding_member_petition_id_petition"),
        sa.CheckConstraint("part IN ('decider', 'member')", name=op.f("ck_proceeding_member_part_known")),
    )
    op.create_index("ix_proceeding_member_account", "proceeding_member", ["account_id", "petition_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("ground_change")
    op.drop_table("proceeding_member")
    op.drop_table("proceeding_step")
    op.drop_table("proceeding")
