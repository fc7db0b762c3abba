"""What a delivered paper starts: which right, under which row of the deadlines table, counted from which day. Data.

That a first decision takes effect is counted from its issue (Complaints Act art. 44), the rest from receipt
(art. 33, 42): the day a paper was sent starts nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from deadlines.states import Confidence
from feedback.delivery.states import Basis, Right
from feedback.papers.states import PaperKind
from feedback.proceedings.machine import CONTINUED, EFFECT, LODGE
from feedback.proceedings.states import Track

SUE_VARIANT = "lawsuit"


@dataclass(frozen=True, slots=True)
class Following:
    """`variant` None: chosen by the place (a remote area has longer terms). `confidence`: of the day it starts."""

    right: Right
    row: int
    basis: Basis
    variant: str | None = None
    confidence: Confidence = Confidence.HIGH

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the page says that the start is to be confirmed."""
        return self.confidence is not Confidence.HIGH


_LODGE = Following(Right.LODGE, LODGE, Basis.RECEIVED)
_SUE = Following(Right.SUE, LODGE, Basis.RECEIVED, SUE_VARIANT, Confidence.LOW)
# Article 44 says thirty days "from issue" for the first decision; how it meets art. 33 (from receipt) is not said.
_EFFECT = Following(Right.EFFECT, EFFECT, Basis.ISSUED, confidence=Confidence.MED)
_CONTINUE = Following(Right.CONTINUE, CONTINUED, Basis.ASKED)
FOLLOWING: Mapping[tuple[PaperKind, Track | None], tuple[Following, ...]] = {
    (PaperKind.DECISION, Track.COMPLAINT_FIRST): (_LODGE, _SUE, _EFFECT),
    (PaperKind.DECISION, Track.COMPLAINT_SECOND): (_SUE, _EFFECT),
    (PaperKind.CONCLUSION, Track.DENUNCIATION): (_CONTINUE,),
    (PaperKind.DENUNCIATION_NOT_ACCEPTED, Track.DENUNCIATION): (_CONTINUE,),
}


def follows(kind: PaperKind, track: Track | None) -> tuple[Following, ...]:
    """What comes after a paper; nothing after most."""
    return FOLLOWING.get((kind, track), ())


def start_of(one: Following, *, issued_on: date, received_on: date | None) -> date | None:
    """The day the term is counted from; None while that has not happened, or is the citizen's to choose."""
    if one.basis is Basis.ISSUED:
        return issued_on
    return received_on if one.basis is Basis.RECEIVED else None
