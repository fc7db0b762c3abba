"""From when on something is a hot spot: shipped numbers with their reason, and a province's own from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from core.clock import local_date
from core.context import Context
from core.text import N_
from deadlines.states import Confidence
from feedback.hotspots.flags import Limits
from feedback.hotspots.models import HotspotLimit
from feedback.hotspots.states import Limit


@dataclass(frozen=True, slots=True)
class Shipped:
    """A limit as shipped: the number, why this one, where it comes from, how sure that is."""

    number: int
    reason: str
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class LimitView:
    """A limit as it holds on a day. `document`: the province's own decision; empty: as shipped."""

    limit: Limit
    number: int
    reason: str
    basis: str
    since: date | None
    document: str
    confidence: Confidence
    coming: tuple[tuple[date, int], ...] = ()

    @property
    def to_be_confirmed(self) -> bool:
        """Whether nobody has looked it up or decided it yet."""
        return not self.document and self.confidence is not Confidence.HIGH


# No law says from when on a matter is "hot": all but the first are a choice of ours, for the province to change.
_OURS = N_("Luật không định số này. Phần mềm chọn, tỉnh đổi được.")
SHIPPED: dict[Limit, Shipped] = {
    Limit.PEOPLE: Shipped(
        5, N_("Từ năm người trở lên là đơn có nhiều người, phải cử người đại diện."),
        "Luật Tiếp công dân 42/2013/QH13, Điều 29", Confidence.MED,
    ),
    Limit.DAYS_OPEN: Shipped(
        60, N_("Lâu hơn hẳn thời hạn dài nhất của một phản ánh; khiếu nại vùng xa kéo tới chừng ấy."), _OURS,
        Confidence.LOW,
    ),
    Limit.NEIGHBOURS: Shipped(
        3, N_("Ba đơn cùng một nơi, cùng lĩnh vực thì ít khi là tình cờ."), _OURS, Confidence.LOW
    ),
    Limit.WEEKS: Shipped(8, N_("Đủ dài để thấy việc lặp lại, đủ ngắn để còn là một việc."), _OURS, Confidence.LOW),
    Limit.TIMES: Shipped(
        3, N_("Gửi lại một lần có thể vì sốt ruột; lần thứ ba là có chỗ chưa ổn."), _OURS, Confidence.LOW
    ),
}  # fmt: skip


def limits_on(ctx: Context, province_id: UUID) -> Limits:
    """The number of each limit that holds today in a province. One statement."""
    return {view.limit: view.number for view in list_limits(ctx, province_id)}


def list_limits(ctx: Context, province_id: UUID) -> Sequence[LimitView]:
    """Each limit as it holds today, with what comes later. One statement."""
    h, today = HotspotLimit, local_date(ctx.now)
    columns = (h.limit_code, h.number, h.reason, h.valid_from, h.document_number)
    rows = ctx.session.execute(select(*columns).where(h.province_id == province_id).order_by(h.valid_from)).all()
    own = {row.limit_code: row for row in rows if row.valid_from <= today}
    coming: dict[Limit, list[tuple[date, int]]] = {}
    for row in rows:
        if row.valid_from > today:
            coming.setdefault(row.limit_code, []).append((row.valid_from, row.number))
    return [
        LimitView(
            limit,
            own[limit].number if limit in own else shipped.number,
            own[limit].reason if limit in own else shipped.reason,
            shipped.basis,
            own[limit].valid_from if limit in own else None,
            own[limit].document_number if limit in own else "",
            shipped.confidence,
            tuple(coming.get(limit, ())),
        )
        for limit, shipped in SHIPPED.items()
    ]
