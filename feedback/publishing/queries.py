"""Versions as officials see them: the list of the desk, one version to cover, one to approve."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select

from accounts.models import Account
from accounts.roles import Role
from casework.redaction import Span, uncovered
from casework.redaction_rules import suggest
from casework.sealing import open_case_key
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take
from feedback.models import Petition
from feedback.policies import PetitionFacts, can_open
from feedback.publishing.concerned import is_concerned
from feedback.publishing.machine import OPEN_STATES, PUBLICATION
from feedback.publishing.models import Publication, PublishedAnswer
from feedback.publishing.policies import REDACTORS, PublicationFacts, can_act_on, can_redact
from feedback.publishing.states import Part, PublicationAct, PublicationState
from feedback.publishing.work import Source, Work, open_work, read_source, work_part
from feedback.queries.cases import CaseView, get_case

_U = Publication


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A line of the desk's list; `title` is of an unsealed petition, for those who may read it."""

    id: UUID
    petition_id: UUID
    number: int
    state: PublicationState
    title: str
    petition_number: str
    redactor: str
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Version:
    """A version, opened, with what this official may do to it."""

    id: UUID
    case: CaseView
    number: int
    state: PublicationState
    version: int
    work: Work
    redactor: str
    written_at: datetime
    decider: str
    decided_at: datetime | None
    comment: str
    acts: Sequence[PublicationAct]
    public_id: UUID | None

    def suspicious(self, part: Part) -> list[Span]:
        """What still looks private and is not covered."""
        return uncovered(suggest(self.work.texts.get(part, "")), self.work.spans.get(part, ()))


@dataclass(frozen=True, slots=True)
class Covering:
    """What whoever covers has before them: the words now, what is covered, what is only suggested."""

    case: CaseView
    source: Source
    work: Work
    open_id: UUID | None
    version: int | None
    stale: bool
    comment: str
    replaces: bool

    def offered(self, part: Part) -> list[tuple[Span, bool, bool]]:
        """Every place of a part that is covered or could be: the place, whether it is, whether it stays so."""
        locked, covered = self.source.locked(part), list(self.work.spans.get(part, ()))
        # Offered again for a yes: what was said no to.
        again = [one for one in self.source.suggested(part) if not any(one.meets(held) for held in covered)]
        fixed = [span for span in covered if any(held.start <= span.start and span.end <= held.end for held in locked)]
        lines = [(span, True, span in fixed) for span in covered] + [(span, False, False) for span in again]
        return sorted(lines, key=lambda line: line[0])


