"""The numbers by which odd answers are told: shipped with their reason, and a province's own from a day on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select

from accounts.roles import Role
from core import audit
from core.clock import local_date
from core.context import Context
from core.errors import Forbidden
from core.ids import uuid7
from core.text import N_
from surveys.patterns.errors import LimitInThePast, LimitOutOfRange, LimitUnexplained
from surveys.patterns.models import SurveyLimit
from surveys.patterns.states import PatternLimit

Numbers = Mapping[PatternLimit, int]
_SHORTEST_REASON = 5


@dataclass(frozen=True, slots=True)
class Shipped:
    """A limit as shipped: the number, between which bounds it may lie, and why this one."""

    number: int
    least: int
    most: int
    reason: str


# No law says when an answer is odd: all are a choice of ours, for the province to change, and shown as to be confirmed.
SHIPPED: dict[PatternLimit, Shipped] = {
    PatternLimit.FEWEST: Shipped(12, 5, 500, N_("Ít hơn thế trong một giờ thì một nhóm người cùng về cũng đủ.")),
    PatternLimit.RARE_HOUR: Shipped(
        10_000, 100, 1_000_000, N_("Quầy mở 2.000 giờ một năm: năm năm mới có một giờ đông đến thế do tình cờ.")
    ),
    PatternLimit.RARE_MIX: Shipped(
        100, 10, 100_000, N_("Chỉ xét khi đã đông bất thường, nên không cần hiếm như ngưỡng về số lượt.")
    ),
    PatternLimit.BUSY_SPREAD: Shipped(
        75, 10, 200, N_("Ngày đông gấp hai, gấp ba ngày thường là chuyện hay gặp ở một cửa.")
    ),
    PatternLimit.MOOD_SPREAD: Shipped(
        2, 1, 50, N_("Một hôm mạng hỏng thì cả quầy cùng bực: các lượt trong ngày không độc lập với nhau.")
    ),
    PatternLimit.WEEKS: Shipped(8, 2, 26, N_("Đủ để mỗi giờ trong tuần có tám lần so, đủ ngắn để theo kịp thay đổi.")),
    PatternLimit.KEPT_HOUR: Shipped(6, 1, 500, N_("Cả nhà dùng chung một điện thoại cũng không quá sáu lượt một giờ.")),
    PatternLimit.KEPT_DAY: Shipped(20, 1, 2_000, N_("Người đi giúp bà con trong xóm một ngày cũng chừng ấy.")),
    PatternLimit.KEPT_PAGE: Shipped(
        60, 1, 10_000, N_("Một trang giữ trên máy mà gửi về quá số này thì không còn là của một người, một nhà.")
    ),
    PatternLimit.KIOSK_HOUR: Shipped(
        90, 10, 2_000, N_("Mỗi người đứng trước máy bảng mất ít nhất bốn mươi giây rồi mới đến người sau.")
    ),
}


@dataclass(frozen=True, slots=True)
class LimitView:
    """A limit as it holds on a day. `since` and `document`: the province's own decision; none: as shipped."""

    limit: PatternLimit
    number: int
    least: int
    most: int
    reason: str
    since: date | None
    document: str
    coming: tuple[tuple[date, int], ...] = ()

    @property
    def to_be_confirmed(self) -> bool:
        """Whether no decision stands behind it."""
        return not self.document


def numbers_on(ctx: Context, province_id: UUID) -> Numbers:
    """The number of each limit that holds today in a province. One statement."""
    return {view.limit: view.number for view in list_limits(ctx, province_id)}


def list_limits(ctx: Context, province_id: UUID) -> Sequence[LimitView]:
    """Each limit as it holds today, with what comes later. One statement."""
    s, today = SurveyLimit, local_date(ctx.now)
    columns = (s.limit_code, s.number, s.reason, s.valid_from, s.document_number)
    rows = ctx.session.execute(select(*columns).where(s.province_id == province_id).order_by(s.valid_from)).all()
    own = {row.limit_code: row for row in rows if row.valid_from <= today}
    later: dict[PatternLimit, list[tuple[date, int]]] = {}
    for row in rows:
        if row.valid_from > today:
            later.setdefault(row.limit_code, []).append((row.valid_from, row.number))
    return [_view(limit, ours, own.get(limit), tuple(later.get(limit, ()))) for limit, ours in SHIPPED.items()]


def _view(limit: PatternLimit, ours: Shipped, own: Any, coming: tuple[tuple[date, int], ...]) -> LimitView:
    if own is None:
        return LimitView(limit, ours.number, ours.least, ours.most, ours.reason, None, "", coming)
    return LimitView(
        limit, own.number, ours.least, ours.most, own.reason, own.valid_from, own.document_number, coming
    )  # fmt: skip


def keep_limit(
    ctx: Context, limit: PatternLimit, *, province_id: UUID, number: int, valid_from: date, reason: str,
    document: str = "",
) -> None:  # fmt: skip
    """Let another number hold from a day on; a second one for the same day replaces the first.

    Raises Forbidden (only the province's administrator keeps them), LimitOutOfRange, LimitInThePast, LimitUnexplained.
    """
    if not ctx.actor.holds_at(Role.PROVINCE_ADMIN, province_id):
        raise Forbidden
    ours = SHIPPED[limit]
    if not ours.least <= number <= ours.most:
        raise LimitOutOfRange(least=ours.least, most=ours.most)
    if valid_from < local_date(ctx.now):
        raise LimitInThePast
    if len(reason.strip()) < _SHORTEST_REASON:
        raise LimitUnexplained
    s = SurveyLimit
    same_day = (s.province_id == province_id, s.limit_code == limit, s.valid_from == valid_from)
    ctx.session.execute(delete(s).where(*same_day))
    ctx.session.execute(
        insert(s).values(
            id=uuid7(), province_id=province_id, limit_code=limit, number=number, valid_from=valid_from,
            reason=reason.strip(), document_number=document.strip(), created_at=ctx.now,
            created_by=ctx.actor.account_id,
        )
    )  # fmt: skip
    audit.record(
        ctx, agency_id=province_id, action="surveys:limit:keep", subject_type="survey_limit",
        subject_id=limit.value, number=number, valid_from=valid_from.isoformat(), document=document.strip(),
    )  # fmt: skip
