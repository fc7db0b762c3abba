"""Moving answers between valid, suspect and left out, with their counts; used by people and by the flags."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import NotFound
from core.text import N_
from surveys import summaries
from surveys.answering import counted
from surveys.ingest import coarse
from surveys.models import SurveyAnswer
from surveys.queries import get_form
from surveys.states import Channel, Validity

# Kept with what the survey manager counts again: the flags leave it alone from then on.
LOOKED_AT = N_("Người phụ trách khảo sát đã xem, tính lại")


def agency_of_hour(ctx: Context, service_point_id: uuid.UUID, hour: datetime) -> uuid.UUID:
    """Whose answers these are. Raises NotFound when there are none."""
    a = SurveyAnswer
    here = (a.service_point_id == service_point_id, a.hour == coarse(hour))
    agency_id = ctx.session.scalar(select(a.agency_id).where(*here).limit(1))
    if agency_id is None:
        raise NotFound
    return agency_id


def not_decided() -> list[ColumnElement[bool]]:
    """The condition that an answer counts as it came: never marked, nor counted again by the survey manager."""
    return [SurveyAnswer.validity == Validity.VALID, SurveyAnswer.validity_reason == ""]


def move_answers(
    ctx: Context, service_point_id: uuid.UUID, hour: datetime, validity: Validity, reason: str,
    *, spare: Sequence[Channel] = (), undecided: bool = False,
) -> int:  # fmt: skip
    """Give the answers of an hour another validity, except those of the spared channels; gives how many moved.

    `undecided`: only those about which nobody and nothing decided yet. The caller has checked who may.
    """
    a = SurveyAnswer
    spared: list[ColumnElement[bool]] = [a.channel.not_in(spare)] if spare else []
    if undecided:
        spared += not_decided()
    here = (a.service_point_id == service_point_id, a.hour == coarse(hour), a.validity != validity, *spared)
    rows = ctx.session.execute(
        select(a.id, a.agency_id, a.form_id, a.hour, a.overall, a.channel, a.details, a.validity, a.waited)
        .where(*here)
        .order_by(a.id)
        .with_for_update()
    ).all()
    if not rows:
        return 0
    before: summaries.Counts = {}
    after: summaries.Counts = {}
    forms = {form_id: get_form(ctx, form_id) for form_id in {row.form_id for row in rows}}
    for row in rows:
        given = counted(
            forms[row.form_id], overall=row.overall, channel=row.channel, details=row.details or {}, waited=row.waited
        )
        for name, value in given:
            cell = summaries.Cell(service_point_id, local_date(row.hour), name, row.validity, row.agency_id)
            summaries.count(before, cell, value)
            summaries.count(after, cell._replace(validity=validity), value)
    summaries.take_away(ctx.session, before)
    summaries.add(ctx.session, after)
    ctx.session.execute(update(a).where(*here).values(validity=validity, validity_reason=reason))
    audit.record(
        ctx, agency_id=rows[0].agency_id, action=f"surveys:answers:{validity.value}", subject_type="service_point",
        subject_id=service_point_id, hour=coarse(hour).isoformat(), answers=len(rows), reason=reason,
    )  # fmt: skip
    return len(rows)
