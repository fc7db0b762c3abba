"""After the last day: grouping opinions, answering each group, approval and publication (tiếp thu – giải trình)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update

from consultations.commands import DescribeGroup, PublishResult
from consultations.errors import (
    GroupNotEmpty,
    GroupWithoutResponse,
    NothingChosen,
    OpinionsNotGrouped,
    ResultWithoutConclusion,
    ReturnReasonMissing,
)
from consultations.models import Consultation, Opinion, OpinionGroup
from consultations.policies import can_approve, can_prepare
from consultations.queries import count_opinions, list_groups, lock_consultation
from consultations.services.changing import change, lock_version, record
from consultations.states import CONSULTATION, ConsultationAct
from core.context import Context
from core.errors import NotFound
from core.ids import uuid7


def describe_group(ctx: Context, command: DescribeGroup) -> UUID:
    """Make a group or rewrite it. Raises Forbidden, TransitionNotAllowed, NotFound."""
    row = _compiling(ctx, command.consultation_id)
    values = {
        "title": command.title, "summary": command.summary, "other_count": command.other_count,
        "response": command.response, "reason": command.reason,
    }  # fmt: skip
    g = OpinionGroup
    if command.group_id is None:
        group_id = uuid7()
        last = ctx.session.execute(select(func.max(g.position)).where(g.consultation_id == row.id)).scalar()
        ctx.session.execute(
            insert(g).values(id=group_id, consultation_id=row.id, position=(last or 0) + 1, opinion_count=0, **values)
        )
    else:
        group_id = _group(ctx, row.id, command.group_id)
        ctx.session.execute(update(g).where(g.id == group_id).values(**values))
    response = command.response.value if command.response else None
    record(ctx, row.agency_id, row.id, "group:describe", group=str(group_id), response=response)
    return group_id


def delete_group(ctx: Context, consultation_id: UUID, group_id: UUID) -> None:
    """Throw an empty group away. Raises Forbidden, TransitionNotAllowed, NotFound, GroupNotEmpty."""
    row = _compiling(ctx, consultation_id)
    _group(ctx, row.id, group_id)
    if ctx.session.execute(select(Opinion.id).where(Opinion.group_id == group_id).limit(1)).first():
        raise GroupNotEmpty
    ctx.session.execute(delete(OpinionGroup).where(OpinionGroup.id == group_id))
    record(ctx, row.agency_id, row.id, "group:delete", group=str(group_id))


def assign_opinions(ctx: Context, consultation_id: UUID, *, opinion_ids: Sequence[UUID], group_id: UUID | None) -> int:
    """Put opinions into a group, or take them out of theirs (`group_id` None). Gives how many.

    Raises Forbidden, TransitionNotAllowed, NotFound, NothingChosen.
    """
    row = _compiling(ctx, consultation_id)
    if not opinion_ids:
        raise NothingChosen
    if group_id is not None:
        _group(ctx, row.id, group_id)
    o = Opinion
    moved = ctx.session.execute(
        update(o)
        .where(o.id.in_(opinion_ids), o.consultation_id == row.id)
        .values(group_id=group_id)
        .returning(o.id)
        .execution_options(synchronize_session=False)
    ).all()
    record(ctx, row.agency_id, row.id, "opinion:group", group=str(group_id) if group_id else None, count=len(moved))
    return len(moved)


def submit_result(ctx: Context, consultation_id: UUID, *, version: int) -> None:
    """Hand the table to the leader; its figures are fixed.

    Raises Forbidden, StaleVersion, TransitionNotAllowed, OpinionsNotGrouped, GroupWithoutResponse.
    """
    row = lock_version(ctx, consultation_id, version)
    can_prepare(ctx.actor, row.agency_id).demand()
    target = CONSULTATION.target(row.state, ConsultationAct.SUBMIT)
    _check_complete(ctx, row.id)
    for group in list_groups(ctx, row.id):
        ctx.session.execute(update(OpinionGroup).where(OpinionGroup.id == group.id).values(opinion_count=group.count))
    figures = count_opinions(ctx, row.id)
    result = {"total": figures.total, "stances": {stance.value: count for stance, count in figures.stances.items()}}
    change(ctx, row, state=target, result=result, return_reason="")
    record(ctx, row.agency_id, row.id, "result:submit", total=figures.total)


def return_result(ctx: Context, consultation_id: UUID, *, version: int, reason: str) -> None:
    """Send the table back to be changed. Raises Forbidden, StaleVersion, TransitionNotAllowed, ReturnReasonMissing."""
    row = _approve(ctx, consultation_id, version)
    target = CONSULTATION.target(row.state, ConsultationAct.RETURN)
    if len(reason) < 5:
        raise ReturnReasonMissing
    change(ctx, row, state=target, return_reason=reason, result=None)
    record(ctx, row.agency_id, row.id, "result:return", reason=reason)


def publish_result(ctx: Context, command: PublishResult) -> None:
    """Approve the table and make it public. Law 10/2022 art. 28.3.

    Raises Forbidden, StaleVersion, TransitionNotAllowed, GroupWithoutResponse, ResultWithoutConclusion.
    """
    row = _approve(ctx, command.consultation_id, command.version)
    target = CONSULTATION.target(row.state, ConsultationAct.PUBLISH)
    _check_complete(ctx, row.id)
    if len(command.conclusion) < 20:
        raise ResultWithoutConclusion
    change(ctx, row, state=target, result_at=ctx.now, conclusion=command.conclusion)
    record(ctx, row.agency_id, row.id, "result:publish")


def _compiling(ctx: Context, consultation_id: UUID) -> Consultation:
    row = lock_consultation(ctx, consultation_id)
    can_prepare(ctx.actor, row.agency_id).demand()
    CONSULTATION.target(row.state, ConsultationAct.COMPILE)
    return row


def _approve(ctx: Context, consultation_id: UUID, version: int) -> Consultation:
    row = lock_version(ctx, consultation_id, version)
    can_approve(ctx.actor, row.agency_id).demand()
    return row


def _group(ctx: Context, consultation_id: UUID, group_id: UUID) -> UUID:
    g = OpinionGroup
    known = ctx.session.execute(select(g.id).where(g.id == group_id, g.consultation_id == consultation_id)).first()
    if known is None:
        raise NotFound
    return group_id


def _check_complete(ctx: Context, consultation_id: UUID) -> None:
    o = Opinion
    loose = ctx.session.execute(
        select(func.count()).where(o.consultation_id == consultation_id, o.has_text, o.group_id.is_(None))
    ).scalar_one()
    if loose:
        raise OpinionsNotGrouped(count=loose)
    for group in list_groups(ctx, consultation_id):
        if group.response is None or not group.reason:
            raise GroupWithoutResponse(title=group.title)
