"""One petition, as the officials who work it see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, select

from accounts.queries import Person, holders_by_role
from casework.sealing import CaseKey, open_case_key
from core.actor import Actor
from core.context import Context
from core.db import fetch
from core.errors import NotFound
from feedback.commands import Content, Spot
from feedback.models import Petition, PetitionNote
from feedback.policies import ASSIGNABLE_ROLES, PetitionFacts, can_see
from feedback.proceedings.team import team_of
from feedback.shutting.reads import shut_to_me, tag_of
from feedback.states import (
    Concerns,
    Field,
    NoteKind,
    Outcome,
    PetitionKind,
    PetitionState,
    Source,
    Urgency,
)


@dataclass(frozen=True, slots=True)
class CaseView:
    """What is known of a petition without opening it; `title`, `body` and `place` are empty while it is sealed."""

    id: UUID
    number: str
    version: int
    agency_id: UUID
    state: PetitionState
    kind: PetitionKind | None
    field: Field | None
    urgency: Urgency | None
    outcome: Outcome | None
    source: Source
    sealed: bool
    protected: bool
    title: str
    body: str
    place: str
    hamlet_id: UUID | None
    assignee_id: UUID | None
    received_at: datetime
    due_at: datetime
    answered_at: datetime | None
    closed_at: datetime | None
    reopened_at: datetime | None
    rating: int | None
    main_id: UUID | None
    parent_id: UUID | None
    team: frozenset[UUID] = frozenset()
    shut: bool = False  # to whoever asked (feedback.shutting)

    def facts(self) -> PetitionFacts:
        """What the policies need."""
        reopened = self.reopened_at is not None
        return PetitionFacts(self.state, self.agency_id, self.assignee_id, self.sealed, reopened, self.team, self.shut)


@dataclass(frozen=True, slots=True)
class OpenContent:
    """What was written, opened, with the clerk's title when that is sealed too."""

    content: Content
    title: str
    apart: frozenset[UUID] = frozenset()  # who gave it back because it is too close to them
    kept: bool = False  # it stays sealed whatever is made of it

    @property
    def about(self) -> UUID:
        """The place it speaks of."""
        assert self.content.about is not None  # whoever receives a petition says it
        return self.content.about


@dataclass(frozen=True, slots=True)
class Note:
    """A text that went with a step, opened."""

    id: UUID
    at: datetime
    kind: NoteKind
    public: bool
    account_id: UUID | None
    text: str


_COLUMNS = tuple(getattr(Petition, name) for name in CaseView.__slots__ if name not in ("team", "shut"))
_CASE = select(*_COLUMNS, shut_to_me().label("shut")).where(Petition.id == bindparam("petition_id"))
_CONTENT = select(Petition.sealed_content, Petition.about_agency_id, Petition.point_code).where(
    Petition.id == bindparam("petition_id")
)
_NOTES = (
    select(*(getattr(PetitionNote, name) for name in ("id", "at", "kind", "public", "account_id", "sealed_text")))
    .where(PetitionNote.petition_id == bindparam("petition_id"))
    .order_by(PetitionNote.at, PetitionNote.id)
)
_PUBLIC_NOTES = _NOTES.where(PetitionNote.public)


def get_case(ctx: Context, petition_id: UUID, *, viewer: Actor) -> CaseView:
    """The petition, for an official in whose lists it is. Raises NotFound for anyone else."""
    case = find_case_view(ctx, petition_id)
    if case is None or not can_see(viewer, case.facts()):
        raise NotFound
    return case


def find_case_view(ctx: Context, petition_id: UUID) -> CaseView | None:
    """The petition whoever asks: for the sender's own page and the system."""
    row = fetch(ctx.session, _CASE, petition_id=petition_id, me=tag_of(ctx, ctx.actor.account_id)).one_or_none()
    return CaseView(**row._asdict(), team=team_of(ctx, petition_id, row.kind)) if row else None


def open_content(ctx: Context, petition_id: UUID, *, key: CaseKey | None = None) -> OpenContent:
    """What was written. The caller has decided that the reader may, and audits it when sealed. Raises NotFound."""
    row = ctx.once(
        ("content", petition_id), lambda: fetch(ctx.session, _CONTENT, petition_id=petition_id).one_or_none()
    )
    if row is None or row.sealed_content is None:
        raise NotFound
    values: dict[str, Any] = (key or open_case_key(ctx, petition_id)).open_json(row.sealed_content, part="content")
    content = Content(
        what=values["what"],
        concerns=Concerns(values["concerns"]),
        field=Field(values["field"]) if values["field"] else None,
        hamlet_id=UUID(values["hamlet_id"]) if values["hamlet_id"] else None,
        place=values["place"],
        wanted=values.get("wanted", ""),
        point=values.get("point", ""),
        spot=Spot.parse(values.get("spot", "")),
        # What was sealed before these were sealed too has them beside it.
        about=UUID(values["about"]) if values.get("about") else row.about_agency_id,
        point_code=values.get("point_code") or row.point_code,
    )
    apart = frozenset(UUID(one) for one in values.get("apart", ()))
    return OpenContent(content, values.get("title", ""), apart, bool(values.get("kept")))


def list_notes(
    ctx: Context, petition_id: UUID, *, public_only: bool = False, key: CaseKey | None = None
) -> Sequence[Note]:
    """The texts that went with its steps, oldest first, opened."""
    rows = fetch(ctx.session, _PUBLIC_NOTES if public_only else _NOTES, petition_id=petition_id).all()
    if not rows:
        return []
    opened = key or open_case_key(ctx, petition_id)
    return [
        Note(r.id, r.at, r.kind, r.public, r.account_id, opened.open_text(r.sealed_text, part=f"note:{r.id.hex}"))
        for r in rows
    ]


def list_assignable(ctx: Context, agency_id: UUID) -> Sequence[Person]:
    """Who a petition of this agency may be given to, by name."""
    holders = holders_by_role(ctx, roles=ASSIGNABLE_ROLES, agency_id=agency_id)
    people = {person.account_id: person for those in holders.values() for person in those}
    return sorted(people.values(), key=lambda person: person.name)
