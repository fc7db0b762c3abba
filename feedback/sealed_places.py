"""Where a petition's sealed words and files lie: all that is encrypted again when its key is renewed.

A test compares this with the tables: a sealed column that is missing here could never be read again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, select

from casework.attachments import LAST_PHOTO
from casework.identity import PART as IDENTITY_PART
from casework.locks.renewing import Renewal, Sealed
from casework.models import CaseAttachment, CaseIdentity
from casework.safes.closed import BOXES_PART
from casework.safes.models import ClosedIdentity
from core.db import Model
from feedback.aftermath.models import BoardRequest, Dispute, FormalWish
from feedback.aftermath.queries import asked_part, found_part, wish_part
from feedback.claims.models import ClaimFinding, GroundClaim, ScenePhoto
from feedback.delivery.models import DeliveryRecord, PaperDelivery, PublicPosting
from feedback.delivery.queries import record_part, to_part
from feedback.desk.models import DeskRecord
from feedback.desk.records import PART as DESK_PART
from feedback.desk_models import PetitionRemark
from feedback.issuing.models import OfficialPaper, PaperFile, PaperStep
from feedback.issuing.queries import content_part, file_part, number_part, step_part
from feedback.models import Petition, PetitionAnswer, PetitionNote
from feedback.proceedings.models import Proceeding, ProceedingStep
from feedback.proceedings.queries import DETAILS_PART
from feedback.proceedings.queries import step_part as proceeding_step_part
from feedback.protection.enclosing import facts_part
from feedback.protection.models import ConfidedEnclosure, ConfidedEntry
from feedback.protection.record import entry_part
from feedback.publishing.models import Publication
from feedback.publishing.work import work_part
from feedback.queries.answers import answer_part
from feedback.queries.desk_reads import remark_part
from feedback.routes.models import PetitionTransfer
from feedback.routes.queries import document_part
from feedback.shutting.models import PetitionAccused
from feedback.shutting.reads import ACCUSED_PART

CONTENT_PART = "content"
WordsOf = Callable[[Renewal, Row[Any]], bytes]
_COPIES = {"display_key": "display", "thumb_key": "thumb", "original_key": "original"}


def _by(name: str, model: Any) -> Callable[[UUID], ColumnElement[bool]]:
    return lambda case_id: getattr(model, name) == case_id


def _below(column: Any, parent: Any) -> Callable[[UUID], ColumnElement[bool]]:
    return lambda case_id: column.in_(select(parent.id).where(parent.petition_id == case_id))


def _always(part: str) -> Callable[[Any], str]:
    return lambda _row: part


def _row_id(part: Callable[[UUID], str]) -> Callable[[Any], str]:
    return lambda row: part(row.id)


def _numbered(part: Callable[[int, str], str], what: str) -> Callable[[Any], str]:
    return lambda row: part(row.number, what)


def _attached(what: str) -> Callable[[Any], str]:
    """Of a photo its copies; of another file what is shown of it and the original."""
    other = {"display": "shown", "thumb": "shown"}.get(what, what)
    return lambda row: f"photo:{row.id.hex}:{what}" if row.position <= LAST_PHOTO else f"file:{row.id.hex}:{other}"


def _confided(what: str) -> Callable[[Any], str]:
    """A photo has a small copy of its own; of another file what is shown of it and the original."""
    other = {"display": "shown", "thumb": "shown"}.get(what, what)
    return lambda row: (
        f"photo:{row.id.hex}:{what}" if row.thumb_key != row.display_key else f"file:{row.id.hex}:{other}"
    )


def _scene(what: str) -> Callable[[Any], str]:
    return lambda row: f"photo:{row.id.hex}:{what}"


def _with_scans(part: Callable[[UUID], str], column: str, names: Sequence[str]) -> WordsOf:
    """Words that name scans: the scans are encrypted again, and named by where they lie then."""

    def renew(renewal: Renewal, row: Row[Any]) -> bytes:
        words = renewal.old.open_json(getattr(row, column), part=part(row.id))
        for scan in (words[name] for name in names if words.get(name)):
            for key, what in (("shown_key", "shown"), ("original_key", "original")):
                scan[key] = renewal.file(scan[key], f"scan:{scan['id']}:{what}")
        return renewal.new.seal_json(words, part=part(row.id))

    return renew


def _shown_scan(renewal: Renewal, row: Row[Any]) -> dict[str, Any]:
    # The words were written anew just before: where the scan lies now is known.
    return {"shown_key": renewal.moved(row.shown_key)} if row.shown_key else {}


def _originals(renewal: Renewal, row: Row[Any]) -> dict[str, Any]:
    kept = [renewal.file(key, file_part(row.id, f"original:{at}")) for at, key in enumerate(row.original_keys)]
    return {"original_keys": kept}


def _words_part(posting_id: UUID) -> str:
    return f"posting:{posting_id.hex}"  # as feedback.delivery.postings says, which stands above this


def _file_part(what: str) -> Callable[[Any], str]:
    return lambda row: file_part(row.id, what)


def _place(model: type[Model], of: str = "petition_id", **cells: Callable[[Any], str]) -> Sealed:
    return Sealed(model, _by(of, model), cells)


PLACES: tuple[Sealed, ...] = (
    _place(Petition, "id", sealed_content=_always(CONTENT_PART)),
    _place(CaseIdentity, "case_id", sealed=_always(IDENTITY_PART)),
    _place(ClosedIdentity, "case_id", sealed_boxes=_always(BOXES_PART)),
    Sealed(
        CaseAttachment, _by("case_id", CaseAttachment), {"sealed_facts": _attached("facts")},
        {column: _attached(what) for column, what in _COPIES.items()},
    ),
    Sealed(
        ScenePhoto, _by("case_id", ScenePhoto), {"sealed_facts": lambda row: f"scene:{row.id.hex}:facts"},
        {column: _scene(what) for column, what in _COPIES.items()},
    ),
    _place(
        PetitionAnswer, sealed_text=_numbered(answer_part, "text"), sealed_public_text=_numbered(answer_part, "public"),
        sealed_comment=_numbered(answer_part, "comment"),
    ),
    _place(PetitionAccused, sealed=_always(ACCUSED_PART)),
    _place(PetitionNote, sealed_text=lambda row: f"note:{row.id.hex}"),
    _place(PetitionRemark, sealed_text=_row_id(remark_part)),
    _place(DeskRecord, sealed_details=_always(DESK_PART)),
    _place(PetitionTransfer, sealed_document=_row_id(document_part)),
    _place(Proceeding, sealed_details=_always(DETAILS_PART)),
    _place(ProceedingStep, sealed=_row_id(proceeding_step_part)),
    _place(OfficialPaper, sealed_content=_row_id(content_part), sealed_number=_row_id(number_part)),
    Sealed(PaperStep, _below(PaperStep.paper_id, OfficialPaper), {"sealed_text": _row_id(step_part)}),
    Sealed(
        PaperFile, _below(PaperFile.paper_id, OfficialPaper), {"sealed_facts": _file_part("facts")},
        {"shown_key": _file_part("shown")}, also=_originals,
    ),
    _place(PaperDelivery, sealed_to=_row_id(to_part)),
    Sealed(
        DeliveryRecord, _below(DeliveryRecord.delivery_id, PaperDelivery),
        words={"sealed": _with_scans(record_part, "sealed", ("scan",))}, also=_shown_scan,
    ),
    Sealed(
        PublicPosting, _by("petition_id", PublicPosting),
        words={"sealed": _with_scans(_words_part, "sealed", ("redacted", "photo", "photo_down"))},
    ),
    _place(Dispute, sealed=lambda row: f"dispute:{row.id.hex}"),
    _place(BoardRequest, sealed_asked=_row_id(asked_part), sealed_found=_row_id(found_part)),
    _place(FormalWish, sealed=_row_id(wish_part)),
    _place(
        Publication, sealed_work=_numbered(work_part, "work"), sealed_comment=_numbered(work_part, "comment"),
    ),
    _place(GroundClaim, sealed=lambda row: f"claim:{row.id.hex}"),
    _place(ConfidedEntry, "file_id", sealed=_row_id(entry_part)),
    Sealed(
        ConfidedEnclosure, _by("file_id", ConfidedEnclosure), {"sealed_facts": lambda row: facts_part(row.id)},
        {column: _confided(what) for column, what in _COPIES.items()},
    ),
    Sealed(ClaimFinding, _below(ClaimFinding.claim_id, GroundClaim), {"sealed": lambda row: f"finding:{row.id.hex}"}),
)  # fmt: skip
