"""Official papers that are issued, their register, delegations, and how answers are given."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KINDS = (
    "'receipt', 'proposal', 'request_more', 'guidance', 'transfer', 'refusal', 'extension_notice', "
    "'answer', 'complaint_accepted', 'complaint_not_accepted', 'dialogue', 'decision', "
    "'denunciation_accepted', 'denunciation_told', 'denunciation_not_accepted', 'extension', "
    "'conclusion'"
)
SIGNED = "'head', 'deputy', 'collective', 'collective_deputy', 'by_order', 'by_mandate', 'acting'"
ACTS = (
    "'save', 'comment', 'submit', 'recall', 'return', 'approve', 'send_back', 'number', 'attach', "
    "'issue', 'drop', 'void'"
)
PETITIONS = "'report', 'proposal', 'complaint_info', 'denunciation_info', 'mixed', 'other', 'complaint', 'denunciation'"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "answer_way",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("province_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(f"kind IN ({PETITIONS})", name=op.f("ck_answer_way_kind_known")),
        sa.CheckConstraint("way IN ('electronic', 'paper')", name=op.f("ck_answer_way_way_known")),
        sa.ForeignKeyConstraint(["province_id"], ["agency.id"], name=op.f("fk_answer_way_province_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_way")),
        sa.UniqueConstraint(
            "province_id", "kind", "valid_from", name=op.f("uq_answer_way_province_id_kind_valid_from")
        ),
    )
    op.create_table(
        "register_book",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("first_number", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "first_number >= 1 AND last_number >= first_number - 1", name=op.f("ck_register_book_numbers_in_order")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_register_book_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_book")),
        sa.UniqueConstraint("agency_id", "year", "series", name=op.f("uq_register_book_agency_id_year_series")),
    )
    op.create_table(
        "delegation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("giver_id", sa.Uuid(), nullable=False),
        sa.Column("delegate_id", sa.Uuid(), nullable=False),
        sa.Column("signed_as", sa.String(length=40), nullable=False),
        sa.Column("matters", sa.JSON(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("document_number", sa.String(length=60), nullable=False),
        sa.Column("document_on", sa.Date(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("revoked_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(f"signed_as IN ({SIGNED})", name=op.f("ck_delegation_signed_as_known")),
        sa.CheckConstraint(
            "(revoked_at IS NULL) = (revoked_by IS NULL)", name=op.f("ck_delegation_revoked_by_somebody")
        ),
        sa.CheckConstraint("giver_id <> delegate_id", name=op.f("ck_delegation_to_somebody_else")),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_delegation_days_in_order")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_delegation_agency_id_agency")),
        sa.ForeignKeyConstraint(["delegate_id"], ["account.id"], name=op.f("fk_delegation_delegate_id_account")),
        sa.ForeignKeyConstraint(["giver_id"], ["account.id"], name=op.f("fk_delegation_giver_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    op.create_index("ix_delegation_agency", "delegation", ["agency_id", "until_on"], unique=False)
    op.create_table(
        "signing_post",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("post", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "post IN ('head', 'acting', 'deputy', 'unit_head')", name=op.f("ck_signing_post_post_known")
        ),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name=op.f("ck_signing_post_days_in_order")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_signing_post_account_id_account")),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_signing_post_agency_id_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_post")),
    )
    op.create_index("ix_signing_post_agency", "signing_post", ["agency_id", "account_id"], unique=False)
    op.create_table(
        "official_paper",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("drafter_id", sa.Uuid(), nullable=False),
        sa.Column("signer_id", sa.Uuid(), nullable=True),
        sa.Column("signed_as", sa.String(length=40), nullable=False),
        sa.Column("answer_number", sa.Integer(), nullable=True),
        sa.Column("used_seq", sa.Integer(), nullable=True),
        sa.Column("checked", sa.JSON(), nullable=False),
        sa.Column("sealed_content", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_number", sa.LargeBinary(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("approved_under", sa.Uuid(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("issued_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'issued') = (issued_at IS NOT NULL)", name=op.f("ck_official_paper_issued_with_moment")
        ),
        sa.CheckConstraint(f"kind IN ({KINDS})", name=op.f("ck_official_paper_kind_known")),
        sa.CheckConstraint(f"signed_as IN ({SIGNED})", name=op.f("ck_official_paper_signed_as_known")),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'approved', 'numbered', 'issued', 'dropped', 'voided')",
            name=op.f("ck_official_paper_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'numbered', 'issued') OR approved_by IS NOT NULL",
            name=op.f("ck_official_paper_approved_by_somebody"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('numbered', 'issued') OR sealed_number IS NOT NULL",
            name=op.f("ck_official_paper_issued_with_number"),
        ),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> drafter_id", name=op.f("ck_official_paper_nobody_approves_their_own")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_official_paper_agency_id_agency")),
        sa.ForeignKeyConstraint(["approved_by"], ["account.id"], name=op.f("fk_official_paper_approved_by_account")),
        sa.ForeignKeyConstraint(
            ["approved_under"], ["delegation.id"], name=op.f("fk_official_paper_approved_under_delegation")
        ),
        sa.ForeignKeyConstraint(["drafter_id"], ["account.id"], name=op.f("fk_official_paper_drafter_id_account")),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name=op.f("fk_official_paper_petition_id_petition")),
        sa.ForeignKeyConstraint(["signer_id"], ["account.id"], name=op.f("fk_official_paper_signer_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_paper")),
    )
    op.create_index("ix_official_paper_petition", "official_paper", ["petition_id", "created_at", "id"], unique=False)
    op.create_index(
        "ix_official_paper_queue", "official_paper", ["agency_id", "state", "changed_at", "id"], unique=False
    )
    op.create_table(
        "paper_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("shown_key", sa.String(length=200), nullable=False),
        sa.Column("original_keys", sa.JSON(), nullable=False),
        sa.Column("sealed_facts", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        sa.Column("uploaded_by", sa.Uuid(), nullable=True),
        sa.Column("replaced_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["official_paper.id"], name=op.f("fk_paper_file_paper_id_official_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_file")),
    )
    op.create_index(op.f("ix_paper_file_paper_id"), "paper_file", ["paper_id"], unique=False)
    op.create_index(
        "uq_paper_file_standing",
        "paper_file",
        ["paper_id"],
        unique=True,
        sqlite_where=sa.text("replaced_at IS NULL"),
        postgresql_where=sa.text("replaced_at IS NULL"),
    )
    op.create_table(
        "paper_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("delegation_id", sa.Uuid(), nullable=True),
        sa.Column("sealed_text", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(f"act IN ({ACTS})", name=op.f("ck_paper_step_act_known")),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["official_paper.id"], name=op.f("fk_paper_step_paper_id_official_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_step")),
        sa.UniqueConstraint("paper_id", "seq", name=op.f("uq_paper_step_paper_id_seq")),
    )
    op.create_table(
        "register_entry",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("book_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=True),
        sa.Column("symbol", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("signer", sa.String(length=120), nullable=False),
        sa.Column("recipients", sa.String(length=300), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("void_reason", sa.String(length=40), nullable=True),
        sa.Column("given_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'voided') = (void_reason IS NOT NULL)", name=op.f("ck_register_entry_voided_with_reason")
        ),
        sa.CheckConstraint(
            "NOT secret OR (paper_id IS NULL AND symbol = '' AND about = '' AND signer = '' AND recipients = ''"
            " AND note = '')",
            name=op.f("ck_register_entry_secret_shows_nothing"),
        ),
        sa.CheckConstraint("state IN ('reserved', 'given', 'voided')", name=op.f("ck_register_entry_state_known")),
        sa.CheckConstraint(
            "void_reason IN ('content', 'form', 'signature', 'duplicate', 'not_used')",
            name=op.f("ck_register_entry_void_reason_known"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_register_entry_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["book_id"], ["register_book.id"], name=op.f("fk_register_entry_book_id_register_book")
        ),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["official_paper.id"], name=op.f("fk_register_entry_paper_id_official_paper")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("book_id", "number", name=op.f("uq_register_entry_book_id_number")),
    )
    op.create_index("ix_register_entry_agency", "register_entry", ["agency_id", "year", "given_on", "id"], unique=False)
    op.create_index(op.f("ix_register_entry_paper_id"), "register_entry", ["paper_id"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("register_entry")
    op.drop_table("paper_step")
    op.drop_table("paper_file")
    op.drop_table("official_paper")
    op.drop_table("signing_post")
    op.drop_table("delegation")
    op.drop_table("register_book")
    op.drop_table("answer_way")
