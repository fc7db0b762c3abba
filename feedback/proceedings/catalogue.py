"""Every ground, reason, outcome and way of handling people choose from (law sheet §9.11 items 4, 5, 6, 8), as one list.

Shipped with legal basis, confidence and the day it holds from. The province notes that it has looked one up, and takes
out of the choices what its own rules do not know, where the law leaves that open; what was chosen before stays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select

from casework.states import IdentityReason
from core.clock import local_date
from core.context import Context
from core.text import N_
from deadlines.data.shape import COMPLAINTS_2011, DENUNCIATIONS_2018, RECEPTION_2013
from deadlines.states import Confidence
from feedback.deleting.states import DeletionReason
from feedback.proceedings.grounds import FINDING_BASIS, GROUNDS
from feedback.proceedings.models import GroundChange
from feedback.states import Outcome, RefusalReason

_SORTING = "Thông tư 05/2021/TT-TTCP, Điều 6"
_SORTING_2021 = date(2021, 11, 15)
_RECEPTION = "Luật Tiếp công dân 42/2013/QH13, Điều 26"


_IDENTITY = "Luật Tố cáo 25/2018/QH14, Điều 8, Điều 56; Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15"


_DATA, _DATA_2026 = "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15", date(2026, 1, 1)
# What the law says of keeping too much; which of it allows which deletion the province confirms.
_DELETION: Mapping[DeletionReason, tuple[str, date]] = {
    DeletionReason.IDENTITY_CARD: (f"{_DATA}, Điều 3; Nghị định 356/2025/NĐ-CP, Điều 4", _DATA_2026),
    DeletionReason.THIRD_PERSON: (f"{_DATA}, Điều 3, Điều 14", _DATA_2026),
    DeletionReason.NOT_PART: (f"{_DATA}, Điều 3, Điều 14", _DATA_2026),
    DeletionReason.ASKED: (f"{_DATA}, Điều 4, Điều 14", _DATA_2026),
    DeletionReason.ORDERED: (f"{_DATA}, Điều 14", _DATA_2026),
    DeletionReason.TERM_OVER: ("Luật Lưu trữ 33/2024/QH15; Thông tư 10/2022/TT-BNV", date(2025, 7, 1)),
}


class Lists(StrEnum):
    """Which list an entry stands in; the eight of formal proceedings keep their own names."""

    REFUSAL = "refusal"
    OUTCOME = "outcome"
    FINDING = "finding"
    IDENTITY = "identity"
    DELETION = "deletion"


@dataclass(frozen=True, slots=True)
class Entry:
    """One choice. `open`: the law leaves it to the province whether it is offered."""

    code: str
    member: StrEnum
    list: StrEnum
    basis: str
    confidence: Confidence
    since: date
    open: bool = False
    confirmed_by: str = ""  # the document the province looked it up in
    ends_on: date | None = None

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the administrator is told to look it up."""
        return self.confidence is not Confidence.HIGH and not self.confirmed_by

    def offered_on(self, day: date) -> bool:
        """Whether it can be chosen on a day."""
        return self.since <= day and (self.ends_on is None or day <= self.ends_on)


def _entry(kind: StrEnum, member: StrEnum, basis: str, confidence: Confidence, since: date, *, free: bool) -> Entry:
    return Entry(f"{kind.value}.{member.value}", member, kind, basis, confidence, since, free)


_SHIPPED: tuple[Entry, ...] = (
    *(_entry(Lists.REFUSAL, one, _SORTING, Confidence.MED, _SORTING_2021, free=True) for one in RefusalReason),
    *(
        _entry(one.list, ground, one.legal_basis, one.confidence, one.since, free=False)
        for ground, one in GROUNDS.items()
    ),
    *(
        _entry(Lists.FINDING, one, basis, Confidence.HIGH, COMPLAINTS_2011, free=False)
        for one, basis in FINDING_BASIS.items()
    ),
    *(_entry(Lists.OUTCOME, one, _RECEPTION, Confidence.MED, RECEPTION_2013, free=True) for one in Outcome),
    # The law keeps it secret and lists no motives: ours, the province takes out what it does not want.
    *(
        _entry(Lists.IDENTITY, one, _IDENTITY, Confidence.NOT_APPLICABLE, DENUNCIATIONS_2018, free=True)
        for one in IdentityReason
    ),
    *(
        _entry(Lists.DELETION, one, basis, Confidence.LOW, since, free=True)
        for one, (basis, since) in _DELETION.items()
    ),
)  # fmt: skip
LIST_NAMES: Mapping[Lists, str] = {
    Lists.REFUSAL: N_("Đơn không đủ điều kiện xử lý"),
    Lists.OUTCOME: N_("Kết luận phản ánh, kiến nghị"),
    Lists.FINDING: N_("Kết luận khiếu nại, tố cáo"),
    Lists.IDENTITY: N_("Vì sao cần biết người gửi"),
    Lists.DELETION: N_("Vì sao phải xoá nội dung đơn giữ kín"),
}


def list_choices(ctx: Context) -> Sequence[Entry]:
    """Every entry as it is now, in the order of the lists."""
    c = GroundChange
    changed = {row.code: row for row in ctx.session.execute(select(c.code, c.confirmed_by, c.ends_on))}
    return [
        replace(entry, confirmed_by=changed[entry.code].confirmed_by, ends_on=changed[entry.code].ends_on)
        if entry.code in changed
        else entry
        for entry in _SHIPPED
    ]


def find_choice(ctx: Context, code: str) -> Entry | None:
    """One entry; None when there is none."""
    return next((entry for entry in list_choices(ctx) if entry.code == code), None)


def refusal_reasons(ctx: Context) -> Sequence[RefusalReason]:
    """Why a petition may be refused, guided or handed back today (law sheet §9.11, 4)."""
    today = local_date(ctx.now)
    offered = {entry.member for entry in list_choices(ctx) if entry.list is Lists.REFUSAL and entry.offered_on(today)}
    return [reason for reason in RefusalReason if reason in offered]


def identity_reasons(ctx: Context) -> Sequence[IdentityReason]:
    """Why somebody may ask today to learn who sent a sealed petition."""
    today = local_date(ctx.now)
    offered = {entry.member for entry in list_choices(ctx) if entry.list is Lists.IDENTITY and entry.offered_on(today)}
    return [reason for reason in IdentityReason if reason in offered]


def deletion_reasons(ctx: Context) -> Sequence[DeletionReason]:
    """Why something of a sealed petition may be destroyed today."""
    today = local_date(ctx.now)
    offered = {entry.member for entry in list_choices(ctx) if entry.list is Lists.DELETION and entry.offered_on(today)}
    return [reason for reason in DeletionReason if reason in offered]
