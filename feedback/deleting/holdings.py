"""What a whole petition holds, counted without opening anything, and what keeps it from being destroyed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import InstrumentedAttribute

from casework.attachments import LAST_PHOTO
from casework.erasures.errors import CaseHeld
from casework.erasures.holds import refuse_if_held
from casework.errors import CaseShredded
from casework.locks.errors import CaseLocked
from casework.models import CaseAttachment, CaseIdentity, CaseKeyRow
from casework.safes.models import ClosedIdentity
from core.context import Context
from feedback.claims.models import ScenePhoto
from feedback.deleting.errors import StillProtected
from feedback.deleting.pieces import find_piece
from feedback.deleting.states import Holding, Material
from feedback.desk_models import PetitionRemark
from feedback.issuing.models import OfficialPaper
from feedback.models import Petition, PetitionAnswer, PetitionNote
from feedback.proceedings.models import ProceedingStep
from feedback.protection.folding import fold
from feedback.protection.models import ConfidedEntry, ConfidedFile
from feedback.protection.record import read_entries
from feedback.protection.states import Protection
from feedback.redacting.models import RedactedCopy
from feedback.redacting.states import CopyState

H = Holding
_RUNNING = frozenset(
    {Protection.ASKED, Protection.CONSIDERING, Protection.URGENT, Protection.APPLIED, Protection.CHANGING}
)


def holdings_of(ctx: Context, petition_id: UUID) -> Mapping[Holding, int]:
    """How many of what there is; what there is none of is left out. One statement."""
    a, photo = CaseAttachment.case_id, CaseAttachment.position <= LAST_PHOTO
    readable = RedactedCopy.state.in_((CopyState.PROPOSED, CopyState.APPROVED))
    counts: dict[Holding, ColumnElement[int]] = {
        H.WORDS: _count(CaseKeyRow.case_id, petition_id),
        H.IDENTITY: _count(CaseIdentity.case_id, petition_id) + _count(ClosedIdentity.case_id, petition_id),
        H.PHOTOS: _count(a, petition_id, photo),
        H.FILES: _count(a, petition_id, ~photo),
        H.SCENES: _count(ScenePhoto.case_id, petition_id),
        H.NOTES: _count(PetitionNote.petition_id, petition_id),
        H.ANSWERS: _count(PetitionAnswer.petition_id, petition_id),
        H.REMARKS: _count(PetitionRemark.petition_id, petition_id),
        H.STEPS: _count(ProceedingStep.petition_id, petition_id),
        H.CONFIDED: _count(ConfidedEntry.file_id, petition_id),
        H.PAPERS: _count(OfficialPaper.petition_id, petition_id),
        H.COPIES: _count(RedactedCopy.petition_id, petition_id, readable),
    }
    row = ctx.session.execute(select(*counts.values())).one()
    return {what: int(number) for what, number in zip(counts, row, strict=True) if number}


def digest_of(ctx: Context, petition_id: UUID, material: Material, item_id: UUID | None) -> str:
    """What would go, in short: the same only while nothing came or went. It says nothing of what that is."""
    entries = select(func.count(), func.max(ConfidedEntry.seq)).where(ConfidedEntry.file_id == petition_id)
    told: list[object] = [str(petition_id), material.value, str(item_id), *ctx.session.execute(entries).one()]
    if item_id is None:
        version = ctx.session.execute(select(Petition.version).where(Petition.id == petition_id)).scalar_one()
        told += [version, sorted((what.value, count) for what, count in holdings_of(ctx, petition_id).items())]
    else:
        told.append(find_piece(ctx, petition_id, material, item_id) is not None)
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def refuse_if_needed(ctx: Context, petition_id: UUID) -> None:
    """Raises CaseHeld (a hold, or a report that waits elsewhere), StillProtected.

    A report of retaliation at the province is not for those who work the petition to know of: it reads like a hold.
    Whoever has no key cannot read the record; that it is as it was when somebody read it, the digest says.
    """
    refuse_if_held(ctx, petition_id)
    f = ConfidedFile
    waiting = select(f.id).where(f.petition_id == petition_id, f.desk_id.is_not(None), f.look_on.is_not(None))
    if ctx.session.execute(waiting.limit(1)).first():
        raise CaseHeld
    try:
        folded = fold(read_entries(ctx, petition_id))
    except (CaseLocked, CaseShredded):
        return
    if folded.state in _RUNNING or folded.in_force:
        raise StillProtected


def _count(
    column: InstrumentedAttribute[UUID], petition_id: UUID, *conditions: ColumnElement[bool]
) -> ScalarSelect[int]:
    return select(func.count()).where(column == petition_id, *conditions).scalar_subquery()
