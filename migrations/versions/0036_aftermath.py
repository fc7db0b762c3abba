"""What follows an answer: disputes, requests to the Board, formal acts to be signed; work claimed on the ground."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
_ASK_OPEN = sa.text("state IN ('waiting', 'taken')")
_WISH_OPEN = sa.text("state = 'open'")
_ANSWERED_OPENLY = sa.text("NOT sealed AND answered_at IS NOT NULL")
_OPINION = [
    "agency_id", "kind", "answered_at", "answer_due_at", "rating", "reopened_at", "outcome", "state", "sealed",
]  # fmt: skip


def upgrade() -> None:
    """Create the tables, and the index that satisfaction is counted along."""
    op.create_index(
        "ix_petition_opinion", "petition", _OPINION, sqlite_where=_ANSWERED_OPENLY, postgresql_where=_ANSWERED_OPENLY
    )
    _aftermath()
    _claims()


def downgrade() -> None:
    """Drop them."""
    for table in (
        "scene_photo", "claim_finding", "ground_claim", "formal_wish", "board_recusal", "board_request", "dispute",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_index("ix_petition_opinion", "petition")


def _aftermath() -> None:
    op.create_table(
        "dispute",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("way", sa.String(length=40), nullable=False),
        sa.Column("answer_number", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_dispute"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_dispute_petition_id_petition"),
        sa.CheckConstraint("way IN ('reopen', 'board', 'noted')", name=op.f("ck_dispute_way_known")),
    )
    op.create_index("ix_dispute_petition", "dispute", ["petition_id", "at"])
    op.create_table(
        "board_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("taken_by", sa.Uuid(), nullable=True),
        sa.Column("found_at", MOMENT, nullable=True),
        sa.Column("found_by", sa.Uuid(), nullable=True),
        sa.Column("finding", sa.String(length=40), nullable=True),
        sa.Column("sealed_asked", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_found", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_board_request"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_board_request_agency_id_agency"),
        sa.ForeignKeyConstraint(["found_by"], ["account.id"], name="fk_board_request_found_by_account"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_board_request_petition_id_petition"),
        sa.ForeignKeyConstraint(["taken_by"], ["account.id"], name="fk_board_request_taken_by_account"),
        sa.CheckConstraint(
            "(state = 'found') = (finding IS NOT NULL)", name=op.f("ck_board_request_found_with_finding")
        ),
        sa.CheckConstraint(
            "finding IN ('settled', 'partly', 'unsettled')", name=op.f("ck_board_request_finding_known")
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'taken', 'found', 'called_off')", name=op.f("ck_board_request_state_known")
        ),
        sa.CheckConstraint("(state = 'found') = (found_at IS NOT NULL)", name=op.f("ck_board_request_found_with_time")),
    )
    op.create_index("ix_board_request_agency", "board_request", ["agency_id", "state", "asked_at", "id"])
    op.create_index("ix_board_request_petition", "board_request", ["petition_id", "asked_at"])
    op.create_index(
        "uq_board_request_open",
        "board_request",
        ["petition_id"],
        unique=True,
        sqlite_where=_ASK_OPEN,
        postgresql_where=_ASK_OPEN,
    )
    op.create_table(
        "board_recusal",
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("petition_id", "account_id", name="pk_board_recusal"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_board_recusal_account_id_account"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_board_recusal_petition_id_petition"),
    )
    op.create_table(
        "formal_wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("wish", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ended_by", sa.Uuid(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_formal_wish"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_formal_wish_agency_id_agency"),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name="fk_formal_wish_ended_by_account"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_formal_wish_petition_id_petition"),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_formal_wish_ended_once")),
        sa.CheckConstraint(
            "state IN ('open', 'recorded', 'called_off', 'lapsed')", name=op.f("ck_formal_wish_state_known")
        ),
        sa.CheckConstraint(
            "wish IN ('second_complaint', 'denounce_on', 'withdraw', 'withdraw_part')",
            name=op.f("ck_formal_wish_wish_known"),
        ),
    )
    op.create_index("ix_formal_wish_agency", "formal_wish", ["agency_id", "state", "at", "id"])
    op.create_index(
        "uq_formal_wish_open",
        "formal_wish",
        ["petition_id", "wish"],
        unique=True,
        sqlite_where=_WISH_OPEN,
        postgresql_where=_WISH_OPEN,
    )


def _claims() -> None:
    op.create_table(
        "ground_claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("petition_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("claimed_at", MOMENT, nullable=False),
        sa.Column("claimed_by", sa.Uuid(), nullable=False),
        sa.Column("confirm_by", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("hamlet_id", sa.Uuid(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("open_photos", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ground_claim"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_ground_claim_agency_id_agency"),
        sa.ForeignKeyConstraint(["claimed_by"], ["account.id"], name="fk_ground_claim_claimed_by_account"),
        sa.ForeignKeyConstraint(["petition_id"], ["petition.id"], name="fk_ground_claim_petition_id_petition"),
        sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name=op.f("ck_ground_claim_point_whole")),
        sa.CheckConstraint(
            "state IN ('claimed', 'confirmed', 'contradicted', 'lapsed', 'retracted')",
            name=op.f("ck_ground_claim_state_known"),
        ),
    )
    op.create_index("ix_ground_claim_agency", "ground_claim", ["agency_id", "state", "claimed_at", "id"])
    op.create_index("ix_ground_claim_lapse", "ground_claim", ["state", "confirm_by"])
    op.create_index("ix_ground_claim_petition", "ground_claim", ["petition_id", "claimed_at"])
    op.create_table(
        "claim_finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("claim_id", sa.Uuid(), nullable=False),
        sa.Column("eye", sa.String(length=40), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("open_photos", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_claim_finding"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_claim_finding_account_id_account"),
        sa.ForeignKeyConstraint(["claim_id"], ["ground_claim.id"], name="fk_claim_finding_claim_id_ground_claim"),
        sa.CheckConstraint("(eye = 'board') = (account_id IS NOT NULL)", name=op.f("ck_claim_finding_board_by_name")),
        sa.CheckConstraint("eye IN ('sender', 'board')", name=op.f("ck_claim_finding_eye_known")),
    )
    op.create_index("ix_claim_finding_claim", "claim_finding", ["claim_id", "at"])
    op.create_table(
        "scene_photo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("of_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=40), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("original_key", sa.String(length=64), nullable=False),
        sa.Column("display_key", sa.String(length=64), nullable=False),
        sa.Column("thumb_key", sa.String(length=64), nullable=False),
        sa.Column("sealed_facts", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_scene_photo"),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case_key.case_id"], name="fk_scene_photo_case_id_case_key", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("of_id", "side", "position", name="uq_scene_photo_of_id_side_position"),
        sa.CheckConstraint("side IN ('before', 'after', 'seen', 'doubt')", name=op.f("ck_scene_photo_side_known")),
    )
    op.create_index("ix_scene_photo_case_id", "scene_photo", ["case_id"])
