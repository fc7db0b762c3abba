"""What proves that a paper reached whom it is for, and which proof counts when there are several. Data; pure.

No article seen says how a decision on a complaint is served; until it is found the rows are marked to be confirmed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from core.text import N_
from deadlines.states import Confidence
from feedback.delivery.states import PAPER_WAYS, DeliveryState, Recipient, Way

S = DeliveryState
# Whose receipt starts the sender's own terms.
FOR_SENDER = frozenset({Recipient.SENDER, Recipient.REPRESENTATIVE})


@dataclass(frozen=True, slots=True)
class Proof:
    """`strength`: of two on one day the stronger is named. `known_by`: how the office knows, for the sender."""

    strength: int
    known_by: str
    basis: str
    confidence: Confidence

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the page says so."""
        return self.confidence is not Confidence.HIGH


_RECORD = N_("Luật Khiếu nại 02/2011/QH13, Điều 32, 41 (gửi quyết định); cách chứng minh ngày nhận chưa đối chiếu được")
PROOFS: Mapping[tuple[Way, DeliveryState], Proof] = {
    (Way.BY_HAND, S.REACHED): Proof(5, N_("có chữ ký nhận trên phiếu giao nhận"), _RECORD, Confidence.MED),
    (Way.POST, S.REACHED): Proof(4, N_("bưu điện báo đã phát, có phiếu"), _RECORD, Confidence.MED),
    (Way.HAMLET, S.REACHED): Proof(3, N_("trưởng thôn giao, có chữ ký nhận"), _RECORD, Confidence.MED),
    (Way.PAGE, S.REACHED): Proof(2, N_("bà con mở văn bản trên trang tra cứu bằng số và mã"), _RECORD, Confidence.LOW),
    **{
        (way, S.REFUSED): Proof(
            1, N_("có biên bản từ chối nhận và người làm chứng"), _RECORD, Confidence.LOW
        )
        for way in PAPER_WAYS
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Arrival:
    """One way's end: to whom, how, how it ended and on which day."""

    recipient: Recipient
    way: Way
    state: DeliveryState
    day: date | None


@dataclass(frozen=True, slots=True)
class Received:
    """From which day the sender has the paper, by which way, and what shows it."""

    day: date
    way: Way
    proof: Proof


def first_proven(arrivals: Iterable[Arrival]) -> Received | None:
    """The first day on which it is shown that the sender, or whoever acts for them, had the paper.

    Several ways: the earliest proven day counts, because from then on the person could act; of one day the strongest
    proof is named. Absence proves nothing, nor does word by e-mail or telephone.
    """
    found = [
        Received(one.day, one.way, PROOFS[(one.way, one.state)])
        for one in arrivals
        if one.recipient in FOR_SENDER and one.day is not None and (one.way, one.state) in PROOFS
    ]
    return min(found, key=lambda one: (one.day, -one.proof.strength, one.way.value), default=None)
