"""From the draft to the last day: writing, opening, extending and closing a consultation."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from agencies.queries import get_card
from consultations.commands import ConsultationContent, DraftConsultation, EditConsultation
from consultations.errors import ExtensionBackwards, NothingToConsult, StillRunning
from consultations.models import Consultation, ConsultationFile
from consultations.periods import check_period
from consultations.policies import can_prepare
from consultations.services.changing import change, lock_version, record
from consultations.states import CONSULTATION, ConsultationAct
from core.block_parsing import parse
from core.blocks import to_json
from core.clock import local_date
from core.context import Context
from core.ids import uuid7
from core.pdf import StoredPdf


def draft_consultation(ctx: Context, command: DraftConsultation) -> UUID:
    """Begin a consultation. Raises Forbidden, ClosesInPast, PeriodTooShort. Law 10/2022 art. 28.1, 28.2."""
    can_prepare(ctx.actor, command.agency_id).demand()
    values = _content_values(ctx, command.agency_id, command.content)
    consultation_id = uuid7()
    ctx.session.execute(
        insert(Consultation).values(
            id=consultation_id, agency_id=command.agency_id, state=CONSULTATION.initial, version=1, conclusion="",
            return_reason="", created_by=ctx.actor.account_id, created_at=ctx.now, updated_at=ctx.now, **values,
        )
    )  # fmt: skip
    _attach(ctx, consultation_id, command.file)
    record(ctx, command.agency_id, consultation_id, "item:draft")
    return consultation_id


def edit_consultation(ctx: Context, command: EditConsultation) -> None:
    """Change one not yet open. Raises Forbidden, StaleVersion, TransitionNotAllowed, ClosesInPast, PeriodTooShort."""
    row = _prepare(ctx, command.consultation_id, command.version)
    CONSULTATION.target(row.state, ConsultationAct.EDIT)
    change(ctx, row, **_content_values(ctx, row.agency_id, command.content))
    if command.file or command.drop_file:
        ctx.session.execute(delete(ConsultationFile).where(ConsultationFile.consultation_id == row.id))
        _attach(ctx, row.id, command.file)
    record(ctx, row.agency_id, row.id, "item:edit")


def open_to_opinions(ctx: Context, consultation_id: UUID, *, version: int) -> None:
    """Publish the draft text; the period runs from now.

    Raises Forbidden, StaleVersion, TransitionNotAllowed, NothingToConsult, ClosesInPast, PeriodTooShort.
    """
    row = _prepare(ctx, consultation_id, version)
    target = CONSULTATION.target(row.state, ConsultationAct.OPEN)
    if not row.body and not _has_file(ctx, row.id):
        raise NothingToConsult
    _check_period(ctx, row.agency_id, row.closes_on, row.other_law)
    change(ctx, row, state=target, opened_at=ctx.now)
    record(ctx, row.agency_id, row.id, "item:open", closes_on=str(row.closes_on), other_law=row.other_law)


def extend_consultation(ctx: Context, consultation_id: UUID, *, version: int, closes_on: date) -> None:
    """Give people more time. Raises Forbidden, StaleVersion, TransitionNotAllowed, ExtensionBackwards."""
    row = _prepare(ctx, consultation_id, version)
    target = CONSULTATION.target(row.state, ConsultationAct.EXTEND)
    if closes_on <= max(row.closes_on, local_date(ctx.now)):
        raise ExtensionBackwards(current=f"{max(row.closes_on, local_date(ctx.now)):%d/%m/%Y}")
    change(ctx, row, state=target, closes_on=closes_on)
    record(ctx, row.agency_id, row.id, "item:extend", closes_on=str(closes_on))


def close_consultation(ctx: Context, consultation_id: UUID, *, version: int) -> None:
    """Stop taking opinions, after the last day. Raises Forbidden, StaleVersion, TransitionNotAllowed, StillRunning."""
    row = _prepare(ctx, consultation_id, version)
    target = CONSULTATION.target(row.state, ConsultationAct.CLOSE)
    if local_date(ctx.now) <= row.closes_on:
        raise StillRunning(until=f"{row.closes_on:%d/%m/%Y}")
    change(ctx, row, state=target, closed_at=ctx.now)
    record(ctx, row.agency_id, row.id, "item:close")


def _prepare(ctx: Context, consultation_id: UUID, version: int) -> Consultation:
    row = lock_version(ctx, consultation_id, version)
    can_prepare(ctx.actor, row.agency_id).demand()
    return row


def _content_values(ctx: Context, agency_id: UUID, content: ConsultationContent) -> dict[str, Any]:
    # Checked while drafting as well as on opening: the clerk hears of it at the first step.
    _check_period(ctx, agency_id, content.closes_on, content.other_law)
    return {
        "topic": content.topic, "title": content.title, "summary": content.summary, "source": content.source,
        "body": to_json(parse(content.source)), "forms": [form.value for form in content.forms],
        "closes_on": content.closes_on, "other_law": content.other_law,
    }  # fmt: skip


def _check_period(ctx: Context, agency_id: UUID, closes_on: date, other_law: str) -> None:
    check_period(ctx, closes_on, other_law=other_law, province_id=get_card(ctx, agency_id).province_id)


def _attach(ctx: Context, consultation_id: UUID, file: StoredPdf | None) -> None:
    if file is not None:
        values = {"id": uuid7(), "consultation_id": consultation_id, **asdict(file)}
        ctx.session.execute(insert(ConsultationFile).values(**values))


def _has_file(ctx: Context, consultation_id: UUID) -> bool:
    f = ConsultationFile
    return ctx.session.execute(select(f.id).where(f.consultation_id == consultation_id)).first() is not None
