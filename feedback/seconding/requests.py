"""What every request of one person to another has in common: reading it, listing what waits, locking, its time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select

from agencies.models import Agency
from agencies.queries import get_card, under
from casework.asked import Asked
from casework.decisions import Decision
from casework.locks.closing import is_locked
from core.context import Context
from core.errors import DomainError, NotFound
from core.transitions import TransitionNotAllowed
from deadlines.explaining import explain
from deadlines.queries import find_rule, load_calendar
from feedback.issuing.facts import is_concerned
from feedback.policies import PetitionFacts
from feedback.seconding.people import is_one_person
from feedback.seconding.policies import SECOND_ABOVE, SECOND_HERE, RequestFacts, S, is_second
from feedback.services.moving import Locked, lock_petition

A = TypeVar("A", bound=Asked)
V = TypeVar("V")
SHOWN = 50


def row_of(ctx: Context, table: type[A], request_id: UUID) -> A:
    """Raises NotFound."""
    row = ctx.session.execute(select(table).where(table.id == request_id)).scalar_one_or_none()
    if row is None:
        raise NotFound
    return row


def list_requests(
    ctx: Context, table: type[A], unanswered: ColumnElement[bool], shown: Callable[[Context, A], V | None]
) -> Sequence[V]:
    """What waits for the actor's answer, then what they asked for, newest first; what `shown` gives of each."""
    who = ctx.actor.account_id
    if who is None:
        return []
    mine, waiting = table.asked_by == who, and_(unanswered, table.lapses_at > ctx.now)
    # Only of where the actor may be the second: else the requests of a whole province would push theirs off the list.
    near = [under(Agency.path, path) for path in ctx.actor.paths(*SECOND_HERE, *SECOND_ABOVE)]
    there = table.agency_id.in_(select(Agency.id).where(or_(*near))) if near else false()
    statement = select(table).where(or_(mine, and_(waiting, there)))
    rows = ctx.session.execute(statement.order_by(table.asked_at.desc()).limit(SHOWN)).scalars().all()
    return all_shown(ctx, sorted(rows, key=lambda row: row.asked_by == who), shown)


def stands_near(ctx: Context, agency_id: UUID) -> bool:
    """Whether the actor works where a request stands, or at its province: what went up with its case stands there now,
    and whoever asked or answered it below finds it in no list any more (docs/adr/0434).
    """
    card = get_card(ctx, agency_id)
    return any(grant.agency_id in (card.id, card.province_id) for grant in ctx.actor.grants)


def all_shown(ctx: Context, rows: Iterable[A], shown: Callable[[Context, A], V | None]) -> Sequence[V]:
    """What the actor is shown of each, without those that are closed to them."""
    return [one for one in (shown(ctx, row) for row in rows) if one is not None]


def request_facts(
    ctx: Context, row: Asked, petition: PetitionFacts, *, petition_id: UUID, state: S, waits: bool,
    ends: datetime | None, reads: Callable[[], bool],
) -> RequestFacts[S]:  # fmt: skip
    """What the decisions need. In a locked case those the petition may speak of got no box when it was asked.

    `waits`: nobody answered yet; `ends`: when its time is over; `reads`: whether the actor can read why.
    """
    card, who = get_card(ctx, petition.agency_id), ctx.actor.account_id
    asker = who == row.asked_by
    seconds = waits and who is not None and is_second(ctx.actor, agency_id=card.id, province_id=card.province_id)
    seconds = seconds and (asker or who is None or not is_one_person(ctx, who, row.asked_by))
    open_to_office = seconds and not asker and not is_locked(ctx, petition_id)
    return RequestFacts(
        petition, card.province_id, state, row.asked_by,
        concerned=open_to_office and who is not None and is_concerned(ctx, petition_id, who),
        over=ends is not None and ends <= ctx.now, in_hand=asker or (seconds and reads()),
    )  # fmt: skip


def lock_request(ctx: Context, table: Any, request_id: UUID, *, petition_id: UUID) -> tuple[Locked, Any]:
    """First the petition, as every act does; then the request, as it is now. Raises NotFound."""
    locked = lock_petition(ctx, petition_id)
    # It was read before: without this, what somebody answered while the lock was waited for would not be seen.
    found = select(table).where(table.id == request_id).with_for_update().execution_options(populate_existing=True)
    return locked, ctx.session.execute(found).scalar_one()


def demand(*, possible: bool, may: Decision, over: type[DomainError] | None = None) -> None:
    """Raises TransitionNotAllowed, what it says when its time is `over`, Forbidden: in this order."""
    if not possible:
        raise TransitionNotAllowed
    if over is not None:
        raise over
    may.demand()


def term_ends(ctx: Context, *, row: int, agency_id: UUID) -> datetime:
    """When the term of this row of the table ends that begins now at this desk."""
    rule = find_rule(ctx, row=row, province_id=get_card(ctx, agency_id).province_id)
    return explain(rule, ctx.now, load_calendar(ctx)).due_at or ctx.now
