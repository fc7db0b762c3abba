"""Tables of the nightly proof."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from surveys.proof.states import Summary
from surveys.states import Validity


class SurveyProof(Model):
    """lần đối chiếu: one walk over all service points; `reached` is where it goes on after an interruption."""

    __tablename__ = "survey_proof"
    __table_args__ = (
        CheckConstraint("points >= 0 AND answers >= 0 AND faults >= 0", name="counts_not_negative"),
        Index("ix_survey_proof_began_at", "began_at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    began_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    # The last service point that was proved; they are taken in the order of their ids.
    reached: Mapped[uuid.UUID | None]
    points: Mapped[int]
    answers: Mapped[int]
    faults: Mapped[int]


class SurveyFault(Model):
    """chỗ lệch: a row of counts that is not what its answers say. `settled_at`: when it was right again.

    `kept` and `counted` are six numbers, "not applicable" first; None where there is no row.
    """

    __tablename__ = "survey_fault"
    __table_args__ = (
        one_of("summary", Summary),
        one_of("validity", Validity),
        Index("ix_survey_fault_agency_id", "agency_id", "settled_at"),
        Index("ix_survey_fault_service_point_id", "service_point_id"),
        Index("ix_survey_fault_proof_id", "proof_id"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    proof_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("survey_proof.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    service_point_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("service_point.id"))
    summary: Mapped[Summary] = mapped_column(EnumText(Summary))
    # The day, or the first day of the month.
    day: Mapped[date]
    question: Mapped[str] = mapped_column(String(40))
    validity: Mapped[Validity] = mapped_column(EnumText(Validity))
    kept: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    counted: Mapped[list[int] | None] = mapped_column(JSON(none_as_null=True))
    found_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
