"""What officials are told on their first page: that something waits for them, until they put it away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update

from accounts.models import OfficialNotice
from agencies.models import Agency
from core.context import Context
from core.db import insert_row
from core.errors import NotFound
from core.ids import uuid7

SHOWN = 20


class OfficialNoticeKind(StrEnum):
    """What is told; the web layer has the words."""

    CASES_RETURNED = "cases_returned"  # đơn về bàn tiếp nhận, chờ giao lại
    PAPER_WAITS = "paper_waits"  # văn bản chờ duyệt, chờ số, hoặc được trả lại
    HANDED_OVER = "handed_over"  # nhận bàn giao, chờ ký nhận
    OPENING_WAITS = "opening_waits"  # đề nghị mở danh tính, chờ người thứ hai
    OPENING_ANSWERED = "opening_answered"  # đề nghị mở danh tính đã có người trả lời
    TERMS_ENDING = "terms_ending"  # có thời hạn sắp hết hoặc đã quá
    SURVEY_DROP = "survey_drop"  # mức hài lòng ở quầy tụt thật, không phải ngẫu nhiên
    SURVEY_COUNTS_DIFFER = "survey_counts_differ"  # số đếm khảo sát lệch với phiếu
    CONFIDED_WAITS = "confided_waits"  # có việc trong phần hồ sơ kín được giao
    KEY_MADE_ANEW = "key_made_anew"  # khoá của một đồng nghiệp vừa làm mới vì mật khẩu do người khác đặt
    BREACH_FOUND = "breach_found"  # có sự cố dữ liệu cá nhân


@dataclass(frozen=True, slots=True)
class InboxLine:
    """One notice, for the person it is for."""

    id: UUID
    kind: OfficialNoticeKind
    agency_name: str
    params: dict[str, Any]
    created_at: datetime


def tell_officials(
    ctx: Context, accounts: Iterable[UUID], *, agency_id: UUID, kind: OfficialNoticeKind, **params: Any
) -> None:
    """Leave each of them a notice. `params` are plain JSON values that give no case away."""
    for account_id in dict.fromkeys(accounts):
        insert_row(
            ctx.session,
            OfficialNotice,
            {
                "id": uuid7(), "account_id": account_id, "agency_id": agency_id, "kind": kind.value, "params": params,
                "created_at": ctx.now, "seen_at": None,
            },
        )  # fmt: skip


def list_unseen(ctx: Context, account_id: UUID) -> Sequence[InboxLine]:
    """The newest notices a person has not put away. One statement."""
    n = OfficialNotice
    rows = ctx.session.execute(
        select(n.id, n.kind, Agency.name, n.params, n.created_at)
        .join(Agency, Agency.id == n.agency_id)
        .where(n.account_id == account_id, n.seen_at.is_(None))
        .order_by(n.created_at.desc(), n.id.desc())
        .limit(SHOWN)
    )
    return [InboxLine(row.id, OfficialNoticeKind(row.kind), row.name, row.params, row.created_at) for row in rows]


def put_away(ctx: Context, notice_id: UUID) -> None:
    """Note that the person who acts has seen it, and all that said the same before it; again changes nothing.

    Raises NotFound for another's.
    """
    n = OfficialNotice
    row = ctx.session.execute(
        select(n.kind, n.agency_id, n.params, n.created_at).where(
            n.id == notice_id, n.account_id == ctx.actor.account_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    alike = (n.account_id == ctx.actor.account_id, n.kind == row.kind, n.agency_id == row.agency_id)
    open_ones = select(n.id, n.params).where(*alike, n.seen_at.is_(None), n.created_at <= row.created_at)
    ids = [one.id for one in ctx.session.execute(open_ones) if one.params == row.params]
    ctx.session.execute(update(n).where(n.id.in_(ids)).values(seen_at=ctx.now))


def forget_seen(ctx: Context, *, before: datetime) -> None:
    """Drop what was put away before that moment: it is no record of anything, the audit log is."""
    ctx.session.execute(delete(OfficialNotice).where(OfficialNotice.seen_at < before))
