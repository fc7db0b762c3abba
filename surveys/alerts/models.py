"""The table of real drops."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Model


class SurveyAlert(Model):
    """tụt thật: a finished week whose share fell below its lower limit, as it was when it was found.

    `scope_id` is the service point's id, or the agency's when all of them together fell.
    """

    __tablename__ = "survey_alert"
    __table_args__ = (
        CheckConstraint("satisfied >= 0 AND satisfied <= answers AND answers >= 5", name="counts_possible"),
        Index("ix_survey_alert_agency_id", "agency_id", "week"),
    )

    scope_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    # Its Monday.
    week: Mapped[date] = mapped_column(primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    service_point_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("service_point.id"))
    answers: Mapped[int]
    satisfied: Mapped[int]
    centre: Mapped[float] = mapped_column(Float)
    low: Mapped[float] = mapped_column(Float)
    found_at: Mapped[datetime]
