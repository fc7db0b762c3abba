"""The table of screens in halls."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model


class SurveyWall(Model):
    """màn hình ở sảnh: `key` is its random address. What it shows is published anyway; withdrawing it turns it off."""

    __tablename__ = "survey_wall"
    __table_args__ = (
        Index("uq_survey_wall_key", "key", unique=True),
        Index("ix_survey_wall_agency_id", "agency_id", "created_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    key: Mapped[str] = mapped_column(String(20))
    with_dialogue: Mapped[bool]
    with_disclosures: Mapped[bool]
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
