"""Opening a draft makes a version that is never edited again; what is asked differently is the next version."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, update

from agencies.models import Agency, ServicePoint
from agencies.states import AgencyKind
from core import audit
from core.clock import local_date, start_of_day
from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import random_id, random_symbols
from surveys.building.drafts import lock_draft
from surveys.documents import read_document, to_document
from surveys.errors import AlreadyOver, DocumentFaulty, PeriodTurned, TargetMissing
from surveys.forms import QuestionSet
from surveys.models import SurveyDraft, SurveyForm, SurveyTarget
from surveys.policies import can_build
from surveys.states import TargetKind


@dataclass(frozen=True, slots=True)
class Target:
    """A place to ask at."""

    kind: TargetKind
    scope_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """Open a draft from the morning of a day (at once when it is today), to the end of another or until it is ended."""

    draft_id: uuid.UUID
    seen: int
    since: date
    until: date | None
    targets: Sequence[Target]


@dataclass(frozen=True, slots=True)
class Version:
    """An opened version: what is asked, where, from when to when."""

    id: uuid.UUID
    agency_id: uuid.UUID | None
    code: str
    number: int
    opened_at: datetime
    closed_at: datetime | None
    form: QuestionSet
    targets: Sequence[Target]

    def is_open(self, now: datetime) -> bool:
        """Whether it is asked now."""
        return self.opened_at <= now and (self.closed_at is None or now < self.closed_at)

    def is_over(self, now: datetime) -> bool:
        """Whether it has ended, or was called off before it began."""
        return self.closed_at is not None and self.closed_at <= max(now, self.opened_at)


def open_draft(ctx: Context, command: OpenDraft) -> uuid.UUID:
    """Make the draft a version; the version before it ends when this one begins.

    Raises NotFound, StaleVersion, DocumentFaulty, PeriodTurned, TargetMissing, Forbidden.
    """
    draft = lock_draft(ctx, command.draft_id, seen=command.seen)
    if draft.faults:
        raise DocumentFaulty(draft.faults)
    opened_at, closed_at = _period(ctx, command)
    code = draft.code or f"p-{random_symbols(8).lower()}"
    number = 1 + (ctx.session.scalar(select(func.max(SurveyForm.version)).where(SurveyForm.code == code)) or 0)
    form_id = random_id()
    ctx.session.execute(
        insert(SurveyForm).values(
            id=form_id, code=code, version=number, title=draft.form.title, opened_at=opened_at, closed_at=closed_at,
            agency_id=draft.agency_id, content=to_document(draft.form),
        )
    )  # fmt: skip
    _aim(ctx, form_id, draft.agency_id, command.targets)
    _end_before(ctx, code, number, opened_at)
    ctx.session.execute(delete(SurveyDraft).where(SurveyDraft.id == draft.id))
    _record(ctx, form_id, draft.agency_id, "open", code=code, version=number, places=len(command.targets))
    return form_id


def _period(ctx: Context, command: OpenDraft) -> tuple[datetime, datetime | None]:
    today = local_date(ctx.now)
    if command.since < today or (command.until is not None and command.until < command.since):
        raise PeriodTurned
    opened_at = ctx.now if command.since == today else start_of_day(command.since)
    return opened_at, start_of_day(command.until + timedelta(days=1)) if command.until else None


def _aim(ctx: Context, form_id: uuid.UUID, agency_id: uuid.UUID, targets: Sequence[Target]) -> None:
    if not targets:
        raise TargetMissing
    kind = ctx.session.execute(select(Agency.kind).where(Agency.id == agency_id)).scalar_one()
    points = set(ctx.session.scalars(select(ServicePoint.id).where(ServicePoint.agency_id == agency_id)))
    for target in targets:
        own = target.scope_id in points if target.kind is TargetKind.POINT else target.scope_id == agency_id
        if not own or (target.kind is TargetKind.BELOW and kind is not AgencyKind.PROVINCE):
            raise Forbidden
    places = dict.fromkeys((target.kind, target.scope_id) for target in targets)
    rows = [{"form_id": form_id, "kind": kind, "scope_id": scope_id} for kind, scope_id in places]
    ctx.session.execute(insert(SurveyTarget), rows)


def _end_before(ctx: Context, code: str, number: int, opened_at: datetime) -> None:
    f = SurveyForm
    ctx.session.execute(
        update(f)
        .where(f.code == code, f.version < number, or_(f.closed_at.is_(None), f.closed_at > opened_at))
        .values(closed_at=opened_at)
    )


def end_version(ctx: Context, form_id: uuid.UUID) -> None:
    """Stop asking: at once, or never begin. Raises NotFound, AlreadyOver."""
    f = SurveyForm
    row = ctx.session.execute(
        select(f.agency_id, f.opened_at, f.closed_at).where(f.id == form_id).with_for_update()
    ).one_or_none()
    if row is None or row.agency_id is None or not can_build(ctx.actor, agency_id=row.agency_id):
        raise NotFound
    if row.closed_at is not None and row.closed_at <= max(ctx.now, row.opened_at):
        raise AlreadyOver
    ctx.session.execute(update(f).where(f.id == form_id).values(closed_at=max(ctx.now, row.opened_at)))
    _record(ctx, form_id, row.agency_id, "end")


def get_version(ctx: Context, form_id: uuid.UUID) -> Version:
    """One opened version. The caller checks who reads. Raises NotFound."""
    found = _versions(ctx, SurveyForm.id == form_id)
    if not found:
        raise NotFound
    return found[0]


def list_versions(ctx: Context, agency_ids: Sequence[uuid.UUID]) -> Sequence[Version]:
    """What was opened by these agencies, and what ships with the product; the newest first."""
    return _versions(ctx, or_(SurveyForm.agency_id.in_(agency_ids), SurveyForm.agency_id.is_(None)))


def list_asked(ctx: Context, agency_id: uuid.UUID, province_id: uuid.UUID) -> Sequence[Version]:
    """Every version ever opened for an agency's service points: its own, its province's, the shipped one."""
    f, t = SurveyForm, SurveyTarget
    below = select(t.form_id).where(t.kind == TargetKind.BELOW, t.scope_id == province_id)
    return _versions(ctx, or_(f.agency_id == agency_id, f.agency_id.is_(None), f.id.in_(below)))


def _versions(ctx: Context, condition: Any) -> Sequence[Version]:
    f, t = SurveyForm, SurveyTarget
    columns = (f.id, f.agency_id, f.code, f.version, f.opened_at, f.closed_at, f.content)
    rows = ctx.session.execute(
        select(*columns).where(condition).order_by(f.opened_at.desc(), f.version.desc(), f.id).limit(100)
    ).all()
    places: dict[uuid.UUID, list[Target]] = {row.id: [] for row in rows}
    aimed = select(t.form_id, t.kind, t.scope_id).where(t.form_id.in_(places)).order_by(t.kind, t.scope_id)
    for place in ctx.session.execute(aimed):
        places[place.form_id].append(Target(place.kind, place.scope_id))
    return [
        Version(
            row.id, row.agency_id, row.code, row.version, row.opened_at, row.closed_at,
            read_document(row.content, form_id=row.id, code=row.code, version=row.version)[0], places[row.id],
        )
        for row in rows
    ]  # fmt: skip


def _record(ctx: Context, form_id: uuid.UUID, agency_id: uuid.UUID, verb: str, **detail: Any) -> None:
    audit.record(
        ctx, agency_id=agency_id, action=f"surveys:form:{verb}", subject_type="survey_form", subject_id=form_id,
        **detail,
    )  # fmt: skip
