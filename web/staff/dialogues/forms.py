"""Forms of the dialogue secretary."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from core.clock import VIETNAM
from dialogues.commands import PlanDialogue
from dialogues.labels import LABELS
from dialogues.states import DialogueForm as TakePart
from dialogues.states import DialogueKind
from web.forms import Form, VersionForm, typed

_NEEDED = _l("Điền ô này.")


class PlanForm(VersionForm):
    """What, when and where."""

    kind = RadioField(
        _l("Vì sao tổ chức?"), choices=[SelectChoice(k.value, _l(LABELS[k])) for k in DialogueKind],
        default=DialogueKind.YEARLY.value,
    )  # fmt: skip
    form_of = RadioField(
        _l("Hình thức"),
        choices=[SelectChoice(k.value, _l(LABELS[k])) for k in TakePart],
        default=TakePart.IN_PERSON.value,
    )
    title = StringField(_l("Tên buổi đối thoại"), validators=[InputRequired(_NEEDED), Length(5, 200)])
    topics = TextAreaField(_l("Nội dung"), validators=[InputRequired(_NEEDED), Length(10, 5000)])
    place = StringField(_l("Nơi họp"), validators=[InputRequired(_NEEDED), Length(3, 300)])
    how_to_join = TextAreaField(_l("Cách tham dự"), validators=[InputRequired(_NEEDED), Length(5, 2000)])
    host = StringField(_l("Người chủ trì"), validators=[InputRequired(_NEEDED), Length(3, 200)])
    co_host = StringField(_l("Đồng chủ trì (Thường trực HĐND)"), validators=[Optional(), Length(max=200)])
    starts_on = DateField(_l("Ngày"), validators=[InputRequired(_l("Chọn ngày."))])
    starts_time = TimeField(_l("Từ giờ"), validators=[InputRequired(_l("Ghi giờ, ví dụ 08:00."))])
    ends_time = TimeField(_l("Đến giờ"), validators=[InputRequired(_l("Ghi giờ, ví dụ 11:00."))])

    def command(self, agency_id: UUID) -> PlanDialogue:
        """The validated input."""
        return PlanDialogue(
            agency_id=agency_id,
            kind=DialogueKind(self.kind.data),
            form=TakePart(self.form_of.data),
            title=typed(self.title),
            topics=typed(self.topics),
            place=typed(self.place),
            how_to_join=typed(self.how_to_join),
            host=typed(self.host),
            co_host=typed(self.co_host),
            starts_at=self._moment(self.starts_time),
            ends_at=self._moment(self.ends_time),
        )

    def _moment(self, at: TimeField) -> datetime:
        if self.starts_on.data is None or at.data is None:
            raise ValueError("not validated")
        return datetime.combine(self.starts_on.data, at.data, tzinfo=VIETNAM)


class ReasonForm(VersionForm):
    """An act with a public reason."""

    reason = TextAreaField(_l("Lý do"), validators=[InputRequired(_l("Ghi lý do.")), Length(5, 1000)])


class HoldForm(VersionForm):
    """It took place."""

    attendance = IntegerField(_l("Số người dự"), validators=[Optional(), NumberRange(0, 100000, _l("Ghi một số."))])


class ConclusionsForm(VersionForm):
    """What was concluded."""

    conclusions = TextAreaField(_l("Kết luận"), validators=[InputRequired(_NEEDED), Length(10, 10000)])


class WordingForm(VersionForm):
    """A question in the wording that may be shown."""

    text = TextAreaField(_l("Câu hỏi sẽ hiện công khai"), validators=[InputRequired(_NEEDED), Length(5, 2000)])


class AnswerForm(VersionForm):
    """The answer to a question."""

    answer = TextAreaField(_l("Câu trả lời"), validators=[InputRequired(_NEEDED), Length(5, 5000)])


class PromiseForm(Form):
    """A promise."""

    text = TextAreaField(_l("Hứa làm việc gì?"), validators=[InputRequired(_NEEDED), Length(10, 1000)])
    owner = StringField(_l("Ai làm?"), validators=[InputRequired(_NEEDED), Length(3, 200)])
    due_on = DateField(_l("Hạn xong"), validators=[InputRequired(_l("Chọn ngày."))])

    def due(self) -> date:
        """The validated day."""
        if self.due_on.data is None:
            raise ValueError("not validated")
        return self.due_on.data


class NoteForm(VersionForm):
    """A word about a promise."""

    note = TextAreaField(_l("Ghi rõ đã thấy gì, ở đâu"), validators=[InputRequired(_NEEDED), Length(5, 1000)])
