"""Forms of the survey desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from agencies.queries import ServicePointCard
from core.text import clean
from surveys.entering import BY_HAND, MOST_LINES, Line
from surveys.forms import QuestionSet, Value
from surveys.labels import LABELS
from surveys.states import Channel, QuestionKind
from web.forms import Form
from web.public.surveys.wording import point_label


def _choices(points: Sequence[ServicePointCard]) -> list[SelectChoice]:
    return [SelectChoice(str(one.id), f"{point_label(one)} · {one.name}") for one in points]


class SlipsForm(Form):
    """How many codes, for which counter, until when."""

    point = SelectField(_l("Quầy"), validators=[InputRequired(_l("Chọn một quầy."))])
    count = IntegerField(_l("Số mã"), validators=[InputRequired(_l("Ghi số mã cần in."))])
    expires_on = DateField(_l("Dùng được đến hết ngày"), validators=[InputRequired(_l("Chọn ngày hết hạn."))])

    def offer(self, points: Sequence[ServicePointCard]) -> None:
        """Fill in the counters."""
        self.point.choices = _choices(points)

    def point_id(self) -> UUID:
        """The counter chosen; asked for only once the form is valid."""
        return UUID(str(self.point.data))


class PaperForm(Form):
    """Which counter, which day, how it came; the lines are read apart."""

    token = HiddenField()
    day = DateField(_l("Ngày ghi trên phiếu"), validators=[InputRequired(_l("Chọn ngày ghi trên phiếu."))])
    channel = RadioField(
        _l("Phiếu nhận bằng cách nào"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in BY_HAND]
    )

    def chosen_channel(self) -> Channel:
        """Paper or telephone."""
        return Channel(str(self.channel.data))

    def entry(self) -> UUID | None:
        """What makes sending twice one entry; None when it was tampered with."""
        try:
            return UUID(str(self.token.data))
        except ValueError:
            return None


def read_lines(posted: Mapping[str, str], form: QuestionSet) -> Sequence[tuple[int, Line]]:
    """The lines in which anything was typed, with their numbers."""
    lines = []
    for number in range(1, MOST_LINES + 1):
        typed = {name: clean(posted.get(f"d{number}-{name}", "")) for name in _names(form)}
        if any(typed.values()):
            lines.append((number, _line(form, typed)))
    return lines


def _names(form: QuestionSet) -> Sequence[str]:
    return [form.questions[0].key, *(question.key for question in form.counted), "loi-nhan"]


def _line(form: QuestionSet, typed: Mapping[str, str]) -> Line:
    values: dict[str, Value] = {}
    wrong = []
    for question in form.counted:
        text = typed[question.key]
        if not text or text == "-":
            continue
        value = _value(question.kind, text, question.low)
        if value is None:
            wrong.append(question.key)
        else:
            values[question.key] = value
    overall = typed[form.questions[0].key]
    return Line(int(overall) if _is_small(overall) else 0, values, typed["loi-nhan"], wrong)


def _value(kind: QuestionKind, text: str, low: int) -> Value | None:
    parts = text.replace(",", " ").split()
    if not parts or not all(_is_small(part) for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if kind is QuestionKind.MULTIPLE:
        return sorted(set(numbers))
    if len(numbers) > 1:
        return None
    return numbers[0] - low + 1 if kind is QuestionKind.NUMBER else numbers[0]


def _is_small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 5


def digits_help(form: QuestionSet) -> Sequence[tuple[str, str]]:
    """What to type for each question: (its name, the digits in words)."""
    agreed = {
        QuestionKind.FACES: gettext("1 rất không hài lòng … 5 rất hài lòng"),
        QuestionKind.LIKERT: gettext("1 rất không đồng ý … 5 rất đồng ý"),
        QuestionKind.YES_NO: gettext("1 không, 2 có"),
    }
    found = []
    for question in form.counted:
        options = ", ".join(f"{number} {option.text}" for number, option in enumerate(question.options, start=1))
        text = agreed.get(question.kind) or options or f"{question.low}–{question.high}"
        found.append((question.short, text + (gettext(", 0 không áp dụng") if question.skippable else "")))
    return found
