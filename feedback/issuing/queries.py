"""Reads of issued papers. Whoever calls has decided that the reader may, unless a viewer is named."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.errors import NotFound
from feedback.issuing.models import OfficialPaper, PaperFile, PaperStep
from feedback.issuing.states import PaperAct, PaperState, SignatureCheck
from feedback.papers.states import PaperKind, SignedAs


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper without what it says."""

    id: UUID
    petition_id: UUID
    agency_id: UUID
    kind: PaperKind
    state: PaperState
    drafter_id: UUID
    signer_id: UUID | None
    signed_as: SignedAs
    answer_number: int | None
    used_seq: int | None
    checked: Sequence[str]
    approved_by: UUID | None
    approved_under: UUID | None
    created_at: datetime
    changed_at: datetime
    issued_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """Number and date of a paper. `entry_id`: its line in the register."""

    number: int
    symbol: str
    day: date
    entry_id: UUID

    @property
    def digits(self) -> str:
        """ "05": a zero before numbers under ten (Decree 30/2020, annex I)."""
        return f"{self.number:02}"

    @property
    def text(self) -> str:
        """ "05/QĐ-UBND"."""
        return f"{self.digits}/{self.symbol}"


@dataclass(frozen=True, slots=True)
class StepLine:
    """What was done to a paper, with its words."""

    seq: int
    act: PaperAct
    at: datetime
    account_id: UUID | None
    delegation_id: UUID | None
    text: str


@dataclass(frozen=True, slots=True)
class SignedFile:
    """The standing signed file. `sha256` is of what was uploaded (of several photos: of the first to the last)."""

    id: UUID
    paper_id: UUID
    sha256: tuple[str, ...]
    media_type: str
    size: int
    pages: int
    signature: SignatureCheck
    signers: tuple[str, ...]
    uploaded_at: datetime
    uploaded_by: UUID | None
    shown_key: str
    original_keys: tuple[str, ...]

    @property
    def is_signed_pdf(self) -> bool:
        """Whether the upload itself is what must be handed out: cleaning would break the signature."""
        return self.signature is not SignatureCheck.NONE


_COLUMNS = tuple(getattr(OfficialPaper, name) for name in PaperRow.__slots__)


def content_part(paper_id: UUID) -> str:
    """What a paper's text is sealed as."""
    return f"paper:{paper_id.hex}:content"


def number_part(paper_id: UUID) -> str:
    """What its number is sealed as."""
    return f"paper:{paper_id.hex}:number"


def step_part(step_id: UUID) -> str:
    """What the words of a step are sealed as."""
    return f"paper-step:{step_id.hex}"


def file_part(file_id: UUID, what: str) -> str:
    """What a part of a signed file is sealed as: facts, shown, original:0, …"""
    return f"paper-file:{file_id.hex}:{what}"


def find_paper(ctx: Context, paper_id: UUID) -> PaperRow | None:
    """One paper; None when there is none."""
    row = ctx.session.execute(select(*_COLUMNS).where(OfficialPaper.id == paper_id)).one_or_none()
    return _paper(row) if row else None


def get_paper(ctx: Context, paper_id: UUID) -> PaperRow:
    """One paper. Raises NotFound."""
    found = find_paper(ctx, paper_id)
    if found is None:
        raise NotFound
    return found


