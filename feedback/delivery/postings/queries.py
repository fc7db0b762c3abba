"""Reads of postings: for officials with all that is sealed, for everybody only what is posted now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from accounts.roles import Role
from casework.sealing import CaseKey, open_case_key
from core.actor import Actor
from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from feedback.delivery.models import PublicPosting
from feedback.delivery.policies import PostingFacts
from feedback.delivery.scans import Scan, scan_of
from feedback.delivery.states import PostingForm, PostingState
from feedback.issuing.models import OfficialPaper
from feedback.models import Petition
from feedback.papers.states import PaperKind
from feedback.policies import PetitionFacts
from feedback.proceedings.models import ProceedingMember
from feedback.proceedings.states import Part
from feedback.proceedings.team import named_in


@dataclass(frozen=True, slots=True)
class PostingRow:
    """A posting: choices and days. Title and place only while it is posted."""

    id: UUID
    petition_id: UUID
    paper_id: UUID
    agency_id: UUID
    form: PostingForm
    state: PostingState
    title: str
    place: str
    public_key: str | None
    posted_from: date | None
    posted_to: date | None
    taken_down_on: date | None
    proposed_by: UUID
    approved_by: UUID | None
    created_at: datetime
    changed_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class PostingWords:
    """What is sealed of a posting, opened."""

    title: str = ""
    place: str = ""
    comment: str = ""
    why_removed: str = ""
    redacted: Scan | None = None
    photo: Scan | None = None
    photo_down: Scan | None = None


@dataclass(frozen=True, slots=True)
class PostedItem:
    """A posting as everybody reads it: nothing of who complained or denounced, and not which case it is."""

    id: UUID
    agency_id: UUID
    kind: PaperKind
    form: PostingForm
    title: str
    place: str
    posted_from: date
    posted_to: date
    has_file: bool


@dataclass(frozen=True, slots=True)
class DeskPosting:
    """A line of the officials' list; the number of a case only to whoever may know of it."""

    id: UUID
    petition_id: UUID
    number: str
    sealed: bool
    kind: PaperKind
    form: PostingForm
    state: PostingState
    posted_from: date | None
    posted_to: date | None
    changed_at: datetime


_g = PublicPosting
COLUMNS = tuple(getattr(_g, name) for name in PostingRow.__slots__)


def words_part(posting_id: UUID) -> str:
    """As which part of the case the words of a posting are sealed."""
    return f"posting:{posting_id.hex}"


def list_postings(ctx: Context, petition_id: UUID) -> Sequence[PostingRow]:
    """Every posting of a case, oldest first."""
    rows = ctx.session.execute(
        select(*COLUMNS).where(_g.petition_id == petition_id).order_by(_g.created_at, _g.id)
    )  # fmt: skip
    return [PostingRow(**row._asdict()) for row in rows]


def get_posting(ctx: Context, posting_id: UUID, *, lock: bool = False) -> PostingRow:
    """One. Raises NotFound."""
    statement = select(*COLUMNS).where(_g.id == posting_id)
    row = ctx.session.execute(statement.with_for_update() if lock else statement).one_or_none()
    if row is None:
        raise NotFound
    return PostingRow(**row._asdict())


def open_words(ctx: Context, posting: PostingRow, *, key: CaseKey | None = None) -> PostingWords:
    """What is sealed of it. The caller has decided that the reader may."""
    sealed = ctx.session.execute(select(_g.sealed).where(_g.id == posting.id)).scalar_one()
    told = (key or open_case_key(ctx, posting.petition_id)).open_json(sealed, part=words_part(posting.id))
    scans = {name: scan_of(told.get(name)) for name in ("redacted", "photo", "photo_down")}
    return PostingWords(**{**told, **scans})


def facts_of(ctx: Context, posting: PostingRow, petition: PetitionFacts) -> PostingFacts:
    """What the policies decide on."""
    return facts_before(ctx, posting.petition_id, posting.agency_id, petition, posting.proposed_by, posting.state)


