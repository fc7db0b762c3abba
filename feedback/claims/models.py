"""Tables of claimed work."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import EnumText, Model, one_of
from feedback.claims.states import ClaimState, Eye, Side


class GroundClaim(Model):
    """báo đã làm xong: what an official says was done on the ground, and when it has to be confirmed by.

    Words, the place in words and what the photos' records say lie in `sealed`. The point is clear only of a readable
    petition: it sorts what is near.
    """

    __tablename__ = "ground_claim"
    __table_args__ = (
        one_of("state", ClaimState),
        CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="point_whole"),
        Index("ix_ground_claim_agency", "agency_id", "state", "claimed_at", "id"),
        Index("ix_ground_claim_petition", "petition_id", "claimed_at"),
        Index("ix_ground_claim_lapse", "state", "confirm_by"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    petition_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("petition.id"))
    agency_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agency.id"))
    state: Mapped[ClaimState] = mapped_column(EnumText(ClaimState))
    claimed_at: Mapped[datetime]
    claimed_by: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id"))
    confirm_by: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    hamlet_id: Mapped[uuid.UUID | None]
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)
    open_photos: Mapped[bool]
    version: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ClaimFinding(Model):
    """What the sender or a member of the Board saw of a claim: one of each, the newest counts. Append only."""

    __tablename__ = "claim_finding"
    __table_args__ = (
        one_of("eye", Eye),
        CheckConstraint("(eye = 'board') = (account_id IS NOT NULL)", name="board_by_name"),
        Index("ix_claim_finding_claim", "claim_id", "at"),
    )

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    claim_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("ground_claim.id"))
    eye: Mapped[Eye] = mapped_column(EnumText(Eye))
    account_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime]
    done: Mapped[bool]
    open_photos: Mapped[bool]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ScenePhoto(Model):
    """A photo of the place: of a claim, a finding, a dispute or what the Board found (`of_id`). Sealed like a case's.

    The original stays untouched as evidence; `sealed_facts` says when and where the camera says it was taken.
    """

    __tablename__ = "scene_photo"
    __table_args__ = (one_of("side", Side), UniqueConstraint("of_id", "side", "position"))

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("case_key.case_id", ondelete="CASCADE"), index=True)
    of_id: Mapped[uuid.UUID]
    side: Mapped[Side] = mapped_column(EnumText(Side))
    position: Mapped[int]
    original_key: Mapped[str] = mapped_column(String(64))
    display_key: Mapped[str] = mapped_column(String(64))
    thumb_key: Mapped[str] = mapped_column(String(64))
    sealed_facts: Mapped[bytes] = mapped_column(LargeBinary)
