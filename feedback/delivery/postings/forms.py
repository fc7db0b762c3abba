"""In which forms what is made public, by which law. Data; below high confidence it is marked to be confirmed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from deadlines.states import Confidence
from feedback.delivery.states import PostingForm
from feedback.papers.states import PaperKind
from feedback.proceedings.states import Track

F = PostingForm


@dataclass(frozen=True, slots=True)
class Form:
    """`letter`: as the article counts it. `file`: the redacted version itself is shown. `days`: posted for a term."""

    form: PostingForm
    letter: str
    basis: str
    confidence: Confidence
    file: bool
    days: bool

    @property
    def to_be_confirmed(self) -> bool:
        """Whether the page says so."""
        return self.confidence is not Confidence.HIGH


_CONCLUSION = "Luật Tố cáo 25/2018/QH14, Điều 40; Nghị định 31/2019/NĐ-CP, Điều 6 khoản 2"
_DECISION = "Nghị định 124/2020/NĐ-CP (chưa đối chiếu được)"
# That there are four forms, a to d, is known from the law; their order was not compared with its text.
_OF_CONCLUSION = tuple(
    Form(form, letter, _CONCLUSION, Confidence.MED, file, days)
    for form, letter, file, days in (
        (F.MEETING, "a", False, False), (F.BOARD, "b", True, True), (F.PORTAL, "c", True, True),
        (F.MEDIA, "d", True, False),
    )
)  # fmt: skip
_OF_DECISION = tuple(
    Form(form, letter, _DECISION, Confidence.LOW, file, days)
    for form, letter, file, days in (
        (F.MEETING, "a", False, False), (F.BOARD, "b", True, True), (F.PORTAL, "c", True, True),
        (F.MEDIA, "d", True, False),
    )
)  # fmt: skip
_FORMS: Mapping[tuple[PaperKind, Track], tuple[Form, ...]] = {
    (PaperKind.CONCLUSION, Track.DENUNCIATION): _OF_CONCLUSION,
    (PaperKind.DECISION, Track.COMPLAINT_SECOND): _OF_DECISION,
}


def forms_of(kind: PaperKind, track: Track | None) -> tuple[Form, ...]:
    """In which forms a paper is made public; none when the law does not ask for it."""
    return _FORMS.get((kind, track), ()) if track else ()


def find_form(kind: PaperKind, track: Track | None, form: PostingForm) -> Form | None:
    """One of them."""
    return next((one for one in forms_of(kind, track) if one.form is form), None)
