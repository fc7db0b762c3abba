"""Reports: the province's own cut-offs, the export for the national database, and petitions by the day they closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables and the index."""
    op.create_index("ix_petition_closed", "petition", ["agency_id", "closed_at"], unique=False)
    op.create_table(
        "report_cut_off",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("first_month", sa.Integer(), nullable=False),
        sa.Column("year_before", sa.Boolean(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.Column("last_month", sa.Integer(), nullable=False),
        sa.Column("document_number", sa.String(length=120), nullable=False),
        sa.Column("due_note", sa.String(length=200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('q1', 'q2', 'q3', 'q4', 'h1', 'm9', 'year', 'free')", name=op.f("ck_report_cut_off_kind_known")
        ),
        sa.CheckConstraint(
            "first_month BETWEEN 1 AND 12 AND last_month BETWEEN 1 AND 12", name=op.f("ck_report_cut_off_months")
        ),
        sa.CheckConstraint(
            "first_day BETWEEN 1 AND 31 AND last_day BETWEEN 1 AND 31", name=op.f("ck_report_cut_off_days")
        ),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name=op.f("fk_report_cut_off_province_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_cut_off")),
        sa.UniqueConstraint(
            "province_id", "kind", "valid_from", name=op.f("uq_report_cut_off_province_id_kind_valid_from")
        ),
    )
    op.create_table(
        "report_export_counter",
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["province_id"], ["agency.id"], name=op.f("fk_report_export_counter_province_id_agency")
        ),
        sa.PrimaryKeyConstraint("province_id", name=op.f("pk_report_export_counter")),
    )
    op.create_table(
        "report_export_chain",
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_report_export_chain_agency_id_agency")),
        sa.PrimaryKeyConstraint("agency_id", name=op.f("pk_report_export_chain")),
    )
    op.create_table(
        "report_export_position",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["petition_id"], ["petition.id"], name=op.f("fk_report_export_position_petition_id_petition")
        ),
        sa.ForeignKeyConstraint(
            ["province_id"], ["agency.id"], name=op.f("fk_report_export_position_province_id_agency")
        ),
        sa.PrimaryKeyConstraint("petition_id", name=op.f("pk_report_export_position")),
    )
    op.create_index("uq_report_export_position", "report_export_position", ["province_id", "position"], unique=True)
    op.create_table(
        "report_export_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("after_position", sa.Integer(), nullable=False),
        sa.Column("upto_position", sa.Integer(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.CheckConstraint("upto_position >= after_position", name=op.f("ck_report_export_run_forward")),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name=op.f("fk_report_export_run_province_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_export_run")),
    )
    op.create_index("ix_report_export_run_province", "report_export_run", ["province_id", "at", "id"], unique=False)
    op.create_table(
        "report_export_token",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("tag", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL)", name=op.f("ck_report_export_token_revoked_by_somebody")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_report_export_token_created_by_account")),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name=op.f("fk_report_export_token_province_id_agency")),
        sa.ForeignKeyConstraint(["revoked_by"], ["account.id"], name=op.f("fk_report_export_token_revoked_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_export_token")),
        sa.UniqueConstraint("tag", name=op.f("uq_report_export_token_tag")),
    )
    op.create_index(
        "ix_report_export_token_province", "report_export_token", ["province_id", "created_at", "id"], unique=False
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("report_export_token")
    op.drop_table("report_export_run")
    op.drop_table("report_export_position")
    op.drop_table("report_export_chain")
    op.drop_table("report_export_counter")
    op.drop_table("report_cut_off")
    op.drop_index("ix_petition_closed", "petition")
