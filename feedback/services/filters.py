"""The filters an official keeps under names of their own."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, func, insert, select

from core.context import Context
from core.errors import Forbidden, NotFound
from core.ids import uuid7
from feedback.desk_models import QueueFilter
from feedback.errors import FilterEmpty, FilterNameMissing, FilterNameTaken, TooManyFilters
from feedback.policies import can_list
from feedback.queries.narrowing import Narrowing
from feedback.states import View

MOST = 20


def save_filter(ctx: Context, *, name: str, view: View, narrowed: Narrowing) -> UUID:
    """Keep a narrowed view. Raises Forbidden, FilterNameMissing, FilterEmpty, FilterNameTaken, TooManyFilters."""
    can_list(ctx.actor).demand()
    if ctx.actor.account_id is None:
        raise Forbidden
    if not name.strip():
        raise FilterNameMissing
    if not narrowed:
        raise FilterEmpty
    f = QueueFilter
    known = ctx.session.execute(select(f.name).where(f.account_id == ctx.actor.account_id)).scalars().all()
    if name.strip() in known:
        raise FilterNameTaken
    if len(known) >= MOST:
        raise TooManyFilters(most=MOST)
    filter_id = uuid7()
    ctx.session.execute(
        insert(f).values(
            id=filter_id, account_id=ctx.actor.account_id, name=name.strip(), created_at=ctx.now,
            choices={**narrowed.as_choices(), "view": view.value},
        )
    )  # fmt: skip
    return filter_id


def drop_filter(ctx: Context, filter_id: UUID) -> None:
    """Forget one of one's own. Raises NotFound."""
    f = QueueFilter
    own = (f.id == filter_id, f.account_id == ctx.actor.account_id)
    if ctx.session.execute(select(func.count()).where(*own)).scalar_one() == 0:
        raise NotFound
    ctx.session.execute(delete(f).where(*own))
