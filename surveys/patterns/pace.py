"""How much one kept page may weigh: counted by keyed tags that are soon forgotten; nothing is refused or lost.

A page that a device kept carries one ticket for many answers, for ever, and the device says when each was given. More
than people give on one device are taken all the same, and marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Table, delete, select

from agencies.queries import get_card
from core.clock import local_date
from core.context import Context
from core.crypto import Keyring
from core.text import N_
from surveys.bulk import BulkInsert
from surveys.commands import NewAnswer
from surveys.ingest import coarse
from surveys.models import SurveyAnswer
from surveys.patterns.limits import numbers_on
from surveys.patterns.models import SurveyPace
from surveys.patterns.states import PatternLimit
from surveys.states import Channel, Source, Validity
from surveys.tickets import Ticket

TOO_MANY = N_("Một trang giữ trên máy gửi về nhiều hơn mức người thật dùng")
REMEMBERED = timedelta(days=14)
_FORGOTTEN_AT_ONCE = 500
_TABLE = cast(Table, SurveyPace.__table__)


@dataclass(frozen=True, slots=True)
class Pace:
    """What one answer of a kept page is counted under: a tag, and how many that may be."""

    tag: bytes
    limit: PatternLimit


def paces_of(keys: Keyring, answer: NewAnswer, ticket: Ticket) -> Sequence[Pace]:
    """What an answer of a kept page is counted under. A one-time code is good for one answer anyhow: nothing."""
    if ticket.source is Source.SLIP:
        return ()
    hour = f"h:{coarse(answer.at).isoformat()}"
    if answer.channel is Channel.KIOSK:
        return (_pace(keys, ticket, hour, PatternLimit.KIOSK_HOUR),)
    return (
        _pace(keys, ticket, hour, PatternLimit.KEPT_HOUR),
        _pace(keys, ticket, f"d:{local_date(answer.at).isoformat()}", PatternLimit.KEPT_DAY),
        _pace(keys, ticket, "", PatternLimit.KEPT_PAGE),
    )


def weigh(ctx: Context, answer: NewAnswer, paces: Sequence[Pace]) -> NewAnswer:
    """The answer as it is to be saved: marked when its page brought more than is plausible.

    One that is there already is not weighed again: a device that did not hear from us sends it once more.
    """
    known = ctx.session.scalar(select(SurveyAnswer.id).where(SurveyAnswer.id == answer.id))
    if known is not None or not paces:
        return answer
    p = SurveyPace
    rows = ctx.session.execute(select(p.tag, p.answers).where(p.tag.in_([pace.tag for pace in paces])))
    counts = {row.tag: row.answers for row in rows}
    if not counts:
        return answer
    numbers = numbers_on(ctx, get_card(ctx, answer.agency_id).province_id)
    if all(counts.get(pace.tag, 0) < numbers[pace.limit] for pace in paces):
        return answer
    return replace(answer, validity=Validity.SUSPECT, doubt=TOO_MANY)


def count_paces(ctx: Context, paces: Sequence[Pace]) -> None:
    """Count an answer that was new."""
    rows = [(pace.tag, 1, ctx.now + REMEMBERED) for pace in sorted(paces, key=lambda one: one.tag)]
    if rows:
        _COUNT.write(ctx.session.connection(), rows)


def forget_paces(ctx: Context) -> int:
    """Forget tags whose time is over, some at a time; gives how many."""
    p = SurveyPace
    old = select(p.tag).where(p.forget_at <= ctx.now).order_by(p.forget_at).limit(_FORGOTTEN_AT_ONCE)
    tags = ctx.session.scalars(old).all()
    if tags:
        ctx.session.execute(delete(p).where(p.tag.in_(tags)))
    return len(tags)


def _pace(keys: Keyring, ticket: Ticket, counted: str, limit: PatternLimit) -> Pace:
    # The number of the page, never the device's own: that one is new with each answer.
    data = ticket.number.bytes + counted.encode()
    return Pace(keys.tag("survey:pace", data)[:16], limit)


def _one_more(statement: Any) -> Any:
    # The time of the first count stays: who goes on sending is not remembered for longer.
    changes = {"answers": _TABLE.c.answers + statement.excluded.answers}
    return statement.on_conflict_do_update(index_elements=["tag"], set_=changes)


_COUNT = BulkInsert(_TABLE, ("tag", "answers", "forget_at"), _one_more)
