"""Tables of hot spots."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.hotspots.states import Limit


class HotspotLimit(Model):
    """ngưỡng điểm nóng: a province's own number for a limit, from a day on; no row: as shipped (`limits`)."""

    __tablename__ = "hotspot_limit"
    __table_args__ = (
        one_of("limit_code", Limit),
        CheckConstraint("number BETWEEN 1 AND 9999", name="number_range"),
        UniqueConstraint("province_id", "limit_code", "valid_from"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    limit_code: Mapped[Limit] = mapped_column(EnumText(Limit))
    number: Mapped[int]
    valid_from: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300))
    document_number: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None]
