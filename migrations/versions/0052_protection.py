"""Protection of whoever denounced: a sealed record beside a case, and four kinds of papers."""

from __future__ import annotations

import re

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None

_KINDS = (
    "'receipt', 'proposal', 'request_more', 'guidance', 'transfer', 'refusal', 'extension_notice', 'answer', "
    "'complaint_accepted', 'complaint_not_accepted', 'dialogue', 'decision', 'denunciation_accepted', "
    "'denunciation_told', 'denunciation_not_accepted', 'extension', 'conclusion', "
    "'suspension', 'continuation', 'termination', 'withdrawal_record'"
)
_NEW = "'protection_applied', 'protection_refused', 'protection_changed', 'protection_ended'"
_BEFORE, _AFTER = f"kind IN ({_KINDS})", f"kind IN ({_KINDS}, {_NEW})"
_TABLES = ("document_template", "letter_run", "official_paper")


def upgrade() -> None:
    """Create the tables, widen the kinds."""
    op.create_table(
        "confided_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("desk_id", sa.Uuid()),
        sa.Column("look_on", sa.Date()),
        sa.Column("told_on", sa.Date()),
        sa.ForeignKeyConstraint(
            ["id"], ["case_key.case_id"], name=op.f("fk_confided_file_id_case_key"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["case_key.case_id"], name=op.f("fk_confided_file_petition_id_case_key"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["agency.id"], name=op.f("fk_confided_file_desk_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confided_file")),
    )  # fmt: skip
    for column in ("petition_id", "desk_id", "look_on"):
        op.create_index(op.f(f"ix_confided_file_{column}"), "confided_file", [column])
    op.create_table(
        "confided_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["confided_file.id"], name=op.f("fk_confided_entry_file_id_confided_file"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_confided_entry")),
        sa.UniqueConstraint("file_id", "seq", name=op.f("uq_confided_entry_file_id_seq")),
    )
    for table in _TABLES:
        _change(table, _BEFORE, _AFTER)


def downgrade() -> None:
    """Back to what was known; what was written of the new kinds goes with all that refers to it."""
    papers = f"SELECT id FROM official_paper WHERE kind IN ({_NEW})"  # noqa: S608 - our own names
    op.execute(f"UPDATE register_entry SET paper_id = NULL WHERE paper_id IN ({papers})")  # noqa: S608
    sent = f"SELECT id FROM paper_delivery WHERE paper_id IN ({papers})"  # noqa: S608
    op.execute(f"DELETE FROM paper_delivery_record WHERE delivery_id IN ({sent})")  # noqa: S608
    for table in ("paper_delivery", "public_posting", "paper_step", "paper_file"):
        op.execute(f"DELETE FROM {table} WHERE paper_id IN ({papers})")  # noqa: S608
    for table in _TABLES:
        op.execute(f"DELETE FROM {table} WHERE kind IN ({_NEW})")  # noqa: S608
        _change(table, _AFTER, _BEFORE)
    op.drop_table("confided_entry")
    op.drop_table("confided_file")


def _change(table: str, before: str, after: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _copy(table, before, after)
        return
    name = f"ck_{table}_kind_known"
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
