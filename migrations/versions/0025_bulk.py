"""Many petitions at once: batches of lines, papers from the scanner, how its folders fare."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

_TAGGED = sa.text("line_tag IS NOT NULL")


def upgrade() -> None:
    """Create the tables."""
    _batches()
    _lines()
    _scans()
    _folders()


def downgrade() -> None:
    """Drop them."""
    for table in ("scan_refusal", "scan_sighting", "scan_folder", "scanned_paper", "intake_line", "intake_batch"):
        op.drop_table(table)


def _batches() -> None:
    op.create_table(
        "intake_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("source", sa.String(40), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("notice_version", sa.String(20), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("file_key", sa.String(64), nullable=True),
        sa.Column("file_tag", sa.LargeBinary(32), nullable=True),
        sa.Column("sealed_report", sa.LargeBinary(), nullable=True),
        sa.Column("good", sa.Integer(), nullable=False),
        sa.Column("bad", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("moved_at", UtcDateTime(), nullable=False),
        sa.Column("codes_shown_at", UtcDateTime(), nullable=True),
        sa.Column("expires_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_intake_batch"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_intake_batch_agency_id_agency"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_intake_batch_account_id_account"),
        sa.CheckConstraint("source IN ('sheet', 'typed')", name=op.f("ck_intake_batch_source_known")),
        sa.CheckConstraint(
            "state IN ('checked', 'running', 'done', 'dropped')", name=op.f("ck_intake_batch_state_known")
        ),
        sa.CheckConstraint(
            "(state = 'done') = (finished_at IS NOT NULL)", name=op.f("ck_intake_batch_finished_when_done")
        ),
        sa.CheckConstraint(
            "state NOT IN ('checked', 'running') OR wrapped_key IS NOT NULL",
            name=op.f("ck_intake_batch_readable_until_done"),
        ),
    )
    op.create_index("ix_intake_batch_account", "intake_batch", ["account_id", "created_at", "id"])
    op.create_index("ix_intake_batch_expires_at", "intake_batch", ["expires_at"])
    op.create_index("ix_intake_batch_file", "intake_batch", ["agency_id", "file_tag"])


def _lines() -> None:
    op.create_table(
        "intake_line",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_code", sa.LargeBinary(), nullable=True),
        sa.Column("petition_id", sa.Uuid(), nullable=True),
        sa.Column("number", sa.String(24), nullable=True),
        sa.Column("line_tag", sa.LargeBinary(32), nullable=True),
        sa.Column("refusal", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", "row", name="pk_intake_line"),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["intake_batch.id"], name="fk_intake_line_batch_id_intake_batch", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_intake_line_petition_id_petition"),
        sa.CheckConstraint("state IN ('ready', 'saved', 'refused')", name=op.f("ck_intake_line_state_known")),
        sa.CheckConstraint(
            "(state = 'saved') = (petition_id IS NOT NULL)", name=op.f("ck_intake_line_saved_is_a_petition")
        ),
        sa.CheckConstraint("state <> 'ready' OR sealed IS NOT NULL", name=op.f("ck_intake_line_ready_can_be_read")),
    )
    op.create_index("ix_intake_line_tag", "intake_line", ["line_tag"], sqlite_where=_TAGGED, postgresql_where=_TAGGED)


def _scans() -> None:
    op.create_table(
        "scanned_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("arrived_at", UtcDateTime(), nullable=False),
        sa.Column("digest_tag", sa.LargeBinary(32), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=True),
        sa.Column("sealed_facts", sa.LargeBinary(), nullable=True),
        sa.Column("file_keys", sa.JSON(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(40), nullable=True),
        sa.Column("petition_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_scanned_paper"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_scanned_paper_agency_id_agency"),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name="fk_scanned_paper_decided_by_account"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_scanned_paper_petition_id_petition"),
        sa.UniqueConstraint("agency_id", "digest_tag", name="uq_scanned_paper_agency_id_digest_tag"),
        sa.CheckConstraint(
            "state IN ('waiting', 'entered', 'joined', 'discarded')", name=op.f("ck_scanned_paper_state_known")
        ),
        sa.CheckConstraint(
            "reason IN ('twice', 'unreadable', 'no_petition', 'wrong_desk')", name=op.f("ck_scanned_paper_reason_known")
        ),
        sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name=op.f("ck_scanned_paper_decided_once")),
        sa.CheckConstraint(
            "(state = 'discarded') = (reason IS NOT NULL)", name=op.f("ck_scanned_paper_discarded_with_reason")
        ),
        sa.CheckConstraint(
            "(state IN ('entered', 'joined')) = (petition_id IS NOT NULL)",
            name=op.f("ck_scanned_paper_belongs_to_a_petition"),
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR wrapped_key IS NOT NULL", name=op.f("ck_scanned_paper_waiting_can_be_read")
        ),
    )
    op.create_index("ix_scanned_paper_desk", "scanned_paper", ["agency_id", "state", "arrived_at", "id"])


def _folders() -> None:
    op.create_table(
        "scan_folder",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("looked_at", UtcDateTime(), nullable=False),
        sa.Column("trouble", sa.String(40), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("agency_id", name="pk_scan_folder"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_scan_folder_agency_id_agency"),
        sa.CheckConstraint(
            "trouble IN ('missing', 'no_rights', 'disk_full', 'broken')", name=op.f("ck_scan_folder_trouble_known")
        ),
    )
    op.create_table(
        "scan_sighting",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("name_tag", sa.LargeBinary(32), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("changed_ns", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("agency_id", "name_tag", name="pk_scan_sighting"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_scan_sighting_agency_id_agency"),
    )
    op.create_table(
        "scan_refusal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("fault", sa.String(40), nullable=False),
        sa.Column("sealed_name", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scan_refusal"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_scan_refusal_agency_id_agency"),
        sa.CheckConstraint(
            "fault IN ('kind', 'damaged', 'locked', 'too_large', 'too_many_pages')",
            name=op.f("ck_scan_refusal_fault_known"),
        ),
    )
    op.create_index("ix_scan_refusal_desk", "scan_refusal", ["agency_id", "at", "id"])
