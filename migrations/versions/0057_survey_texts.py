"""Ratings by text message; what is told beside a month's figure; comments that are published."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None

# Name of the CHECK, as it was, as it is now.
_CHANNEL = (
    "ck_survey_answer_channel_known",
    "channel IN ('qr', 'slip', 'screen', 'web', 'kiosk', 'paper', 'phone')",
    "channel IN ('qr', 'slip', 'screen', 'web', 'kiosk', 'paper', 'phone', 'sms', 'sms_slip')",
)
_COMMENT = (
    "ck_survey_answer_comment_state_known",
    "comment_state IN ('waiting', 'shown', 'hidden')",
    "comment_state IN ('waiting', 'shown', 'published', 'hidden')",
)


def upgrade() -> None:
    """Two more channels, one more state of comments, the table."""
    _change([(name, before, after) for name, before, after in (_CHANNEL, _COMMENT)])
    op.create_table(
        "survey_month_part",
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("c1", "c2", "c3", "c4", "c5")),
        sa.PrimaryKeyConstraint("service_point_id", "month", "part", name="pk_survey_month_part"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name="fk_survey_month_part_service_point_id_service_point"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_month_part_agency_id_agency"),
        sa.CheckConstraint(
            "part IN ('late', 'sms', 'suspect', 'excluded')", name=op.f("ck_survey_month_part_part_known")
        ),
        sa.CheckConstraint("c1 + c2 + c3 + c4 + c5 >= 5", name=op.f("ck_survey_month_part_enough_answers")),
    )
    op.create_index("ix_survey_month_part_agency_id", "survey_month_part", ["agency_id", "month"])


def downgrade() -> None:
    """Back: text messages count as answers by telephone, published comments are for officials again."""
    op.drop_table("survey_month_part")
    op.execute("UPDATE survey_answer SET channel = 'phone' WHERE channel IN ('sms', 'sms_slip')")
    op.execute("UPDATE survey_answer SET comment_state = 'shown' WHERE comment_state = 'published'")
    _change([(name, after, before) for name, before, after in (_CHANNEL, _COMMENT)])


def _change(checks: list[tuple[str, str, str]]) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _copy("survey_answer", [(before, after) for _, before, after in checks])
        return
    for name, _, after in checks:
        op.drop_constraint(name, "survey_answer")
        op.create_check_constraint(op.f(name), "survey_answer", after)


def _copy(table: str, changes: list[tuple[str, str]]) -> None:
    """SQLite changes no CHECK in place: the table's own statement, rewritten, makes the new one; rows are copied."""
    bind = op.get_bind()
    made: str = bind.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).scalar_one()
    indexes = list(
        bind.exec_driver_sql(
            "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
        ).scalars()
    )
    for before, after in changes:
        if before not in made:
            raise RuntimeError(f"{table} is not as it was made")
        made = made.replace(before, after)
    new = re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_new", made)
    columns = ", ".join(row[1] for row in bind.exec_driver_sql(f"PRAGMA table_info({table})"))
    bind.exec_driver_sql(new)
    bind.exec_driver_sql(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")  # noqa: S608 - our own names
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE {table}_new RENAME TO {table}")
    for statement in indexes:
        bind.exec_driver_sql(statement)
