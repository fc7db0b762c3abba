"""Tables of deadlines."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

UNITS = "('working_days', 'calendar_days', 'months', 'hours', 'permanent', 'recurring', 'next_session')"
COUNTED = "('working_days', 'calendar_days', 'months', 'hours')"
DIRECTIONS = "('within', 'at_least', 'before')"
CONFIDENCES = "('high', 'high/med-high', 'high-OCR', 'med-high', 'med', 'low', 'n/a')"
DAY_KINDS = "('holiday', 'in_lieu', 'swapped_off', 'makeup_working', 'ordinary')"
STATES = "('running', 'paused', 'met', 'stopped')"
EVENTS = "('paused', 'resumed', 'extended', 'recomputed', 'met', 'stopped')"
RUNS = sa.text("state IN ('running', 'paused') AND due_at IS NOT NULL")


def upgrade() -> None:
    """Create the tables."""
    _rule()
    op.create_table(
        "deadline_calendar_day",
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("date", name="pk_deadline_calendar_day"),
        sa.CheckConstraint(f"kind IN {DAY_KINDS}", name=op.f("ck_deadline_calendar_day_kind_known")),
    )
    op.create_table(
        "deadline_catalogue",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.Uuid(), nullable=False),
        sa.Column("shipped", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deadline_catalogue"),
        sa.CheckConstraint("id = 1", name=op.f("ck_deadline_catalogue_one_row")),
    )
    _clock()


def _rule() -> None:
    ck = "ck_deadline_rule_"
    op.create_table(
        "deadline_rule",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("variant", sa.String(30), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(80), nullable=False),
        sa.Column("step", sa.String(200), nullable=False),
        sa.Column("start_event", sa.String(200), nullable=False),
        sa.Column("length", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("direction", sa.String(40), nullable=False),
        sa.Column("other_length", sa.Integer(), nullable=True),
        sa.Column("other_unit", sa.String(40), nullable=True),
        sa.Column("extension_length", sa.Integer(), nullable=True),
        sa.Column("extension_cap", sa.Integer(), nullable=True),
        sa.Column("extension_note", sa.String(300), nullable=False),
        sa.Column("legal_basis", sa.String(300), nullable=False),
        sa.Column("confidence", sa.String(40), nullable=False),
        sa.Column("to_be_confirmed", sa.Boolean(), nullable=False),
        sa.Column("open_to_province", sa.Boolean(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", "version", name="pk_deadline_rule"),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name="fk_deadline_rule_province_id_agency"),
        sa.CheckConstraint(f"unit IN {UNITS}", name=op.f(f"{ck}unit_known")),
        sa.CheckConstraint(f"direction IN {DIRECTIONS}", name=op.f(f"{ck}direction_known")),
        sa.CheckConstraint(f"confidence IN {CONFIDENCES}", name=op.f(f"{ck}confidence_known")),
        sa.CheckConstraint(f"other_unit IN {UNITS}", name=op.f(f"{ck}other_unit_known")),
        sa.CheckConstraint(f"(length IS NOT NULL) = (unit IN {COUNTED})", name=op.f(f"{ck}length_with_unit")),
        sa.CheckConstraint("length IS NULL OR length > 0", name=op.f(f"{ck}length_positive")),
        sa.CheckConstraint("(other_length IS NULL) = (other_unit IS NULL)", name=op.f(f"{ck}other_term_whole")),
        sa.CheckConstraint("(extension_length IS NULL) = (extension_cap IS NULL)", name=op.f(f"{ck}extension_whole")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f(f"{ck}validity_forward")),
    )
    op.create_index("ix_deadline_rule_row", "deadline_rule", ["row", "variant"])


def _clock() -> None:
    ck = "ck_deadline_clock_"
    op.create_table(
        "deadline_clock",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_type", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.String(40), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(40), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("paused_at", UtcDateTime(), nullable=True),
        sa.Column("pause_reason", sa.String(300), nullable=False),
        sa.Column("met_at", UtcDateTime(), nullable=True),
        sa.Column("extended_by", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deadline_clock"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_deadline_clock_agency_id_agency"),
        sa.ForeignKeyConstraint(
            ["rule_id", "rule_version"], ["deadline_rule.id", "deadline_rule.version"], name="fk_deadline_clock_rule"
        ),
        sa.CheckConstraint(f"unit IN {UNITS}", name=op.f(f"{ck}unit_known")),
        sa.CheckConstraint(f"state IN {STATES}", name=op.f(f"{ck}state_known")),
        sa.CheckConstraint("(state = 'paused') = (paused_at IS NOT NULL)", name=op.f(f"{ck}paused_has_moment")),
        sa.CheckConstraint("(state = 'met') = (met_at IS NOT NULL)", name=op.f(f"{ck}met_has_moment")),
        sa.CheckConstraint("extended_by >= 0", name=op.f(f"{ck}extension_not_negative")),
    )
    op.create_index("ix_deadline_clock_subject", "deadline_clock", ["subject_type", "subject_id"])
    op.create_index(
        "ix_deadline_clock_due", "deadline_clock", ["agency_id", "due_at"], sqlite_where=RUNS, postgresql_where=RUNS
    )
    op.create_table(
        "deadline_clock_event",
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("from_due", UtcDateTime(), nullable=True),
        sa.Column("to_due", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_number", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("clock_id", "seq", name="pk_deadline_clock_event"),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["deadline_clock.id"], name="fk_deadline_clock_event_clock_id_deadline_clock"
        ),
        sa.CheckConstraint(f"kind IN {EVENTS}", name=op.f("ck_deadline_clock_event_kind_known")),
    )


def downgrade() -> None:
    """Drop them."""
    for table in (
        "deadline_clock_event", "deadline_clock", "deadline_catalogue", "deadline_calendar_day", "deadline_rule",
    ):  # fmt: skip
        op.drop_table(table)
