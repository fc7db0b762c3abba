"""Tables of official documents."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.papers.states import PaperKind


class DocumentTemplate(Model):
    """mẫu văn bản: a province's own template of a kind of document. A version is never changed, only withdrawn.

    In force on a day is the newest version that holds by then and was not withdrawn; when there is none, the shipped
    form. It carries no word of any case.
    """

    __tablename__ = "document_template"
    __table_args__ = (
        one_of("kind", PaperKind),
        UniqueConstraint("province_id", "kind", "number"),
        CheckConstraint("number > 0", name="numbered_from_one"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    province_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    kind: Mapped[PaperKind] = mapped_column(EnumText(PaperKind))
    number: Mapped[int]
    valid_from: Mapped[date]
    data: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    fields: Mapped[list[Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    created_by: Mapped[uuid.UUID | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[uuid.UUID | None]