def list_versions(ctx: Context, *, viewer: Actor, page: PageRequest, waiting: bool) -> Page[VersionRow]:
    """The versions of the viewer's desks, newest first: those that wait for somebody, or the published ones."""
    p, redactor = Petition, Account
    states = OPEN_STATES if waiting else (PublicationState.PUBLISHED,)
    desks = viewer.agencies(*REDACTORS, Role.LEADER)
    statement = (
        select(
            _U.id, _U.petition_id, _U.number, _U.state, p.title, p.number.label("petition_number"),
            redactor.name.label("redactor"), _U.written_at,
        )
        .join(p, p.id == _U.petition_id).join(redactor, redactor.id == _U.redactor_id)
        .where(_U.agency_id.in_(desks), p.agency_id == _U.agency_id, p.sealed.is_(False), _U.state.in_(states))
    )  # fmt: skip
    rows = ctx.session.execute(keyset(statement, (_U.written_at, _U.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.written_at, row.id)).map(lambda row: VersionRow(*row))


def list_unpublished(ctx: Context, *, viewer: Actor, page: PageRequest) -> Page[Any]:
    """Answered petitions of the viewer's desks of which nothing is public and nothing being prepared."""
    p = Petition
    begun = select(_U.id).where(
        _U.petition_id == p.id, or_(_U.state.in_(OPEN_STATES), _U.state == PublicationState.PUBLISHED)
    )
    statement = select(p.id, p.number, p.title, p.answered_at).where(
        p.agency_id.in_(viewer.agencies(*REDACTORS)), p.sealed.is_(False), p.answered_at.is_not(None),
        p.outcome.is_not(None), ~begun.exists(),
    )  # fmt: skip
    rows = ctx.session.execute(keyset(statement, (p.answered_at, p.id), page, descending=True)).all()
    return take(rows, page, lambda row: (row.answered_at, row.id))


def read_covering(ctx: Context, petition_id: UUID, *, viewer: Actor) -> Covering:
    """For whoever covers. Raises NotFound, Forbidden, NotPublishable."""
    case = get_case(ctx, petition_id, viewer=viewer)
    can_redact(viewer, case.facts(), concerned=is_concerned(ctx, petition_id)).demand()
    source, key = read_source(ctx, petition_id), open_case_key(ctx, petition_id)
    states = (*OPEN_STATES, PublicationState.PUBLISHED)
    rows = ctx.session.execute(
        select(_U.id, _U.number, _U.state, _U.version, _U.sealed_work, _U.sealed_comment)
        .where(_U.petition_id == petition_id, _U.state.in_(states)).order_by(_U.number.desc())
    ).all()  # fmt: skip
    if not rows:
        return Covering(case, source, source.fresh(), None, None, stale=False, comment="", replaces=False)
    row, shown = rows[0], any(one.state is PublicationState.PUBLISHED for one in rows)
    work, is_open = open_work(key, row.number, row.sealed_work), row.state is not PublicationState.PUBLISHED
    stale = work.digest != source.digest
    if stale:
        work = source.fresh()
    elif not is_open:
        work = Work(work.texts, work.spans, work.with_body, work.with_hamlet, work.photos)
    comment = ""
    if is_open and row.state is PublicationState.RETURNED:
        comment = key.open_text(row.sealed_comment, part=work_part(row.number, "comment"))
    open_id, version = (row.id, row.version) if is_open else (None, None)
    return Covering(case, source, work, open_id, version, stale=stale, comment=comment, replaces=shown)


def read_version(ctx: Context, publication_id: UUID, *, viewer: Actor) -> Version:
    """For whoever looks at a version. Raises NotFound, also to those who may not read the petition, or once sealed."""
    people = {"redactor": _U.redactor_id, "decider": _U.decided_by}
    names = {word: select(Account.name).where(Account.id == by).scalar_subquery() for word, by in people.items()}
    row = ctx.session.execute(
        select(
            _U.id, _U.petition_id, _U.number, _U.state, _U.version, _U.hands, _U.sealed_work, _U.sealed_comment,
            _U.written_at, _U.decided_at, PublishedAnswer.id.label("public_id"),
            *(name.label(word) for word, name in names.items()),
        )
        .outerjoin(PublishedAnswer, PublishedAnswer.publication_id == _U.id).where(_U.id == publication_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound
    case = get_case(ctx, row.petition_id, viewer=viewer)
    if case.sealed or not can_open(viewer, case.facts()):
        raise NotFound
    key = open_case_key(ctx, case.id)
    comment = key.open_text(row.sealed_comment, part=work_part(row.number, "comment")) if row.sealed_comment else ""
    return Version(
        row.id, case, row.number, row.state, row.version, open_work(key, row.number, row.sealed_work), row.redactor,
        row.written_at, row.decider or "", row.decided_at, comment, _acts(ctx, viewer, case.facts(), row),
        row.public_id,
    )  # fmt: skip


def publication_of(ctx: Context, petition_id: UUID) -> Mapping[str, UUID]:
    """The version that waits and the one that is public, for the case page: by the words `open` and `shown`."""
    states = (*OPEN_STATES, PublicationState.PUBLISHED)
    rows = ctx.session.execute(select(_U.id, _U.state).where(_U.petition_id == petition_id, _U.state.in_(states)))
    return {"shown" if row.state is PublicationState.PUBLISHED else "open": row.id for row in rows}


def _acts(ctx: Context, viewer: Actor, petition: PetitionFacts, row: Any) -> list[PublicationAct]:
    concerned = is_concerned(ctx, row.petition_id)
    facts = PublicationFacts(petition, row.state, frozenset(UUID(one) for one in row.hands), concerned)
    return [act for act in PUBLICATION.acts_from(row.state) if can_act_on(viewer, act, facts)]