def lock_paper(ctx: Context, paper_id: UUID) -> PaperRow:
    """Its row, held until the transaction ends; the petition's is locked before it. Raises NotFound."""
    row = ctx.session.execute(
        select(*_COLUMNS).where(OfficialPaper.id == paper_id).with_for_update()
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound
    return _paper(row)


def list_papers(ctx: Context, petition_id: UUID) -> Sequence[PaperRow]:
    """Every paper of a case, oldest first."""
    p = OfficialPaper
    rows = ctx.session.execute(select(*_COLUMNS).where(p.petition_id == petition_id).order_by(p.created_at, p.id))
    return [_paper(row) for row in rows]


def issued_papers(ctx: Context, petition_id: UUID) -> Sequence[PaperRow]:
    """Those that were issued, in the order they were."""
    found = [paper for paper in list_papers(ctx, petition_id) if paper.issued_at is not None]
    return sorted(found, key=lambda paper: (paper.issued_at, paper.id))


def open_content(ctx: Context, paper: PaperRow, *, key: CaseKey | None = None) -> dict[str, Any]:
    """What the drafter said, and the frozen values once it was submitted."""
    sealed = ctx.session.execute(
        select(OfficialPaper.sealed_content).where(OfficialPaper.id == paper.id)
    ).scalar_one()  # fmt: skip
    opened = key or open_case_key(ctx, paper.petition_id)
    content: dict[str, Any] = opened.open_json(sealed, part=content_part(paper.id))
    return content


def number_of(ctx: Context, paper_id: UUID, *, key: CaseKey | None = None) -> PaperNumber | None:
    """Number and date; None while there is none."""
    p = OfficialPaper
    row = ctx.session.execute(select(p.petition_id, p.sealed_number).where(p.id == paper_id)).one_or_none()
    if row is None or row.sealed_number is None:
        return None
    opened = key or open_case_key(ctx, row.petition_id)
    told = opened.open_json(row.sealed_number, part=number_part(paper_id))
    return PaperNumber(told["number"], told["symbol"], date.fromisoformat(told["day"]), UUID(told["entry"]))


def list_steps(ctx: Context, paper: PaperRow, *, key: CaseKey | None = None) -> Sequence[StepLine]:
    """What was done to it, in order."""
    s = PaperStep
    rows = ctx.session.execute(
        select(s.id, s.seq, s.act, s.at, s.account_id, s.delegation_id, s.sealed_text)
        .where(s.paper_id == paper.id)
        .order_by(s.seq)
    ).all()
    opened = key or open_case_key(ctx, paper.petition_id)
    return [
        StepLine(
            row.seq, row.act, row.at, row.account_id, row.delegation_id,
            opened.open_text(row.sealed_text, part=step_part(row.id)) if row.sealed_text else "",
        )
        for row in rows
    ]  # fmt: skip


def signed_file(ctx: Context, paper_id: UUID, *, key: CaseKey | None = None) -> SignedFile | None:
    """The standing file; None while there is none."""
    f, p = PaperFile, OfficialPaper
    row = ctx.session.execute(
        select(f.id, f.shown_key, f.original_keys, f.sealed_facts, f.uploaded_at, f.uploaded_by, p.petition_id)
        .join(p, p.id == f.paper_id)
        .where(f.paper_id == paper_id, f.replaced_at.is_(None))
    ).one_or_none()
    if row is None:
        return None
    opened = key or open_case_key(ctx, row.petition_id)
    facts = opened.open_json(row.sealed_facts, part=file_part(row.id, "facts"))
    return SignedFile(
        row.id, paper_id, tuple(facts["sha256"]), facts["media_type"], facts["size"], facts["pages"],
        SignatureCheck(facts["signature"]), tuple(facts["signers"]), row.uploaded_at, row.uploaded_by, row.shown_key,
        tuple(row.original_keys),
    )  # fmt: skip


def read_signed(ctx: Context, paper_id: UUID) -> tuple[SignedFile, bytes]:
    """The safe PDF of the signed paper. Raises NotFound."""
    found, key = _standing(ctx, paper_id)
    return found, _fetch(ctx, key, found.shown_key, file_part(found.id, "shown"))


def read_original(ctx: Context, paper_id: UUID, position: int = 0) -> tuple[SignedFile, bytes]:
    """What was uploaded, untouched: a digitally signed PDF is handed out as this. Raises NotFound."""
    found, key = _standing(ctx, paper_id)
    if not 0 <= position < len(found.original_keys):
        raise NotFound
    return found, _fetch(ctx, key, found.original_keys[position], file_part(found.id, f"original:{position}"))


def _standing(ctx: Context, paper_id: UUID) -> tuple[SignedFile, CaseKey]:
    key = open_case_key(ctx, get_paper(ctx, paper_id).petition_id)
    found = signed_file(ctx, paper_id, key=key)
    if found is None:
        raise NotFound
    return found, key


def _fetch(ctx: Context, key: CaseKey, file_key: str, part: str) -> bytes:
    try:
        return key.open(ctx.files.get(file_key), part=part)
    except KeyError:
        raise NotFound from None


def _paper(row: Row[Any]) -> PaperRow:
    return PaperRow(**{**row._asdict(), "checked": tuple(row.checked)})
