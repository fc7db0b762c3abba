"""Tables of accounts."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from accounts.roles import Role
from core.db import EnumText, Model, one_of


class Account(Model):
    """A person who signs in (tài khoản). Never deleted: the audit log keeps pointing at it."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("user_name = lower(user_name)", name="user_name_lower"),
        CheckConstraint("(totp_sealed IS NULL) = (totp_counter IS NULL)", name="totp_whole"),
        Index("ix_account_agency_user_name", "agency_id", "user_name"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    user_name: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))  # where they work; who may manage them
    password_hash: Mapped[str | None] = mapped_column(String(200))  # None: cannot sign in until one is set
    must_change_password: Mapped[bool]
    totp_sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp_counter: Mapped[int | None] = mapped_column(BigInteger)  # last time step used: a code works once
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class RoleGrant(Model):
    """A role held over an agency, from a moment, until withdrawn or expired."""

    __tablename__ = "role_grant"
    __table_args__ = (
        one_of("role", Role),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="order"),
        Index(
            "uq_role_grant_open",
            "account_id",
            "role",
            "agency_id",
            unique=True,
            sqlite_where=text("valid_to IS NULL"),
            postgresql_where=text("valid_to IS NULL"),
        ),
        Index("ix_role_grant_agency_role", "agency_id", "role"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    role: Mapped[Role] = mapped_column(EnumText(Role))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime | None]


class Passkey(Model):
    """A WebAuthn credential (khóa đăng nhập): a security key or the lock of a device, used as second factor."""

    __tablename__ = "passkey"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023), unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class RecoveryCode(Model):
    """A printed code (mã dự phòng) that stands in for the second factor once; only its keyed hash is kept."""

    __tablename__ = "recovery_code"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class LoginSession(Model):
    """A sign-in on one device, from the right password to the end. The cookie's token is only kept as a hash."""

    __tablename__ = "login_session"
    __table_args__ = (
        Index(
            "ix_login_session_open",
            "account_id",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    mfa_at: Mapped[datetime | None]  # when the second factor was shown
    ended_at: Mapped[datetime | None]
    device: Mapped[str] = mapped_column(String(60))  # "Chrome, Windows": enough to recognise one's own
    challenge: Mapped[bytes | None] = mapped_column(LargeBinary(64))  # of a passkey ceremony under way
    challenge_at: Mapped[datetime | None]


class SignInThrottle(Model):
    """Failed attempts counted per account, device or network; the key is a keyed hash and names nobody."""

    __tablename__ = "sign_in_throttle"

    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(index=True)
    blocked_until: Mapped[datetime | None]


class OfficialNotice(Model):
    """tin cho cán bộ: that something waits for a person, shown on their first page until they put it away.

    A kind and plain parameters (counts, ids), never a text about a case.
    """

    __tablename__ = "official_notice"
    __table_args__ = (
        Index(
            "ix_official_notice_unseen",
            "account_id",
            "created_at",
            sqlite_where=text("seen_at IS NULL"),
            postgresql_where=text("seen_at IS NULL"),
        ),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[str] = mapped_column(String(60))
    params: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
