"""Taking a text message in, and answering it: where a petition stands, to the telephone left with it and nobody else.

Everyone else gets one answer: unknown number, another telephone, sealed, not sorted yet, protected, erased, or no
question at all. Whatever it is, the same steps are taken: one message in, one look-up, one out by the same queue.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from casework.budgets import Budget, spend
from casework.errors import BudgetSpent
from casework.identity import tag_phone
from core import outbox
from core.clock import local
from core.context import Context
from core.crypto import same
from core.ids import random_id
from core.notices import Channel, Notice, queue_notice
from core.short_text import one_message
from feedback.labels import LABELS
from feedback.models import Petition
from feedback.search_models import PetitionSearch
from feedback.searching import PHONE_PURPOSE
from feedback.services.moving import NOT_RUNNING
from feedback.states import PetitionState
from feedback.texting.events import TextReceived
from feedback.texting.grammar import LONGEST, number_asked
from feedback.texting.models import InboundText

PURPOSE = "inbound-text"
SUBJECT = "text"
# One telephone gets so many answers an hour, all together so many: a loop of two machines ends, a bill stays small.
EACH, ALL = Budget("texts", 1, 1), Budget("all-texts", 1, 1)
EACH_AN_HOUR, ALL_AN_HOUR = 6, 1200
FORGOTTEN_AFTER = timedelta(days=7)
# Short numbers and names are machines of telephone companies.
FEWEST_DIGITS = 9
NO_AGENCY = UUID(int=0)
_NOBODY = b"\x00" * 32


@dataclass(frozen=True, slots=True)
class TextIn:
    """A message as the gateway hands it over; `id` is the gateway's own."""

    id: str
    sender: str
    text: str


def take_in(ctx: Context, message: TextIn) -> bool:
    """Keep it to be answered; False when it was taken in before, or nobody gets an answer.

    Taken in twice it is answered once, whatever the gateway repeats.
    """
    values = {
        "id": random_id(), "tag": ctx.keys.tag(PURPOSE, message.id.encode()), "sealed": None, "received_at": ctx.now,
    }  # fmt: skip
    dialect = ctx.session.get_bind().dialect.name
    insert = sqlite.insert(InboundText) if dialect == "sqlite" else postgresql.insert(InboundText)
    new = ctx.session.execute(
        insert.values(**values).on_conflict_do_nothing(index_elements=["tag"]).returning(InboundText.id)
    ).scalar_one_or_none()
    if new is None or not _gets_an_answer(ctx, message.sender):
        return False
    plain = json.dumps([message.sender, message.text[:LONGEST]]).encode()
    sealed = ctx.keys.seal(PURPOSE, plain, bound_to=new.bytes)
    ctx.session.execute(update(InboundText).where(InboundText.id == new).values(sealed=sealed))
    outbox.publish(ctx, TextReceived(text_id=new))
    return True


def answer(ctx: Context, text_id: UUID, *, public_url: str | None) -> None:
    """Queue the answer and forget the message. A second call finds nothing to answer."""
    statement = select(InboundText.sealed).where(InboundText.id == text_id).with_for_update()
    sealed = ctx.session.execute(statement).scalar_one_or_none()
    if sealed is None:
        return
    sender, text = json.loads(ctx.keys.open(PURPOSE, sealed, bound_to=text_id.bytes))
    ctx.session.execute(update(InboundText).where(InboundText.id == text_id).values(sealed=None))
    queue_notice(
        ctx, agency_id=NO_AGENCY, channel=Channel.SMS, to=sender, subject="Tra cứu bằng tin nhắn",
        text=_answer(ctx, sender, number_asked(text), public_url), subject_type=SUBJECT, subject_id=None,
    )  # fmt: skip


def sweep_texts(ctx: Context, *, most: int = 1000) -> int:
    """Forget that messages came, and to which telephones answers went, a week later, some at a time; gives how many."""
    t, n, before = InboundText, Notice, ctx.now - FORGOTTEN_AFTER
    ctx.session.execute(delete(n).where(n.agency_id == NO_AGENCY, n.subject_type == SUBJECT, n.created_at < before))
    old = select(t.id).where(t.received_at < before).order_by(t.received_at).limit(most)
    ids = list(ctx.session.execute(old).scalars())
    ctx.session.execute(delete(t).where(t.id.in_(ids)))
    return len(ids)


def neutral(public_url: str | None) -> str:
    """What everyone is told who is told nothing."""
    at = f" tại {public_url}/tra-cuu" if public_url else " ở trang Tra cứu"
    return one_message(
        (
            f"Không có tin để báo cho số này. Nhắn TRA và số đơn từ số máy đã để lại, hoặc xem{at} bằng số đơn và mã.",
            "Không có tin để báo cho số này. Xem ở trang Tra cứu bằng số đơn và mã bí mật.",
        )
    )


def _answer(ctx: Context, sender: str, number: str | None, public_url: str | None) -> str:
    p, s = Petition, PetitionSearch
    row = ctx.session.execute(
        select(p.number, p.agency_id, p.state, p.due_at, s.phone_tag)
        .join(s, s.petition_id == p.id)
        .where(p.number == (number or ""), p.sealed.is_(False), p.protected.is_(False))
    ).one_or_none()
    theirs = tag_phone(ctx, sender, purpose=PHONE_PURPOSE, agency_id=row.agency_id if row else NO_AGENCY)
    left = row.phone_tag if row else None
    if same(left or _NOBODY, theirs or b"") and row:
        return _standing(row)
    return neutral(public_url)


def _standing(row: Any) -> str:
    step = LABELS[row.state].lower()
    due: datetime = row.due_at
    until = f", hạn {local(due):%d/%m/%Y}" if row.state in _UNDER_WAY and due < NOT_RUNNING else ""
    return one_message((f"Đơn {row.number}: {step}{until}.",))


# Where the due date is one that the sender may expect something by.
_UNDER_WAY = frozenset(
    {
        PetitionState.TRIAGED, PetitionState.ASSIGNED, PetitionState.IN_PROGRESS, PetitionState.AWAITING_APPROVAL,
        PetitionState.AWAITING_ISSUE, PetitionState.REOPENED, PetitionState.PROCEEDING,
    }
)  # fmt: skip


def _gets_an_answer(ctx: Context, sender: str) -> bool:
    digits = "".join(c for c in sender if c.isdigit())
    if len(digits) < FEWEST_DIGITS:
        return False
    try:
        spend(ctx, EACH, network=ctx.keys.tag(PURPOSE, digits[-FEWEST_DIGITS:].encode()), sends=EACH_AN_HOUR)
        spend(ctx, ALL, network=b"all", sends=ALL_AN_HOUR)
    except BudgetSpent:
        return False  # in silence; the count is kept with the transaction
    return True
