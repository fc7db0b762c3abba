"""Tables of accounts: people, roles, second factors, sessions, throttling."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from core.db import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROLES = (
    "role IN ('intake_clerk', 'handler', 'verifier', 'leader', 'records_clerk', 'publisher', 'dialogue_secretary', "
    "'survey_manager', 'hamlet_head', 'board_member', 'front_officer', 'council_member', 'provincial_inspector', "
    "'log_auditor', 'data_protection_officer', 'commune_admin', 'province_admin')"
)
OPEN_GRANT = sa.text("valid_to IS NULL")
OPEN_SESSION = sa.text("ended_at IS NULL")


def upgrade() -> None:
    """Create the tables."""
    _account()
    _role_grant()
    _factors()
    _login_session()
    op.create_table(
        "sign_in_throttle",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("blocked_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_sign_in_throttle"),
    )
    op.create_index("ix_sign_in_throttle_last_at", "sign_in_throttle", ["last_at"])


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_name", sa.String(60), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("totp_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("totp_counter", sa.BigInteger(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("signed_in_at", UtcDateTime(), nullable=True),
        sa.Column("disabled_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_account_agency_id_agency"),
        sa.UniqueConstraint("user_name", name="uq_account_user_name"),
        sa.CheckConstraint("user_name = lower(user_name)", name=op.f("ck_account_user_name_lower")),
        sa.CheckConstraint("(totp_sealed IS NULL) = (totp_counter IS NULL)", name=op.f("ck_account_totp_whole")),
    )
    op.create_index("ix_account_agency_user_name", "account", ["agency_id", "user_name"])


def _role_grant() -> None:
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from", UtcDateTime(), nullable=False),
        sa.Column("valid_to", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_role_grant"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_role_grant_account_id_account"),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name="fk_role_grant_agency_id_agency"),
        sa.CheckConstraint(ROLES, name=op.f("ck_role_grant_role_known")),
        sa.CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name=op.f("ck_role_grant_order")),
    )
    op.create_index(
        "uq_role_grant_open", "role_grant", ["account_id", "role", "agency_id"],
        unique=True, sqlite_where=OPEN_GRANT, postgresql_where=OPEN_GRANT,
    )  # fmt: skip
    op.create_index("ix_role_grant_agency_role", "role_grant", ["agency_id", "role"])


def _factors() -> None:
    op.create_table(
        "passkey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("credential_id", sa.LargeBinary(1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_passkey"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_passkey_account_id_account"),
        sa.UniqueConstraint("credential_id", name="uq_passkey_credential_id"),
    )
    op.create_index("ix_passkey_account_id", "passkey", ["account_id"])
    op.create_table(
        "recovery_code",
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("account_id", "code_hash", name="pk_recovery_code"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_recovery_code_account_id_account"),
    )


def _login_session() -> None:
    op.create_table(
        "login_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("account_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(32), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_seen_at", UtcDateTime(), nullable=False),
        sa.Column("mfa_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("device", sa.String(60), nullable=False),
        sa.Column("challenge", sa.LargeBinary(64), nullable=True),
        sa.Column("challenge_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_login_session"),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_login_session_account_id_account"),
        sa.UniqueConstraint("token_hash", name="uq_login_session_token_hash"),
    )
    op.create_index(
        "ix_login_session_open", "login_session", ["account_id"],
        sqlite_where=OPEN_SESSION, postgresql_where=OPEN_SESSION,
    )  # fmt: skip


def downgrade() -> None:
    """Drop them."""
    for table in ("sign_in_throttle", "login_session", "recovery_code", "passkey", "role_grant", "account"):
        op.drop_table(table)
