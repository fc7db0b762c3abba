"""Questionnaires as documents with versions, places and drafts; one-time codes; answers by slip and screen."""

from __future__ import annotations

import json
import re
from typing import Any

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_CHANNEL = "ck_survey_answer_channel_known"
_BEFORE = "channel IN ('qr', 'web', 'kiosk', 'paper', 'phone')"
_AFTER = "channel IN ('qr', 'slip', 'screen', 'web', 'kiosk', 'paper', 'phone')"
_OLD_KINDS = ("faces", "yes_no")
_FORMS = sa.table(
    "survey_form", sa.column("id", sa.Uuid()), sa.column("title", sa.String), sa.column("content", sa.JSON)
)
_QUESTIONS = sa.table(
    "survey_question", sa.column("form_id", sa.Uuid()), sa.column("key", sa.String), sa.column("position", sa.SmallInteger),
    sa.column("kind", sa.String), sa.column("text", sa.String), sa.column("short", sa.String),
    sa.column("confidential", sa.Boolean),
)  # fmt: skip


def upgrade() -> None:
    """Questions move into their form's document; the new tables; two more channels."""
    with op.batch_alter_table("survey_form") as table:
        table.add_column(sa.Column("agency_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("content", sa.JSON(), nullable=True))
    _write_documents()
    with op.batch_alter_table("survey_form") as table:
        table.alter_column("content", existing_type=sa.JSON(), nullable=False)
        table.create_foreign_key("fk_survey_form_agency_id_agency", "agency", ["agency_id"], ["id"])
    op.create_index("ix_survey_form_agency_id", "survey_form", ["agency_id", "opened_at"])
    op.drop_table("survey_question")
    _change_channels(_BEFORE, _AFTER)
    _targets()
    _drafts()
    _slips()
    _naming()


def _write_documents() -> None:
    bind = op.get_bind()
    for form in bind.execute(sa.select(_FORMS.c.id, _FORMS.c.title)).all():
        q = _QUESTIONS.c
        rows = bind.execute(sa.select(_QUESTIONS).where(q.form_id == form.id).order_by(q.position)).all()
        content = {
            "format": "phieu-khao-sat/1", "title": {"vi": form.title}, "languages": ["vi"],
            "questions": [_document(row) for row in rows],
        }  # fmt: skip
        bind.execute(sa.update(_FORMS).where(_FORMS.c.id == form.id).values(content=content))


def _document(row: Any) -> dict[str, Any]:
    made = {"key": row.key, "kind": row.kind, "text": {"vi": row.text}, "short": row.short}
    return made | ({"confidential": True} if row.confidential else {})


def _change_channels(before: str, after: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        _copy("survey_answer", before, after)
        return
    op.drop_constraint(_CHANNEL, "survey_answer")
    op.create_check_constraint(op.f(_CHANNEL), "survey_answer", after)


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
    bind.exec_driver_sql(f"INSERT INTO {table}_new ({columns}) SELECT {columns} FROM {table}")  # noqa: S608 - our own names
    bind.exec_driver_sql(f"DROP TABLE {table}")
    bind.exec_driver_sql(f"ALTER TABLE {table}_new RENAME TO {table}")
    for statement in indexes:
        bind.exec_driver_sql(statement)


def _targets() -> None:
    op.create_table(
        "survey_target",
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("form_id", "scope_id", "kind", name="pk_survey_target"),
        sa.ForeignKeyConstraint(["form_id"], ["survey_form.id"], name="fk_survey_target_form_id_survey_form"),
        sa.CheckConstraint("kind IN ('below', 'agency', 'point')", name=op.f("ck_survey_target_kind_known")),
    )
    op.create_index("ix_survey_target_scope_id", "survey_target", ["scope_id", "kind"])


def _drafts() -> None:
    op.create_table(
        "survey_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey_draft"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_draft_agency_id_agency"),
    )
    op.create_index("ix_survey_draft_agency_id", "survey_draft", ["agency_id", "changed_at"])


def _slips() -> None:
    op.create_table(
        "survey_slip_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("serial", sa.String(4), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("forget_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_survey_slip_run"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_slip_run_agency_id_agency"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name="fk_survey_slip_run_service_point_id_service_point"
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_survey_slip_run_account_id_account"),
        sa.CheckConstraint("state IN ('running', 'done', 'cancelled')", name=op.f("ck_survey_slip_run_state_known")),
        sa.CheckConstraint("made <= total", name=op.f("ck_survey_slip_run_no_more_than_asked")),
    )
    op.create_index("uq_survey_slip_run_serial", "survey_slip_run", ["serial"], unique=True)
    op.create_index("ix_survey_slip_run_agency_id", "survey_slip_run", ["agency_id", "created_at"])
    op.create_index("ix_survey_slip_run_forget_at", "survey_slip_run", ["forget_at"])


def _naming() -> None:
    op.create_table(
        "survey_naming",
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("person", sa.String(120), nullable=False),
        sa.PrimaryKeyConstraint("service_point_id", name="pk_survey_naming"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name="fk_survey_naming_service_point_id_service_point"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_naming_agency_id_agency"),
    )


def downgrade() -> None:
    """Questions of the kinds known before go back into their table; the rest is dropped."""
    for table in ("survey_naming", "survey_slip_run", "survey_draft", "survey_target"):
        op.drop_table(table)
    op.execute("UPDATE survey_answer SET channel = 'qr' WHERE channel IN ('slip', 'screen')")
    _change_channels(_AFTER, _BEFORE)
    _read_documents()
    op.drop_index("ix_survey_form_agency_id", "survey_form")
    with op.batch_alter_table("survey_form") as table:
        table.drop_constraint("fk_survey_form_agency_id_agency", type_="foreignkey")
        table.drop_column("agency_id")
        table.drop_column("content")


def _read_documents() -> None:
    op.create_table(
        "survey_question",
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("text", sa.String(300), nullable=False),
        sa.Column("short", sa.String(80), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("form_id", "key", name="pk_survey_question"),
        sa.ForeignKeyConstraint(["form_id"], ["survey_form.id"], name="fk_survey_question_form_id_survey_form"),
        sa.CheckConstraint("kind IN ('faces', 'yes_no')", name=op.f("ck_survey_question_kind_known")),
    )
    op.create_index("uq_survey_question_position", "survey_question", ["form_id", "position"], unique=True)
    bind = op.get_bind()
    rows = []
    for form in bind.execute(sa.select(_FORMS.c.id, _FORMS.c.content)).all():
        content = json.loads(form.content) if isinstance(form.content, str) else form.content
        known = [one for one in content["questions"] if one["kind"] in _OLD_KINDS]
        rows += [
            {
                "form_id": form.id, "key": one["key"], "position": position, "kind": one["kind"],
                "text": one["text"]["vi"], "short": one["short"], "confidential": bool(one.get("confidential")),
            }
            for position, one in enumerate(known)
        ]  # fmt: skip
    if rows:
        op.bulk_insert(_QUESTIONS, rows)
