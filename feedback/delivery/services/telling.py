"""Word that a paper lies ready: sent by the system, followed until it went out or failed."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from casework.locks.closing import is_locked
from core.clock import local_date
from core.context import Context
from core.notices import Channel, Notice, NoticeState
from core.text import N_
from feedback.delivery.commands import RecordDelivery
from feedback.delivery.models import PaperDelivery
from feedback.delivery.services.acting import record_delivery
from feedback.delivery.services.writing import write_delivery
from feedback.delivery.states import NOTICE_WAYS, DeliveryAct, DeliveryState, Recipient, Way
from feedback.issuing.queries import get_paper

AT_ONCE = 200
UNKNOWN = N_("Không rõ đã tới chưa: máy dừng giữa lúc gửi.")
FAILED = N_("Nơi chuyển báo không gửi được.")
_WAYS = {Channel.EMAIL: Way.EMAIL, Channel.SMS: Way.SMS}
_ENDED = (NoticeState.SENT, NoticeState.FAILED, NoticeState.UNKNOWN)


def tell_by_notice(ctx: Context, paper_id: UUID, channel: Channel, notice_id: UUID) -> None:
    """A notice was queued for the sender of a paper: one more way, waiting until it has gone."""
    paper = get_paper(ctx, paper_id)
    write_delivery(ctx, None, paper, Recipient.SENDER, _WAYS[channel], notice_id=notice_id)


def follow_notices(ctx: Context) -> int:
    """Note of what was queued whether it went out or failed; what failed is planned on paper. Gives how many."""
    d, n = PaperDelivery, Notice
    waiting = (
        select(d.id, d.petition_id, n.state, n.changed_at)
        .join(n, n.id == d.notice_id)
        .where(
            d.notice_id.is_not(None), d.state == DeliveryState.PLANNED, d.way.in_(NOTICE_WAYS), n.state.in_(_ENDED)
        )
        .order_by(d.id)
        .limit(AT_ONCE)
    )  # fmt: skip
    rows = ctx.session.execute(waiting).all()
    for row in rows:
        if row.state is NoticeState.SENT:
            command = RecordDelivery(DeliveryAct.SEND, local_date(row.changed_at))
        else:
            words = UNKNOWN if row.state is NoticeState.UNKNOWN else FAILED
            if is_locked(ctx, row.petition_id):  # the system has no key to seal words under
                words = ""
            command = RecordDelivery(DeliveryAct.FAIL, local_date(row.changed_at), words=words)
        record_delivery(ctx, row.id, command)
    return len(rows)
