"""Petitions that wait for their signed answer to be issued; notes of what follows an answer."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_STATES = (
    "'received', 'triaged', 'assigned', 'in_progress', 'awaiting_info', 'awaiting_approval', {more}'answered',"
    " 'reopened', 'closed', 'forwarded', 'guided', 'refused', 'filed', 'withdrawn', 'proceeding', 'split', 'linked'"
)
_NOTES = (
    "'question', 'addition', 'forwarding', 'guidance', 'refusal', 'filing', 'withdrawal', 'rating', 'dispute',"
    " 'instruction', 'recall', 'splitting', 'linking', 'read_back'"
)
_NEW_NOTES = "'part_withdrawn', 'board_asked', 'board_found', 'claim', 'confirmed'"
# table: name of the CHECK, before, after
_CHECKS = {
    "petition": (
        "ck_petition_state_known", f"state IN ({_STATES.format(more='')})",
        "state IN ({})".format(_STATES.format(more="'awaiting_issue', ")),
    ),
    "petition_transfer": (
        "ck_petition_transfer_state_known", f"state IN ({_STATES.format(more='')})",
        "state IN ({})".format(_STATES.format(more="'awaiting_issue', ")),
    ),
    "petition_note": ("ck_petition_note_kind_known", f"kind IN ({_NOTES})", f"kind IN ({_NOTES}, {_NEW_NOTES})"),
}  # fmt: skip
_OPEN = (
    "NOT sealed AND state IN ('received', 'triaged', 'assigned', 'in_progress', 'awaiting_info', 'awaiting_approval',"
    " {more}'reopened', 'proceeding')"
)


def upgrade() -> None:
    """Widen what is known, and count what waits to be issued among the open."""
    for table, (name, before, after) in _CHECKS.items():
        _change(table, name, before, after)
    _index(_OPEN.format(more="'awaiting_issue', "))


def downgrade() -> None:
    """Back to what was known: what waits to be issued waits for approval again."""
    op.execute(f"DELETE FROM petition_note WHERE kind IN ({_NEW_NOTES})")  # noqa: S608 - our own names
    for table in ("petition", "petition_transfer"):
        op.execute(f"UPDATE {table} SET state = 'awaiting_approval' WHERE state = 'awaiting_issue'")  # noqa: S608
    for table, (name, before, after) in _CHECKS.items():
        _change(table, name, after, before)
    _index(_OPEN.format(more=""))


def _index(where: str) -> None:
    op.drop_index("ix_petition_open", "petition")
    columns = ["agency_id", "due_at", "sealed", "state"]
    op.create_index(
        "ix_petition_open", "petition", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where)
    )


def _change(table: str, name: str, before: str, after: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _copy(table, before, after)
        return
    op.drop_constraint(name, table)
    op.create_check_constraint(op.f(name), table, after)


def _copy(table: str, before: str, after: str) -> None:
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
    if before not in made:
        raise RuntimeError(f"{table} is not as it was made")
    new = re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_new", made.replace(before, after))
    columns = ", ".join(row[1] for row in bind.exec_driver_sql(f"PRAGMA table_info({table})"))
    bind.exec_driver_sql(new)
    bind.exec_driver_sql(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")  # noqa: S608
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE {table}_new RENAME TO {table}")
    for statement in indexes:
        bind.exec_driver_sql(statement)
