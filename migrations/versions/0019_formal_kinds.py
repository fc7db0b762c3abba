"""Petitions: signed complaints and denunciations, petitions split from or joined to another; notes that go with it."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# name of the CHECK: (before, after)
_KINDS = "'report', 'proposal', 'complaint_info', 'denunciation_info', 'mixed', 'other'"
_STATES = (
    "'received', 'triaged', 'assigned', 'in_progress', 'awaiting_info', 'awaiting_approval', 'answered', 'reopened',"
    " 'closed', 'forwarded', 'guided', 'refused', 'filed', 'withdrawn'"
)
_PETITION = {
    "ck_petition_kind_known": (f"kind IN ({_KINDS})", f"kind IN ({_KINDS}, 'complaint', 'denunciation')"),
    "ck_petition_state_known": (f"state IN ({_STATES})", f"state IN ({_STATES}, 'proceeding', 'split', 'linked')"),
    "ck_petition_denunciation_stays_sealed": (
        "sealed OR kind NOT IN ('denunciation_info', 'mixed')",
        "sealed OR kind NOT IN ('denunciation_info', 'mixed', 'denunciation')",
    ),
}
_NOTES = (
    "'question', 'addition', 'forwarding', 'guidance', 'refusal', 'filing', 'withdrawal', 'rating', 'dispute',"
    " 'instruction'"
)
_NOTE = {
    "ck_petition_note_kind_known": (
        f"kind IN ({_NOTES})",
        f"kind IN ({_NOTES}, 'recall', 'splitting', 'linking', 'read_back')",
    )
}
_LINKED, _LINKED_TO_ONE = "ck_petition_linked_to_one", "state <> 'linked' OR main_id IS NOT NULL"
_MAIN, _PARENT = "fk_petition_main_id_petition", "fk_petition_parent_id_petition"


def upgrade() -> None:
    """Widen the lists of what is known; say which petition another belongs to."""
    if _sqlite():
        _copy("petition", _PETITION, after=True, more=True)
        _copy("petition_note", _NOTE, after=True)
    else:
        _rewrite("petition", _PETITION, after=True)
        _rewrite("petition_note", _NOTE, after=True)
        for column, key in (("main_id", _MAIN), ("parent_id", _PARENT)):
            op.add_column("petition", sa.Column(column, sa.Uuid(), nullable=True))
            op.create_foreign_key(key, "petition", "petition", [column], ["id"])
        op.create_check_constraint(op.f(_LINKED), "petition", _LINKED_TO_ONE)
    for column in ("main_id", "parent_id"):
        there = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"ix_petition_{column}", "petition", [column], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    """Back to what was known: signed kinds become information, what is under way waits at the desk again."""
    op.execute("DELETE FROM petition_note WHERE kind IN ('recall', 'splitting', 'linking', 'read_back')")
    op.execute("UPDATE petition SET kind = 'complaint_info' WHERE kind = 'complaint'")
    op.execute("UPDATE petition SET kind = 'denunciation_info' WHERE kind = 'denunciation'")
    op.execute("UPDATE petition SET state = 'triaged' WHERE state = 'proceeding'")
    op.execute("UPDATE petition SET state = 'filed' WHERE state IN ('split', 'linked')")
    for column in ("main_id", "parent_id"):
        op.drop_index(f"ix_petition_{column}", "petition")
    if _sqlite():
        _copy("petition", _PETITION, after=False, more=False)
        _copy("petition_note", _NOTE, after=False)
        return
    op.drop_constraint(_LINKED, "petition")
    for column, key in (("main_id", _MAIN), ("parent_id", _PARENT)):
        op.drop_constraint(key, "petition")
        op.drop_column("petition", column)
    _rewrite("petition", _PETITION, after=False)
    _rewrite("petition_note", _NOTE, after=False)


def _rewrite(table: str, checks: dict[str, tuple[str, str]], *, after: bool) -> None:
    for name, texts in checks.items():
        op.drop_constraint(name, table)
        op.create_check_constraint(op.f(name), table, texts[after])


def _copy(table: str, checks: dict[str, tuple[str, str]], *, after: bool, more: bool | None = None) -> None:
    """SQLite changes no CHECK in place: the table's own statement, rewritten, makes the new one; rows are copied."""
    bind = op.get_bind()
    made: str = bind.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)
    ).scalar_one()
    indexes = bind.exec_driver_sql(
        "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL", (table,)
    ).scalars()
    again = list(indexes)
    columns = ", ".join(
        row[1] for row in bind.exec_driver_sql(f"PRAGMA table_info({table})") if row[1] not in ("main_id", "parent_id")
    )
    for texts in checks.values():
        if texts[not after] not in made:
            raise RuntimeError(f"{table} is not as it was made")
        made = made.replace(texts[not after], texts[after])
    if more is not None:
        made = _with_links(made) if more else _without_links(made)
    made = re.sub(rf'^CREATE TABLE "?{table}"?', f"CREATE TABLE {table}_new", made)
    bind.exec_driver_sql(made)
    bind.exec_driver_sql(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")  # noqa: S608 - our own names
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE {table}_new RENAME TO {table}")
    for statement in again:
        bind.exec_driver_sql(statement)


def _links() -> tuple[str, str]:
    columns = "main_id CHAR(32), \n\tparent_id CHAR(32), \n\t"
    constraints = "".join(
        f", \n\tCONSTRAINT {key} FOREIGN KEY({column}) REFERENCES petition (id)"
        for column, key in (("main_id", _MAIN), ("parent_id", _PARENT))
    )
    return columns, f"{constraints}, \n\tCONSTRAINT {_LINKED} CHECK ({_LINKED_TO_ONE})\n)"


def _with_links(made: str) -> str:
    columns, constraints = _links()
    first = made.index("CONSTRAINT")
    return made[:first] + columns + made[first:].rstrip().removesuffix(")").rstrip() + constraints


def _without_links(made: str) -> str:
    columns, constraints = _links()
    return made.replace(columns, "").replace(constraints, "\n)")


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"
