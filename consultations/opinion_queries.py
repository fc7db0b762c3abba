"""Reads of opinions: for whoever compiles them, and for the person who sent one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from casework.models import CaseKeyRow
from casework.sealing import PURPOSE, CaseKey
from consultations.models import Consultation, Opinion, OpinionGroup
from consultations.policies import can_read_opinions
from consultations.states import ConsultationState, Response, Stance
from core.actor import Actor
from core.context import Context
from core.errors import NotFound
from core.paging import Page, PageRequest, keyset, take

CASE_TYPE = "opinion"
PART = "body"


@dataclass(frozen=True, slots=True)
class OpinionView:
    """An opinion without its sender. `text` is None when it was erased, empty when nothing was written."""

    id: UUID
    stance: Stance
    section: str
    text: str | None
    received_on: date
    group_id: UUID | None
    group_title: str | None


@dataclass(frozen=True, slots=True)
class OpinionStatus:
    """What became of one's opinion. The answer is that of its group, and shown once the result is public."""

    case_id: UUID
    consultation_id: UUID
    agency_id: UUID
    consultation_title: str
    consultation_state: ConsultationState
    closes_on: date
    received_on: date
    notice_version: str | None
    stance: Stance
    section: str
    text: str | None
    group_title: str | None
    response: Response | None
    reason: str | None


def list_opinions(
    ctx: Context,
    consultation_id: UUID,
    *,
    viewer: Actor,
    agency_id: UUID,
    page: PageRequest,
    only_ungrouped: bool = False,
    group_id: UUID | None = None,
) -> Page[OpinionView]:
    """The opinions on a consultation, texts opened, in an order that tells nothing of who wrote when.

    Raises Forbidden.
    """
    can_read_opinions(viewer, agency_id).demand()
    o, g = Opinion, OpinionGroup
    statement = _opened(o.group_id, g.title.label("group_title")).outerjoin(g, g.id == o.group_id)
    statement = statement.where(o.consultation_id == consultation_id)
    if only_ungrouped:
        statement = statement.where(o.group_id.is_(None), o.has_text)
    if group_id is not None:
        statement = statement.where(o.group_id == group_id)
    rows = ctx.session.execute(keyset(statement, (o.id,), page)).all()
    return take(rows, page, lambda row: (row.id,)).map(lambda row: _view(ctx, row))


def opinion_status(ctx: Context, case_id: UUID) -> OpinionStatus:
    """An opinion as its sender follows it. Raises NotFound."""
    o, g, c = Opinion, OpinionGroup, Consultation
    row = ctx.session.execute(
        _opened(
            c.id.label("consultation_id"), c.agency_id, c.title, c.state, c.closes_on,
            g.title.label("group_title"), g.response, g.reason,
            o.notice_version,
        )
        .join(c, c.id == o.consultation_id)
        .outerjoin(g, g.id == o.group_id)
        .where(o.id == case_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        raise NotFound
    public = row.state is ConsultationState.PUBLISHED
    return OpinionStatus(
        row.id, row.consultation_id, row.agency_id, row.title, row.state, row.closes_on, row.received_on,
        row.notice_version, row.stance, row.section, _text(ctx, row), row.group_title if public else None,
        row.response if public else None, row.reason if public else None,
    )  # fmt: skip


def _opened(*more: Any) -> Select[*tuple[Any, ...]]:
    o, k = Opinion, CaseKeyRow
    return select(o.id, o.stance, o.section, o.has_text, o.sealed_text, o.received_on, k.wrapped, *more).outerjoin(
        k, k.case_id == o.id
    )


def _view(ctx: Context, row: Row[*tuple[Any, ...]]) -> OpinionView:
    text = _text(ctx, row)
    return OpinionView(row.id, row.stance, row.section, text, row.received_on, row.group_id, row.group_title)


def _text(ctx: Context, row: Row[*tuple[Any, ...]]) -> str | None:
    if row.wrapped is None:
        return None
    # The keys come with the rows: opening them one by one would cost a query for each opinion.
    key = CaseKey(row.id, ctx.keys.open(PURPOSE, row.wrapped, bound_to=row.id.bytes))
    return key.open_text(row.sealed_text, part=PART)
