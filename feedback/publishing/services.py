"""Covering, proposing, returning, publishing, taking down."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from agencies.queries import get_card
from casework.redaction import Span, dump, joined, occurrences
from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.errors import Forbidden, NotFound, StaleVersion
from core.ids import random_id
from feedback.models import Petition
from feedback.policies import can_see
from feedback.publishing.commands import SaveWork
from feedback.publishing.concerned import is_concerned
from feedback.publishing.errors import NoteMissing, NothingLeft, NotPublishable, PhraseMissing, SourceChanged
from feedback.publishing.hiding import show, take_away
from feedback.publishing.machine import OPEN_STATES, PUBLICATION
from feedback.publishing.models import Publication
from feedback.publishing.photos import publish_photos
from feedback.publishing.policies import PublicationFacts, can_act_on, can_redact
from feedback.publishing.states import Part, PublicationAct, PublicationState
from feedback.publishing.work import Source, Work, open_work, read_source, seal_work, work_part
from feedback.searching import rank_of
from feedback.services.moving import Locked, lock_petition, record, told

_U = Publication
_COLUMNS = (
    _U.id, _U.petition_id, _U.number, _U.state, _U.redactor_id, _U.hands, _U.version, _U.sealed_work,
)  # fmt: skip


def save_work(ctx: Context, petition_id: UUID, command: SaveWork) -> UUID:
    """Keep what is covered so far; begins a version when none is open. What is the sender's is covered in any case.

    Raises NotFound, Forbidden, StaleVersion, NotPublishable, SourceChanged, PhraseMissing, TransitionNotAllowed.
    """
    locked = _lock(ctx, petition_id)
    row = _open_version(ctx, petition_id)
    if (row.version if row else None) != command.version:
        raise StaleVersion
    concerned = is_concerned(ctx, petition_id)
    if row is not None:
        _demand(ctx, PublicationAct.SAVE, _facts(locked, row, concerned=concerned), row.state)
    elif not can_redact(ctx.actor, locked.facts(), concerned=concerned):
        raise Forbidden
    source = read_source(ctx, petition_id)
    if source.digest != command.digest:
        raise SourceChanged
    work, key = _worked(source, command), open_case_key(ctx, petition_id)
    publication_id = _keep(ctx, locked, row, work, key)
    record(ctx, locked, "cover", publication=str(publication_id), boxes=sum(map(len, work.spans.values())))
    return publication_id


def propose(ctx: Context, publication_id: UUID, *, version: int) -> None:
    """Hand it to somebody else. Raises NotFound, StaleVersion, Forbidden, NothingLeft, NoteMissing,
    TransitionNotAllowed.
    """
    locked, row, work, _key = _begin(ctx, publication_id, PublicationAct.PROPOSE, version)
    _check(work)
    if _replaces(ctx, row.petition_id) and not work.note:
        raise NoteMissing
    _move(ctx, locked, row, PublicationAct.PROPOSE)


def send_back(ctx: Context, publication_id: UUID, *, version: int, comment: str) -> None:
    """The second person saw something. Raises as `propose`, and TextMissing."""
    text = told(comment)
    locked, row, _work, key = _begin(ctx, publication_id, PublicationAct.RETURN, version)
    sealed = key.seal_text(text, part=work_part(row.number, "comment"))
    _move(ctx, locked, row, PublicationAct.RETURN, sealed_comment=sealed, **_decided(ctx))


def publish(ctx: Context, publication_id: UUID, *, version: int) -> UUID:
    """Put it before the public, in place of the version there was; gives its public address.

    What is the sender's is looked for once more: a name left with the case after covering is covered too.
    Raises NotFound, StaleVersion, Forbidden, NotPublishable, SourceChanged, NothingLeft, TransitionNotAllowed.
    """
    locked, row, work, key = _begin(ctx, publication_id, PublicationAct.PUBLISH, version)
    source = read_source(ctx, row.petition_id)
    if source.digest != work.digest:
        raise SourceChanged
    spans = {part: joined([*work.spans.get(part, ()), *source.locked(part)]) for part in Part}
    work = Work(work.texts, spans, work.with_body, work.with_hamlet, work.photos, work.note)
    _check(work)
    before = take_away(ctx, row.petition_id)
    shown = PublicationState.PUBLISHED
    ctx.session.execute(
        update(_U).where(_U.petition_id == row.petition_id, _U.state == shown)
        .values(state=PUBLICATION.target(shown, PublicationAct.REPLACE), version=_U.version + 1)
    )  # fmt: skip
    sealed = seal_work(key, row.number, work)
    _move(ctx, locked, row, PublicationAct.PUBLISH, sealed_work=sealed, **_decided(ctx))
    values = _public_row(ctx, row, work, before)
    values["corrected"] = source.masked(values["corrected"])
    show(ctx, values)
    return UUID(str(values["id"]))


def withdraw(ctx: Context, publication_id: UUID, *, version: int, reason: str) -> None:
    """Take it down at once. Raises as `propose`, and TextMissing."""
    text = told(reason)
    locked, row, _work, key = _begin(ctx, publication_id, PublicationAct.WITHDRAW, version)
    sealed = key.seal_text(text, part=work_part(row.number, "comment"))
    _move(ctx, locked, row, PublicationAct.WITHDRAW, sealed_comment=sealed)
    take_away(ctx, row.petition_id)


def drop(ctx: Context, publication_id: UUID, *, version: int) -> None:
    """Give up a version nobody has seen in public. Raises as `propose`."""
    locked, row, _work, _key = _begin(ctx, publication_id, PublicationAct.DROP, version)
    _move(ctx, locked, row, PublicationAct.DROP)


def _lock(ctx: Context, petition_id: UUID) -> Locked:
    locked = lock_petition(ctx, petition_id)
    if not can_see(ctx.actor, locked.facts()):
        raise NotFound
    if locked.sealed:
        raise NotPublishable
    return locked


def _begin(ctx: Context, publication_id: UUID, act: PublicationAct, version: int) -> tuple[Locked, Any, Work, CaseKey]:
    of = ctx.session.execute(select(_U.petition_id).where(_U.id == publication_id)).scalar_one_or_none()
    if of is None:
        raise NotFound
    locked = _lock(ctx, of)
    row = ctx.session.execute(select(*_COLUMNS).where(_U.id == publication_id).with_for_update()).one()
    if row.version != version:
        raise StaleVersion
    _demand(ctx, act, _facts(locked, row, concerned=is_concerned(ctx, of)), row.state)
    key = open_case_key(ctx, of)
    return locked, row, open_work(key, row.number, row.sealed_work), key


def _facts(locked: Locked, row: Any, *, concerned: bool) -> PublicationFacts:
    hands = frozenset(UUID(one) for one in row.hands)
    return PublicationFacts(locked.facts(), row.state, hands, concerned)


def _demand(ctx: Context, act: PublicationAct, facts: PublicationFacts, state: PublicationState) -> None:
    PUBLICATION.target(state, act)
    if not can_act_on(ctx.actor, act, facts):
        raise Forbidden


def _move(ctx: Context, locked: Locked, row: Any, act: PublicationAct, **values: Any) -> None:
    state = PUBLICATION.target(row.state, act)
    ctx.session.execute(update(_U).where(_U.id == row.id).values(state=state, version=row.version + 1, **values))
    record(ctx, locked, f"publication-{act.value}", publication=str(row.id), number=row.number, state=state.value)


def _decided(ctx: Context) -> dict[str, Any]:
    return {"decided_by": ctx.actor.account_id, "decided_at": ctx.now}


def _open_version(ctx: Context, petition_id: UUID) -> Any:
    found = select(*_COLUMNS).where(_U.petition_id == petition_id, _U.state.in_(OPEN_STATES))
    return ctx.session.execute(found.with_for_update()).one_or_none()


def _replaces(ctx: Context, petition_id: UUID) -> bool:
    shown = (_U.petition_id == petition_id, _U.state == PublicationState.PUBLISHED)
    return ctx.session.execute(select(_U.id).where(*shown)).first() is not None


def _worked(source: Source, command: SaveWork) -> Work:
    found: dict[Part, list[Span]] = {part: [] for part in Part}
    for line in (one.strip() for one in command.more.splitlines()):
        places = {part: occurrences(source.texts.get(part, ""), line, command.more_reason) for part in Part}
        if line and not any(places.values()):
            raise PhraseMissing(phrase=line[:60])
        for part, spans in places.items():
            found[part] += spans
    covered: dict[Part, list[Span]] = {}
    for part in Part:
        length = len(source.texts.get(part, ""))
        fits = [one for one in command.spans.get(part, ()) if 0 <= one.start < one.end <= length]
        covered[part] = joined([*source.locked(part), *fits, *found[part]])
    photos = {photo: command.photos[photo] for photo in source.photos if photo in command.photos}
    return Work(source.texts, covered, command.with_body, command.with_hamlet, photos, command.note.strip())


def _keep(ctx: Context, locked: Locked, row: Any, work: Work, key: CaseKey) -> UUID:
    who = ctx.actor.account_id
    if row is not None:
        values = {
            "state": PUBLICATION.target(row.state, PublicationAct.SAVE), "redactor_id": who, "written_at": ctx.now,
            "hands": sorted({*row.hands, str(who)}), "version": row.version + 1,
            "sealed_work": seal_work(key, row.number, work),
        }  # fmt: skip
        ctx.session.execute(update(_U).where(_U.id == row.id).values(**values))
        return UUID(str(row.id))
    last = ctx.session.execute(select(func.max(_U.number)).where(_U.petition_id == locked.id)).scalar_one_or_none()
    number, publication_id = (last or 0) + 1, random_id()
    ctx.session.execute(
        insert(_U).values(
            id=publication_id, petition_id=locked.id, agency_id=locked.agency_id, number=number,
            state=PublicationState.DRAFT, redactor_id=who, hands=[str(who)], written_at=ctx.now, decided_by=None,
            decided_at=None, version=1, sealed_work=seal_work(key, number, work), sealed_comment=None,
        )
    )  # fmt: skip
    return publication_id


def _check(work: Work) -> None:
    for part in (Part.TITLE, Part.ANSWER):
        if not any(piece.text.strip() for piece in work.pieces(part)):
            raise NothingLeft


def _public_row(ctx: Context, row: Any, work: Work, before: Any) -> dict[str, Any]:
    p = Petition
    found = ctx.session.execute(
        select(p.agency_id, p.kind, p.field, p.outcome, p.hamlet_id, p.answered_at, p.answer_due_at).where(
            p.id == row.petition_id
        )
    ).one()
    if found.answered_at is None or found.field is None or found.outcome is None:
        raise NotPublishable
    public_id = before.id if before else random_id()
    return {
        "id": public_id, "petition_id": row.petition_id, "publication_id": row.id, "agency_id": found.agency_id,
        "province_id": get_card(ctx, found.agency_id).province_id, "rank": rank_of(found.answered_at, public_id) & ~1,
        "kind": found.kind, "field": found.field, "outcome": found.outcome,
        "hamlet_id": found.hamlet_id if work.with_hamlet else None, "answered_at": found.answered_at,
        "on_time": None if found.answer_due_at is None else found.answered_at <= found.answer_due_at,
        "published_at": before.published_at if before else ctx.now, "changed_at": ctx.now,
        "corrected": work.note if before else "",
        "pieces": {part.value: dump(work.pieces(part)) for part in work.shown()},
        "photos": publish_photos(ctx, row.petition_id, work.photos),
    }  # fmt: skip
