"""Tables of surveys, with the question sets that ship with the product."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

KINDS = "kind IN ('faces', 'yes_no')"
CHANNELS = "channel IN ('qr', 'web', 'kiosk', 'paper', 'phone')"
VALIDITIES = "validity IN ('valid', 'suspect', 'excluded')"
COMMENT_STATES = "comment_state IN ('waiting', 'shown', 'hidden')"
COUNTS = ("c0", "c1", "c2", "c3", "c4", "c5")

# As `surveys.forms.COUNTER` was when version 1 opened; a later version is a new row in a later migration.
COUNTER_ID = "5b3f6a529c1e4d7a8f602f1d90c7a101"
OPENED_AT = datetime(2026, 1, 1, tzinfo=UTC)
COUNTER_QUESTIONS = (
    ("overall", "faces", "Bà con thấy quầy phục vụ thế nào?", "Chung", False),
    ("attitude", "faces", "Thái độ của người tiếp bà con", "Thái độ", False),
    ("waiting", "faces", "Thời gian phải chờ", "Thời gian chờ", False),
    ("guidance", "faces", "Hướng dẫn có rõ, dễ làm theo không", "Hướng dẫn rõ", False),
    ("asked_extra", "yes_no", "Có ai gợi ý bà con chi thêm tiền ngoài phí, lệ phí không?", "Bị gợi ý chi thêm tiền",
     True),
)  # fmt: skip


def upgrade() -> None:
    """Create the tables."""
    _forms()
    op.create_table(
        "survey_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("root", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_survey_batch"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_batch_agency_id_agency"),
    )
    _answers()
    _days()


def _forms() -> None:
    form = op.create_table(
        "survey_form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_survey_form"),
    )
    op.create_index("uq_survey_form_version", "survey_form", ["code", "version"], unique=True)
    question = op.create_table(
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
        sa.CheckConstraint(KINDS, name=op.f("ck_survey_question_kind_known")),
    )
    op.create_index("uq_survey_question_position", "survey_question", ["form_id", "position"], unique=True)
    form_id = sa.Uuid().python_type(COUNTER_ID)
    row = {"id": form_id, "code": "quay", "version": 1, "title": "Đánh giá tại quầy", "opened_at": OPENED_AT}
    op.bulk_insert(form, [row | {"closed_at": None}])
    names = ("key", "kind", "text", "short", "confidential")
    op.bulk_insert(
        question,
        [
            {"form_id": form_id, "position": position, **dict(zip(names, values, strict=True))}
            for position, values in enumerate(COUNTER_QUESTIONS)
        ],
    )


def _answers() -> None:
    op.create_table(
        "survey_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("hour", UtcDateTime(), nullable=False),
        sa.Column("overall", sa.SmallInteger(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=True),
        sa.Column("comment_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("comment_digest", sa.LargeBinary(32), nullable=True),
        sa.Column("comment_state", sa.String(40), nullable=True),
        sa.Column("comment_text", sa.Text(), nullable=True),
        sa.Column("channel", sa.String(40), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("validity", sa.String(40), nullable=False),
        sa.Column("validity_reason", sa.String(200), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=True),
        sa.Column("leaf", sa.LargeBinary(32), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_survey_answer"),
        sa.ForeignKeyConstraint(["form_id"], ["survey_form.id"], name="fk_survey_answer_form_id_survey_form"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_answer_agency_id_agency"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name="fk_survey_answer_service_point_id_service_point"
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["survey_batch.id"], name="fk_survey_answer_batch_id_survey_batch"),
        sa.CheckConstraint(CHANNELS, name=op.f("ck_survey_answer_channel_known")),
        sa.CheckConstraint(VALIDITIES, name=op.f("ck_survey_answer_validity_known")),
        sa.CheckConstraint(COMMENT_STATES, name=op.f("ck_survey_answer_comment_state_known")),
        sa.CheckConstraint("overall BETWEEN 1 AND 5", name=op.f("ck_survey_answer_overall_in_scale")),
        sa.CheckConstraint(
            "validity = 'valid' OR validity_reason <> ''", name=op.f("ck_survey_answer_doubt_has_reason")
        ),
        sa.CheckConstraint(
            "(comment_state IS NULL) = (comment_digest IS NULL)", name=op.f("ck_survey_answer_comment_complete")
        ),
        sa.CheckConstraint("(batch_id IS NULL) = (leaf IS NULL)", name=op.f("ck_survey_answer_closed_with_leaf")),
    )
    _index("ix_survey_answer_service_point_id", ["service_point_id", "hour"])
    _index("ix_survey_answer_not_batched", ["agency_id", "hour"], "batch_id IS NULL")
    _index("ix_survey_answer_comments", ["agency_id", "comment_state", "hour", "id"], "comment_state IS NOT NULL")
    _index("ix_survey_answer_batch_id", ["batch_id"], "batch_id IS NOT NULL")


def _index(name: str, columns: list[str], where: str | None = None) -> None:
    condition = sa.text(where) if where else None
    op.create_index(name, "survey_answer", columns, sqlite_where=condition, postgresql_where=condition)


def _days() -> None:
    op.create_table(
        "survey_day",
        sa.Column("service_point_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("question", sa.String(40), nullable=False),
        sa.Column("validity", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint("service_point_id", "day", "question", "validity", name="pk_survey_day"),
        sa.ForeignKeyConstraint(
            ["service_point_id"], ["service_point.id"], name="fk_survey_day_service_point_id_service_point"
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_survey_day_agency_id_agency"),
        sa.CheckConstraint(VALIDITIES, name=op.f("ck_survey_day_validity_known")),
        sa.CheckConstraint(
            "c0 >= 0 AND c1 >= 0 AND c2 >= 0 AND c3 >= 0 AND c4 >= 0 AND c5 >= 0",
            name=op.f("ck_survey_day_counts_not_negative"),
        ),
    )
    op.create_index("ix_survey_day_agency", "survey_day", ["agency_id", "question", "day"])


def downgrade() -> None:
    """Drop them."""
    for table in ("survey_day", "survey_answer", "survey_batch", "survey_question", "survey_form"):
        op.drop_table(table)
