"""How issued papers reach whom they are for, and public posting of decisions and conclusions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
RECIPIENTS = "'sender', 'representative', 'respondent', 'related', 'body', 'superior'"
WAYS = "'page', 'email', 'sms', 'by_hand', 'post', 'hamlet'"
STATES = "'planned', 'sent', 'reached', 'refused', 'absent', 'failed', 'cancelled'"
ACTS = "'send', 'reach', 'refuse', 'miss', 'fail', 'cancel'"
FORMS = "'meeting', 'board', 'portal', 'media'"
POSTING = "'proposed', 'returned', 'approved', 'posted', 'ended', 'removed', 'dropped'"
_TOLD = sa.text("notice_id IS NOT NULL")
_STANDING = sa.text("state NOT IN ('ended', 'removed', 'dropped')")
_SHOWN = sa.text("state = 'posted'")


def upgrade() -> None:
    """Create the tables; a proceeding knows the day its result was received."""
    op.add_column("proceeding", sa.Column("served_on", sa.Date(), nullable=True))
    _deliveries()
    _postings()


def downgrade() -> None:
    """Drop them."""
    op.drop_table("public_posting")
    op.drop_table("paper_delivery_record")
    op.drop_table("paper_delivery")
    op.drop_column("proceeding", "served_on")


def _deliveries() -> None:
    op.create_table(
        "paper_delivery",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("recipient", sa.String(length=40), nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("planned_at", MOMENT, nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("notice_id", sa.Uuid(), nullable=True),
        sa.Column("after_id", sa.Uuid(), nullable=True),
        sa.Column("sealed_to", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_paper_delivery"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_paper_delivery_petition_id_petition"),
        sa.ForeignKeyConstraint(["paper_id"], ["official_paper.id"], name="fk_paper_delivery_paper_id_official_paper"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_paper_delivery_agency_id_agency"),
        sa.ForeignKeyConstraint(["after_id"], ["paper_delivery.id"], name="fk_paper_delivery_after_id_paper_delivery"),
        sa.CheckConstraint(f"recipient IN ({RECIPIENTS})", name=op.f("ck_paper_delivery_recipient_known")),
        sa.CheckConstraint(f"way IN ({WAYS})", name=op.f("ck_paper_delivery_way_known")),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_paper_delivery_state_known")),
        sa.CheckConstraint(
            "state IN ('planned', 'cancelled') OR sent_on IS NOT NULL", name=op.f("ck_paper_delivery_left_on_a_day")
        ),
        sa.CheckConstraint(
            "(state IN ('reached', 'refused', 'absent', 'failed')) = (settled_on IS NOT NULL)",
            name=op.f("ck_paper_delivery_settled_on_a_day"),
        ),
    )
    op.create_index("ix_paper_delivery_queue", "paper_delivery", ["agency_id", "state", "planned_at", "id"])
    op.create_index("ix_paper_delivery_petition", "paper_delivery", ["petition_id", "paper_id", "planned_at", "id"])
    op.create_index(
        "ix_paper_delivery_notice", "paper_delivery", ["notice_id"], sqlite_where=_TOLD, postgresql_where=_TOLD
    )
    op.create_table(
        "paper_delivery_record",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("delivery_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("shown_key", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_paper_delivery_record"),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["paper_delivery.id"], name="fk_paper_delivery_record_delivery_id_paper_delivery"
        ),
        sa.UniqueConstraint("delivery_id", "seq", name="uq_paper_delivery_record_delivery_id_seq"),
        sa.CheckConstraint(f"act IN ({ACTS})", name=op.f("ck_paper_delivery_record_act_known")),
    )


def _postings() -> None:
    op.create_table(
        "public_posting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("paper_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=True),
        sa.Column("posted_from", sa.Date(), nullable=True),
        sa.Column("posted_to", sa.Date(), nullable=True),
        sa.Column("taken_down_on", sa.Date(), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_public_posting"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_public_posting_petition_id_petition"),
        sa.ForeignKeyConstraint(["paper_id"], ["official_paper.id"], name="fk_public_posting_paper_id_official_paper"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_public_posting_agency_id_agency"),
        sa.ForeignKeyConstraint(["proposed_by"], ["account.id"], name="fk_public_posting_proposed_by_account"),
        sa.ForeignKeyConstraint(["approved_by"], ["account.id"], name="fk_public_posting_approved_by_account"),
        *_posting_rules(),
    )
    op.create_index("ix_public_posting_petition", "public_posting", ["petition_id", "created_at", "id"])
    op.create_index("ix_public_posting_desk", "public_posting", ["agency_id", "state", "changed_at", "id"])
    op.create_index(
        "ix_public_posting_shown", "public_posting", ["agency_id", "posted_from", "id"],
        sqlite_where=_SHOWN, postgresql_where=_SHOWN,
    )  # fmt: skip
    op.create_index(
        "uq_public_posting_standing", "public_posting", ["paper_id", "form"], unique=True,
        sqlite_where=_STANDING, postgresql_where=_STANDING,
    )  # fmt: skip


def _posting_rules() -> list[sa.CheckConstraint]:
    rules = {
        "form_known": f"form IN ({FORMS})",
        "state_known": f"state IN ({POSTING})",
        "readable_while_posted": "state = 'posted' OR (title = '' AND place = '' AND public_key IS NULL)",
        "approved_by_another": "approved_by IS NULL OR approved_by <> proposed_by",
        "posted_once_approved": "state NOT IN ('approved', 'posted', 'ended', 'removed') OR approved_by IS NOT NULL",
        "posted_from_a_day": "(state IN ('posted', 'ended', 'removed')) = (posted_from IS NOT NULL)",
        "posted_to_a_day": "(posted_from IS NULL) = (posted_to IS NULL)",
        "taken_down_on_a_day": "(state IN ('ended', 'removed')) = (taken_down_on IS NOT NULL)",
    }
    return [sa.CheckConstraint(text, name=op.f(f"ck_public_posting_{name}")) for name, text in rules.items()]