def facts_before(
    ctx: Context, petition_id: UUID, issuer_id: UUID, petition: PetitionFacts, proposed_by: UUID | None = None,
    state: PostingState | None = None,
) -> PostingFacts:  # fmt: skip
    """The same before there is a posting."""
    decider = next((who for who, part in named_in(ctx, petition_id).items() if part is Part.DECIDER), None)
    return PostingFacts(petition, issuer_id, proposed_by, decider, state)


# ── for everybody ──


def list_posted(ctx: Context, *, agency_id: UUID, page: PageRequest) -> Page[PostedItem]:
    """What an agency has posted now, newest first. One statement; none of what has come down."""
    statement = _public().where(_g.agency_id == agency_id)
    rows = ctx.session.execute(keyset(statement, (_g.posted_from, _g.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.posted_from, row.id)).map(_item)


def get_posted(ctx: Context, posting_id: UUID) -> PostedItem:
    """One that is posted now. Raises NotFound for what came down, which looks like what never was."""
    row = ctx.session.execute(_public().where(_g.id == posting_id)).one_or_none()
    if row is None:
        raise NotFound
    return _item(row)


def read_posted_file(ctx: Context, posting_id: UUID) -> bytes:
    """The redacted version of what is posted now. Raises NotFound."""
    shown = (_g.id == posting_id, _g.state == PostingState.POSTED)
    key = ctx.session.execute(select(_g.public_key).where(*shown)).scalar_one_or_none()
    if key is None:
        raise NotFound
    return ctx.files.get(key)


def _public() -> Any:
    p = OfficialPaper
    return (
        select(
            _g.id, _g.agency_id, p.kind, _g.form, _g.title, _g.place, _g.posted_from, _g.posted_to, _g.public_key
        )
        .join(p, p.id == _g.paper_id)
        .where(_g.state == PostingState.POSTED, _g.form.in_((PostingForm.PORTAL, PostingForm.BOARD)))
    )  # fmt: skip


def _item(row: Any) -> PostedItem:
    return PostedItem(
        row.id, row.agency_id, row.kind, row.form, row.title, row.place, row.posted_from, row.posted_to,
        row.public_key is not None,
    )  # fmt: skip


# ── for officials ──


def list_for(ctx: Context, *, viewer: Actor, page: PageRequest, over: bool = False) -> Page[DeskPosting]:
    """The postings of the agencies where the official works that they may know of, last changed first.

    Of a sealed case: whoever holds it, and whoever is named to settle it.
    """
    p, c = OfficialPaper, Petition
    ended = (PostingState.ENDED, PostingState.REMOVED, PostingState.DROPPED)
    here = viewer.agencies(Role.HANDLER, Role.VERIFIER, Role.INTAKE_CLERK, Role.LEADER)
    statement = (
        select(
            _g.id, _g.petition_id, c.number, c.sealed, p.kind, _g.form, _g.state, _g.posted_from, _g.posted_to,
            _g.changed_at,
        )
        .join(p, p.id == _g.paper_id)
        .join(c, c.id == _g.petition_id)
        .where(
            _g.agency_id.in_(here), _g.state.in_(ended) if over else _g.state.not_in(ended),
            (c.sealed.is_(False)) | (c.assignee_id == viewer.account_id) | _named(viewer),
        )
    )  # fmt: skip
    rows = ctx.session.execute(keyset(statement, (_g.changed_at, _g.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.changed_at, row.id)).map(lambda row: DeskPosting(**row._asdict()))


def _named(viewer: Actor) -> Any:
    m = ProceedingMember
    return _g.petition_id.in_(select(m.petition_id).where(m.account_id == viewer.account_id))


def due_to_end(ctx: Context, *, limit: int) -> Sequence[UUID]:
    """What was posted for all its days."""
    over = (_g.state == PostingState.POSTED, _g.posted_to < local_date(ctx.now))
    return list(ctx.session.execute(select(_g.id).where(*over).order_by(_g.posted_to, _g.id).limit(limit)).scalars())
