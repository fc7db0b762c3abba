"""The table of what is told beside a month's figure."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from surveys.states import MonthPart


class SurveyMonthPart(Model):
    """What the public was told beside a month's figure: late ones and text messages in it, suspect and left-out ones
    outside it. From five answers on, and only where what is left over is five or more too, or nothing.
    """

    __tablename__ = "survey_month_part"
    __table_args__ = (
        one_of("part", MonthPart),
        CheckConstraint("c1 + c2 + c3 + c4 + c5 >= 5", name="enough_answers"),
        Index(
            "ix_survey_month_part_agency_id",
            "agency_id",
            "month",
            "part",
            "service_point_id",
            "c1",
            "c2",
            "c3",
            "c4",
            "c5",
        ),
    )

    service_point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service_point.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    part: Mapped[MonthPart] = mapped_column(EnumText(MonthPart), primary_key=True)
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    # As in the month's own row: what we told, by our key.
    mark: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    c1: Mapped[int]
    c2: Mapped[int]
    c3: Mapped[int]
    c4: Mapped[int]
    c5: Mapped[int]
