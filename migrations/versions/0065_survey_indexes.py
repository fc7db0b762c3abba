"""Indexes for results over millions of answers: counts in the order they are added up; what is doubtful."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

_VALUES = ["c1", "c2", "c3", "c4", "c5"]
# Table, its index by agency, what it held, what it holds: all that results read, in the order they add it up.
_WIDER = (
    ("survey_day", "ix_survey_day_agency", ["agency_id", "question", "day"],
     ["agency_id", "question", "validity", "service_point_id", "day", "c0", *_VALUES]),
    ("survey_month", "ix_survey_month_agency_id", ["agency_id", "month"],
     ["agency_id", "month", "service_point_id", *_VALUES]),
    ("survey_month_part", "ix_survey_month_part_agency_id", ["agency_id", "month"],
     ["agency_id", "month", "part", "service_point_id", *_VALUES]),
)  # fmt: skip


def upgrade() -> None:
    """Three wider ones, and one more; a mark beside what was told beside a month."""
    for table, name, _, columns in _WIDER:
        op.drop_index(name, table)
        op.create_index(name, table, columns)
    doubtful = sa.text("validity <> 'valid'")
    op.create_index(
        "ix_survey_answer_doubtful", "survey_answer", ["agency_id", "hour"],
        sqlite_where=doubtful, postgresql_where=doubtful,
    )  # fmt: skip
    op.add_column("survey_month_part", sa.Column("mark", sa.LargeBinary(32)))


def downgrade() -> None:
    """Back."""
    op.drop_column("survey_month_part", "mark")
    op.drop_index("ix_survey_answer_doubtful", "survey_answer")
    for table, name, columns, _ in _WIDER:
        op.drop_index(name, table)
        op.create_index(name, table, columns)
