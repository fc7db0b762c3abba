"""Tables of signing in at the province's portal."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from accounts.states import Assurance
from core.db import EnumText, Model, one_of


class PortalLink(Model):
    """gắn với tài khoản cổng tỉnh: whose account a person of the portal is. Of the portal's name for them, a hash."""

    __tablename__ = "portal_link"

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    subject_tag: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    linked_at: Mapped[datetime]


class PortalSession(Model):
    """đăng nhập qua cổng tỉnh: how surely the portal knew who opened a session here."""

    __tablename__ = "portal_session"
    __table_args__ = (one_of("level", Assurance),)

    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("login_session.id"), primary_key=True)
    level: Mapped[Assurance] = mapped_column(EnumText(Assurance))
    acr: Mapped[str] = mapped_column(String(200))
    signed_in_at: Mapped[datetime]
