"""Clocks: the next reminder, changes of variant in the log; who was reminded, and where they want to be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

STAGES = "('half', 'most', 'due', 'overdue')"
EVENTS = "'paused', 'resumed', 'extended', 'recomputed', 'met', 'stopped'"
KIND_KNOWN = "ck_deadline_clock_event_kind_known"
STAGE_KNOWN, WHOLE = "ck_deadline_clock_remind_stage_known", "ck_deadline_clock_reminder_whole"
STAGE_IN, BOTH = f"remind_stage IN {STAGES}", "(remind_at IS NULL) = (remind_stage IS NULL)"
COPIED = "clock_id, seq, kind, at, account_id, from_due, to_due, reason, document_number"
REMINDS, RECOMPUTED = sa.text("remind_at IS NOT NULL"), sa.text("kind = 'recomputed'")


def upgrade() -> None:
    """Add columns and tables. A clock that runs already is reminded of its due date, not of half of it."""
    _clock()
    _events(f"{EVENTS}, 'varied'", wider=True)
    op.create_index(
        "ix_deadline_clock_event_recomputed", "deadline_clock_event", ["at"], sqlite_where=RECOMPUTED,
        postgresql_where=RECOMPUTED,
    )  # fmt: skip
    _reminders()


def downgrade() -> None:
    """Take them away; changes of variant leave the log."""
    op.drop_table("deadline_reminder_address")
    op.drop_table("deadline_reminder")
    op.drop_index("ix_deadline_clock_event_recomputed", "deadline_clock_event")
    op.execute("DELETE FROM deadline_clock_event WHERE kind = 'varied'")
    _events(EVENTS, wider=False)
    op.drop_index("ix_deadline_clock_remind", "deadline_clock")
    if not _sqlite():
        op.drop_constraint(WHOLE, "deadline_clock")
        op.drop_constraint(STAGE_KNOWN, "deadline_clock")
    op.drop_column("deadline_clock", "remind_stage")
    op.drop_column("deadline_clock", "remind_at")


def _clock() -> None:
    op.add_column("deadline_clock", sa.Column("remind_at", UtcDateTime(), nullable=True))
    if _sqlite():  # a constraint can come along with a column, and no other way short of copying the table
        op.execute(
            f"ALTER TABLE deadline_clock ADD COLUMN remind_stage VARCHAR(40) "
            f"CONSTRAINT {STAGE_KNOWN} CHECK ({STAGE_IN}) CONSTRAINT {WHOLE} CHECK ({BOTH})"
        )
    else:
        op.add_column("deadline_clock", sa.Column("remind_stage", sa.String(40), nullable=True))
        op.create_check_constraint(op.f(STAGE_KNOWN), "deadline_clock", STAGE_IN)
        op.create_check_constraint(op.f(WHOLE), "deadline_clock", BOTH)
    op.execute(
        "UPDATE deadline_clock SET remind_at = due_at, remind_stage = 'due' "
        "WHERE state = 'running' AND due_at > CURRENT_TIMESTAMP"
    )
    op.create_index(
        "ix_deadline_clock_remind", "deadline_clock", ["remind_at"], sqlite_where=REMINDS, postgresql_where=REMINDS
    )


def _events(kinds: str, *, wider: bool) -> None:
    """The log with these kinds of lines, and with or without the columns of a change of variant."""
    table = "deadline_clock_event"
    if not _sqlite():
        op.drop_constraint(KIND_KNOWN, table)
        op.create_check_constraint(op.f(KIND_KNOWN), table, f"kind IN ({kinds})")
        for name, length in (("rule_id", 40), ("criteria", 200)):
            if wider:
                op.add_column(table, sa.Column(name, sa.String(length), nullable=False, server_default=""))
                op.alter_column(table, name, server_default=None)
            else:
                op.drop_column(table, name)
        return
    op.rename_table(table, f"{table}_old")
    op.create_table(
        table,
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("from_due", UtcDateTime(), nullable=True),
        sa.Column("to_due", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_number", sa.String(60), nullable=False),
        *(_wider() if wider else ()),
        sa.PrimaryKeyConstraint("clock_id", "seq", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["clock_id"], ["deadline_clock.id"], name=f"fk_{table}_clock_id_deadline_clock"),
        sa.CheckConstraint(f"kind IN ({kinds})", name=op.f(KIND_KNOWN)),
    )
    more, empty = (", rule_id, criteria", ", '', ''") if wider else ("", "")
    op.execute(f"INSERT INTO {table} ({COPIED}{more}) SELECT {COPIED}{empty} FROM {table}_old")  # noqa: S608 - our own names
    op.drop_table(f"{table}_old")


def _wider() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("rule_id", sa.String(40), nullable=False),
        sa.Column("criteria", sa.String(200), nullable=False),
    )


def _reminders() -> None:
    op.create_table(
        "deadline_reminder",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("clock_id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(40), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("subject_type", sa.String(40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_deadline_reminder"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_deadline_reminder_account_id_account"),
        sa.ForeignKeyConstraint(
            ["clock_id"], ["deadline_clock.id"], name="fk_deadline_reminder_clock_id_deadline_clock"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_deadline_reminder_agency_id_agency"),
        sa.CheckConstraint(f"stage IN {STAGES}", name=op.f("ck_deadline_reminder_stage_known")),
        sa.UniqueConstraint(
            "account_id", "clock_id", "stage", "due_at", name="uq_deadline_reminder_account_id_clock_id_stage_due_at"
        ),
    )
    op.create_index("ix_deadline_reminder_account", "deadline_reminder", ["account_id", "created_at", "id"])
    op.create_table(
        "deadline_reminder_address",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("sealed_email", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("mailed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("account_id", name="pk_deadline_reminder_address"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_deadline_reminder_address_account_id_account"),
    )


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
