"""Forms of the questionnaire builder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, DateField, FileField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional

from agencies.queries import AgencyCard, ServicePointCard
from agencies.states import AgencyKind
from surveys.building.versions import Target
from surveys.documents import LONGEST_SHORT, LONGEST_TEXT, LONGEST_TITLE, MOST_BYTES
from surveys.forms import Condition, Option, Question, QuestionSet
from surveys.states import QuestionKind, TargetKind
from web.forms import Form, VersionForm, at_most, typed
from web.public.surveys.views import point_label


class HeadForm(VersionForm):
    """The name of a questionnaire and its languages."""

    title = StringField(_l("Tên phiếu"), validators=[InputRequired(_l("Đặt tên cho phiếu.")), at_most(LONGEST_TITLE)])
    english = StringField(_l("Tên phiếu bằng tiếng Anh"), validators=[at_most(LONGEST_TITLE)])
    in_english = BooleanField(_l("Phiếu có cả tiếng Anh"))

    def languages(self) -> Sequence[str]:
        """The languages chosen; Vietnamese always."""
        return ("vi", "en") if self.in_english.data else ("vi",)


class QuestionForm(VersionForm):
    """One question; which fields are shown depends on its kind."""

    text = TextAreaField(_l("Câu hỏi"), validators=[InputRequired(_l("Viết câu hỏi.")), at_most(LONGEST_TEXT)])
    english = TextAreaField(_l("Câu hỏi bằng tiếng Anh"), validators=[at_most(LONGEST_TEXT)])
    short = StringField(_l("Tên ngắn trong bảng kết quả"), validators=[at_most(LONGEST_SHORT)])
    options = TextAreaField(_l("Các lựa chọn, mỗi dòng một ý"), validators=[at_most(4_000)])
    low = IntegerField(_l("Số nhỏ nhất"), validators=[Optional()])
    high = IntegerField(_l("Số lớn nhất"), validators=[Optional()])
    skippable = BooleanField(_l("Có ô “Không áp dụng”"))
    confidential = BooleanField(_l("Kết quả chỉ lãnh đạo và Thanh tra tỉnh xem"))
    temporary = BooleanField(_l("Câu chữ còn tạm, chờ xác nhận"))
    when = SelectMultipleField(_l("Chỉ hỏi khi trước đó đã trả lời (bỏ trống thì ai cũng được hỏi)"))

    def offer(self, form: QuestionSet, number: int) -> None:
        """Fill in which answers of earlier questions it may depend on."""
        self.when.choices = [
            SelectChoice(f"{one.key}:{value}", f"{place}. {one.text} → {word}")
            for place, one in enumerate(form.questions[: number - 1], start=1)
            for value, word in value_words(one)
        ]

    def fill(self, question: Question, version: int) -> None:
        """Show a question as it is."""
        self.version.data = str(version)
        for name in ("text", "english", "short", "low", "high", "skippable", "confidential", "temporary"):
            getattr(self, name).data = getattr(question, name)
        self.options.data = "\n".join(_line(option) for option in question.options)
        when = question.when
        self.when.data = [f"{when.question}:{value}" for value in when.values] if when else []

    def question(self, key: str, kind: QuestionKind) -> Question:
        """The question as it was typed; what is wrong with it, the domain says."""
        text = typed(self.text)
        numbered = kind is QuestionKind.NUMBER
        return Question(
            key=key, kind=kind, text=_one_line(text), short=_one_line(typed(self.short)) or text[:LONGEST_SHORT],
            confidential=bool(self.confidential.data), english=_one_line(typed(self.english)),
            options=self._options() if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE) else (),
            skippable=bool(self.skippable.data), temporary=bool(self.temporary.data),
            low=(self.low.data or 0) if numbered else 0, high=(self.high.data or 0) if numbered else 0,
            when=self._condition(),
        )  # fmt: skip

    def _options(self) -> tuple[Option, ...]:
        lines = [line for line in typed(self.options).splitlines() if line.strip()]
        return tuple(_option(line) for line in lines)

    def _condition(self) -> Condition | None:
        chosen = [str(one).rpartition(":") for one in self.when.data or []]
        if not chosen:
            return None
        # Answers of two questions make a condition nobody meant: the domain refuses values the first one does not have.
        if len({key for key, _, _ in chosen}) > 1:
            return Condition(chosen[0][0], ())
        return Condition(chosen[0][0], tuple(sorted(int(value) for _, _, value in chosen)))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _option(line: str) -> Option:
    parts = [_one_line(part) for part in line.split("|")]
    points = parts[2] if len(parts) > 2 else ""
    return Option(parts[0], parts[1] if len(parts) > 1 else "", int(points) if points.isdecimal() else None)


def _line(option: Option) -> str:
    parts = [option.text, option.english, "" if option.points is None else str(option.points)]
    while parts and not parts[-1]:
        parts.pop()
    return " | ".join(parts)


def value_words(question: Question) -> Sequence[tuple[int, str]]:
    """The values that can be chosen, in words."""
    words: dict[QuestionKind, Sequence[Any]] = {
        QuestionKind.FACES: (
            gettext("Rất không hài lòng"), gettext("Không hài lòng"), gettext("Bình thường"), gettext("Hài lòng"),
            gettext("Rất hài lòng"),
        ),
        QuestionKind.LIKERT: (
            gettext("Rất không đồng ý"), gettext("Không đồng ý"), gettext("Không rõ ý"), gettext("Đồng ý"),
            gettext("Rất đồng ý"),
        ),
        QuestionKind.YES_NO: (gettext("Không"), gettext("Có")),
    }  # fmt: skip
    named = words.get(question.kind, [option.text for option in question.options])
    return list(zip(question.values, named, strict=True))


class ImportForm(Form):
    """A questionnaire from a file or pasted."""

    file = FileField(_l("Tệp JSON"))
    text = TextAreaField(_l("Hoặc dán nội dung vào đây"), validators=[at_most(MOST_BYTES)])


class OpenForm(VersionForm):
    """From when to when, and where."""

    since = DateField(_l("Bắt đầu hỏi từ"), validators=[InputRequired(_l("Chọn ngày bắt đầu."))])
    until = DateField(_l("Hỏi đến hết ngày"), validators=[Optional()])
    targets = SelectMultipleField(_l("Hỏi ở đâu"))

    def offer(self, agency: AgencyCard, points: Sequence[ServicePointCard]) -> None:
        """Fill in the places of an agency."""
        choices = [SelectChoice(f"agency:{agency.id}", gettext("Mọi quầy của %(agency)s", agency=agency.name))]
        if agency.kind == AgencyKind.PROVINCE:
            choices.insert(0, SelectChoice(f"below:{agency.id}", gettext("Mọi quầy của mọi xã trong tỉnh")))
        choices += [SelectChoice(f"point:{one.id}", f"{point_label(one)} · {one.name}") for one in points]
        self.targets.choices = choices

    def places(self) -> Sequence[Target]:
        """The places chosen; asked for only once the form is valid."""
        parts = [str(one).partition(":") for one in self.targets.data or []]
        return [Target(TargetKind(kind), UUID(scope)) for kind, _, scope in parts]
