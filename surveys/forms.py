"""The question sets that ship with the product. A set is never edited once it was opened: a change is a new version."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from core.text import N_
from surveys.states import QuestionKind

OVERALL = "overall"
ASKED_EXTRA = "asked_extra"

# What a yes/no answer is stored as; 0 means "not applicable" for every kind and is left out of every share.
NOT_APPLICABLE, NO, YES = 0, 1, 2
HIGHEST = 5


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `confidential`: its results reach the head and the inspection only (law sheet §9.8)."""

    key: str
    kind: QuestionKind
    text: str
    short: str
    confidential: bool = False

    @property
    def top(self) -> int:
        """The largest value an answer may hold."""
        return HIGHEST if self.kind is QuestionKind.FACES else YES


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """phiếu khảo sát: one version of a named set of questions; the first is the one every answer holds."""

    id: UUID
    code: str
    version: int
    title: str
    questions: tuple[Question, ...]

    @property
    def optional(self) -> tuple[Question, ...]:
        """The questions of the second page."""
        return self.questions[1:]


# Wording after the question set used at commune desks (attitude, waiting, guidance; extra payment is question 9 there).
COUNTER = QuestionSet(
    id=UUID("5b3f6a52-9c1e-4d7a-8f60-2f1d90c7a101"),
    code="quay",
    version=1,
    title=N_("Đánh giá tại quầy"),
    questions=(
        Question(OVERALL, QuestionKind.FACES, N_("Bà con thấy quầy phục vụ thế nào?"), N_("Chung")),
        Question("attitude", QuestionKind.FACES, N_("Thái độ của người tiếp bà con"), N_("Thái độ")),
        Question("waiting", QuestionKind.FACES, N_("Thời gian phải chờ"), N_("Thời gian chờ")),
        Question("guidance", QuestionKind.FACES, N_("Hướng dẫn có rõ, dễ làm theo không"), N_("Hướng dẫn rõ")),
        Question(
            ASKED_EXTRA,
            QuestionKind.YES_NO,
            N_("Có ai gợi ý bà con chi thêm tiền ngoài phí, lệ phí không?"),
            N_("Bị gợi ý chi thêm tiền"),
            confidential=True,
        ),
    ),
)
SHIPPED = (COUNTER,)
