"""Enumerations of openings."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class OpeningState(StrEnum):
    """Where a request to learn who sent a sealed case stands; a term that ran out is told by its time."""

    ASKED = "asked"  # chờ người thứ hai
    APPROVED = "approved"  # được xem tới giờ ghi
    REFUSED = "refused"  # người thứ hai không đồng ý
    WITHDRAWN = "withdrawn"  # người đề nghị rút
    LAPSED = "lapsed"  # hết hạn, không ai trả lời
    SHUT = "shut"  # khép lại: xem xong, hoặc hết giờ


class OpeningAct(StrEnum):
    """What can be done to a request."""

    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    READ = "read"
    SHUT = "shut"
    LAPSE = "lapse"  # by itself


OPENING = Machine(
    name="opening",
    states=OpeningState,
    acts=OpeningAct,
    initial=OpeningState.ASKED,
    final=frozenset({OpeningState.REFUSED, OpeningState.WITHDRAWN, OpeningState.LAPSED, OpeningState.SHUT}),
    table={
        (OpeningState.ASKED, OpeningAct.APPROVE): OpeningState.APPROVED,
        (OpeningState.ASKED, OpeningAct.REFUSE): OpeningState.REFUSED,
        (OpeningState.ASKED, OpeningAct.WITHDRAW): OpeningState.WITHDRAWN,
        (OpeningState.ASKED, OpeningAct.LAPSE): OpeningState.LAPSED,
        (OpeningState.APPROVED, OpeningAct.READ): OpeningState.APPROVED,
        (OpeningState.APPROVED, OpeningAct.SHUT): OpeningState.SHUT,
    },
)
