"""Personal data: terms set, what the nightly work did, requests, restrictions, breaches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "retention_setting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=True),
        sa.Column("span", sa.String(40), nullable=False),
        sa.Column("document_number", sa.String(60), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_retention_setting"),
        sa.CheckConstraint("length IS NULL OR length > 0", name=op.f("ck_retention_setting_length_positive")),
        sa.CheckConstraint(
            "span IN ('hours', 'days', 'months', 'years')", name=op.f("ck_retention_setting_span_known")
        ),
    )
    op.create_index("ix_retention_setting_rule", "retention_setting", ["rule", "valid_from", "id"])
    op.create_table(
        "retention_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.String(60), nullable=False),
        sa.Column("ran_at", UtcDateTime(), nullable=False),
        sa.Column("erased", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_retention_run"),
        sa.CheckConstraint("erased >= 0 AND held >= 0", name=op.f("ck_retention_run_counts_positive")),
    )
    op.create_index("ix_retention_run_at", "retention_run", ["ran_at", "id"])
    op.create_table(
        "data_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(24), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("about", sa.String(40), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("case_type", sa.String(40), nullable=False),
        sa.Column("proof", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("refusal", sa.String(40), nullable=True),
        sa.Column("decision_number", sa.String(60), nullable=False),
        sa.Column("third_party", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_answer", sa.LargeBinary(), nullable=True),
        sa.Column("notice_version", sa.String(20), nullable=False),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("acknowledged_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_data_request"),
        sa.CheckConstraint("about IN ('case', 'survey', 'account', 'other')", name=op.f("ck_data_request_about_known")),
        sa.CheckConstraint(
            "kind IN ('access', 'correct', 'erase', 'restrict', 'withdraw', 'object', 'complain')",
            name=op.f("ck_data_request_kind_known"),
        ),
        sa.CheckConstraint(
            "proof IN ('none', 'code', 'desk', 'portal', 'paper')", name=op.f("ck_data_request_proof_known")
        ),
        sa.CheckConstraint(
            "state NOT IN ('verified', 'done') OR proof <> 'none'", name=op.f("ck_data_request_proven_before_done")
        ),
        sa.CheckConstraint(
            "refusal IN ('not_proven', 'law_keeps', 'still_needed', 'held', 'others', 'nothing')",
            name=op.f("ck_data_request_refusal_known"),
        ),
        sa.CheckConstraint(
            "(state = 'refused') = (refusal IS NOT NULL)", name=op.f("ck_data_request_refusal_with_reason")
        ),
        sa.CheckConstraint(
            "state IN ('received', 'acknowledged', 'verified', 'done', 'refused', 'withdrawn')",
            name=op.f("ck_data_request_state_known"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_data_request_agency_id_agency"),
        sa.UniqueConstraint("number", name="uq_data_request_number"),
    )
    op.create_index("ix_data_request_agency", "data_request", ["agency_id", "received_at", "id"])
    op.create_index("ix_data_request_case_id", "data_request", ["case_id"])
    op.create_table(
        "case_restriction",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_case_restriction"),
    )
    op.create_table(
        "data_breach",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("severity", sa.String(40), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        sa.Column("report_number", sa.String(60), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_data_breach"),
        sa.CheckConstraint(
            "kind IN ('seen', 'sent', 'stolen', 'lost', 'changed')", name=op.f("ck_data_breach_kind_known")
        ),
        sa.CheckConstraint("people IS NULL OR people >= 0", name=op.f("ck_data_breach_people_counted")),
        sa.CheckConstraint("severity IN ('none', 'some', 'grave')", name=op.f("ck_data_breach_severity_known")),
        sa.CheckConstraint(
            "state IN ('found', 'contained', 'assessed', 'reported', 'told', 'closed')",
            name=op.f("ck_data_breach_state_known"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_data_breach_agency_id_agency"),
    )
    op.create_index("ix_data_breach_agency", "data_breach", ["agency_id", "found_at", "id"])
    op.create_table(
        "data_breach_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("breach_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.String(40), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_data_breach_step"),
        sa.CheckConstraint(
            "act IN ('note', 'contain', 'assess', 'report', 'tell', 'spare', 'learn')",
            name=op.f("ck_data_breach_step_act_known"),
        ),
        sa.ForeignKeyConstraint(["breach_id"], ["data_breach.id"], name="fk_data_breach_step_breach_id_data_breach"),
    )
    op.create_index("ix_data_breach_step_breach", "data_breach_step", ["breach_id", "at", "id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("data_breach_step")
    op.drop_table("data_breach")
    op.drop_table("case_restriction")
    op.drop_table("data_request")
    op.drop_table("retention_run")
    op.drop_table("retention_setting")
