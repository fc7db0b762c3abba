"""Tables of deleting by two people."""

from __future__ import annotations

import uuid

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from casework.asked import Asked
from core.db import EnumText, one_of
from feedback.deleting.states import DeletionReason, DeletionState, Material

_ASKED = text("state = 'asked'")


class MaterialDeletion(Asked):
    """đề nghị xóa: who proposed that what of a sealed petition be destroyed, who answered. Its words go with the
    answer; the number of the decision stays, under the server's keys: it outlives the key of the petition, and the
    sender is to read it.
    """

    __tablename__ = "material_deletion"
    __table_args__ = (
        one_of("material", Material),
        one_of("reason", DeletionReason),
        one_of("state", DeletionState),
        CheckConstraint("(material = 'case') = (item_id IS NULL)", name="piece_by_id"),
        CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_people"),
        CheckConstraint("state NOT IN ('done', 'refused') OR decided_by IS NOT NULL", name="decided_by_somebody"),
        CheckConstraint("(state = 'done') = (sealed_number IS NOT NULL)", name="done_by_document"),
        Index(
            "uq_material_deletion_asked", "petition_id", unique=True, sqlite_where=_ASKED, postgresql_where=_ASKED
        ),
        Index("ix_material_deletion_petition", "petition_id", "asked_at"),
        Index("ix_material_deletion_asker", "asked_by", "asked_at"),
        Index("ix_material_deletion_waiting", "agency_id", "state", "lapses_at"),
    )  # fmt: skip

    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    material: Mapped[Material] = mapped_column(EnumText(Material))
    item_id: Mapped[uuid.UUID | None]
    reason: Mapped[DeletionReason] = mapped_column(EnumText(DeletionReason))
    state: Mapped[DeletionState] = mapped_column(EnumText(DeletionState))
    sealed_number: Mapped[bytes | None] = mapped_column(LargeBinary)
