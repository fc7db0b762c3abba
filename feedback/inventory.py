"""What a petition has of all that one may have: asked in one statement, so that nothing is read that is not there.

Most petitions have next to nothing of it; each part read for itself would cost a statement of its own on every page.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute

from casework.models import CaseAttachment, CaseIdentity
from core.context import Context
from core.db import fetch
from feedback.aftermath.models import BoardRequest, Dispute, FormalWish
from feedback.claims.models import GroundClaim
from feedback.deleting.models import MaterialDeletion
from feedback.deleting.states import DeletionState
from feedback.desk.models import DeskRecord
from feedback.desk_models import PetitionRemark
from feedback.issuing.models import OfficialPaper
from feedback.models import PetitionAnswer, PetitionNote
from feedback.proceedings.models import Proceeding
from feedback.routes.models import PetitionLink, PetitionTransfer


@dataclass(frozen=True, slots=True)
class Inventory:
    """Whether there is at least one of each."""

    identity: bool
    enclosed: bool  # photos or files
    notes: bool
    answers: bool
    record: bool  # it was taken in at a desk
    papers: bool
    remarks: bool
    proceeding: bool
    passages: bool
    linked: bool
    claims: bool
    disputes: bool
    asks: bool
    wishes: bool
    deleted: bool  # two people destroyed something of it

    @property
    def followed(self) -> bool:
        """Whether anything followed an answer."""
        return self.disputes or self.asks or self.wishes


def inventory_of(ctx: Context, petition_id: UUID) -> Inventory:
    """What the petition has. One statement."""
    return ctx.once(("inventory", petition_id), lambda: _read(ctx, petition_id))


def _read(ctx: Context, petition_id: UUID) -> Inventory:
    row = fetch(ctx.session, _asked(), petition_id=petition_id).one()
    return Inventory(*(bool(there) for there in row))


@cache
def _asked() -> Select[*tuple[Any, ...]]:
    link = PetitionLink
    return select(
        _any(CaseIdentity.case_id), _any(CaseAttachment.case_id), _any(PetitionNote.petition_id),
        _any(PetitionAnswer.petition_id), _any(DeskRecord.petition_id), _any(OfficialPaper.petition_id),
        _any(PetitionRemark.petition_id), _any(Proceeding.petition_id), _any(PetitionTransfer.petition_id),
        _any(link.main_id, link.ended_at.is_(None)), _any(GroundClaim.petition_id), _any(Dispute.petition_id),
        _any(BoardRequest.petition_id), _any(FormalWish.petition_id),
        _any(MaterialDeletion.petition_id, MaterialDeletion.state == DeletionState.DONE),
    )  # fmt: skip


def _any(column: InstrumentedAttribute[UUID], *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return select(column).where(column == bindparam("petition_id"), *conditions).exists()
