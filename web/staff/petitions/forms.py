"""Forms of the officials' acts on a petition. Each carries the version it was opened with."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, SubmitField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional, Regexp

from casework.labels import LABELS as REASONS
from casework.states import IdentityReason
from feedback.labels import LABELS
from feedback.machine import TRIAGE_KINDS
from feedback.states import Field, Outcome, ReleaseReason, Urgency
from web.forms import Form, VersionForm

LONGEST = 10_000
_WORDS = [InputRequired(_l("Ghi vài lời cho rõ.")), Length(10, LONGEST, _l("Viết từ 10 ký tự trở lên."))]


class ActForm(VersionForm):
    """What every act sends: the version of the petition it was opened with."""


class TriageForm(ActForm):
    """Kind, field, urgency, title."""

    kind = RadioField(
        _l("Là loại đơn gì?"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in TRIAGE_KINDS],
        validators=[InputRequired(_l("Chọn loại đơn."))],
    )
    field = SelectField(
        _l("Lĩnh vực"),
        choices=[SelectChoice("", _l("Chọn"))] + [SelectChoice(member.value, _l(LABELS[member])) for member in Field],
        validators=[InputRequired(_l("Chọn lĩnh vực."))],
    )
    urgency = RadioField(
        _l("Mức độ"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in Urgency],
        validators=[InputRequired(_l("Chọn mức độ."))],
    )
    title = StringField(_l("Tên ngắn của đơn"), validators=[Optional(), Length(max=200)])
    keep_sealed = BooleanField(_l("Giữ kín, chỉ người được giao đích danh mở được"))


class AssignForm(ActForm):
    """To whom, with a word."""

    assignee = SelectField(_l("Giao cho"), validators=[InputRequired(_l("Chọn người."))])
    instruction = TextAreaField(_l("Lời dặn"), validators=[Optional(), Length(max=1000)])


class ReleaseForm(ActForm):
    """Why whoever has it gives it back."""

    reason = RadioField(
        _l("Vì sao trả lại?"),
        choices=[
            SelectChoice(member.value, _l(LABELS[member])) for member in (ReleaseReason.CONFLICT, ReleaseReason.UNABLE)
        ],
        validators=[InputRequired(_l("Chọn một lý do."))],
    )


class WordsForm(ActForm):
    """A text that goes with the step."""

    text = TextAreaField(_l("Nội dung"), validators=_WORDS)


class ForwardForm(WordsForm):
    """Where to, and why."""

    to = StringField(_l("Chuyển tới"), validators=[InputRequired(_l("Ghi tên nơi nhận.")), Length(max=200)])


class RefuseForm(WordsForm):
    """Why it is not dealt with (law sheet §9.11, 4), and whether the paper went back."""

    reason = SelectField(_l("Lý do"), choices=[], validators=[InputRequired(_l("Chọn một lý do."))])
    handed_back = BooleanField(_l("Đã trả lại đơn và giấy tờ gốc kèm theo"))


class GuideForm(WordsForm):
    """Where to go, what to take along, and for which reason it is not settled here."""

    reason = SelectField(_l("Lý do"), choices=[], validators=[Optional()])


class AnswerForm(ActForm):
    """The answer and its redacted version."""

    outcome = RadioField(
        _l("Kết luận"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in Outcome],
        validators=[InputRequired(_l("Chọn kết luận."))],
    )
    text = TextAreaField(_l("Trả lời người gửi"), validators=_WORDS)
    public_text = TextAreaField(
        _l("Bản cho người khác cùng gửi, đã bỏ tên người"), validators=[Optional(), Length(max=LONGEST)]
    )
    hand_in = SubmitField(_l("Lưu và trình lãnh đạo duyệt"))


class IdentityForm(ActForm):
    """Why the sender's identity must be seen."""

    reason = RadioField(
        _l("Vì sao cần xem?"),
        choices=[SelectChoice(member.value, _l(REASONS[member])) for member in IdentityReason],
        validators=[InputRequired(_l("Chọn một lý do."))],
    )


class PhoneForm(Form):
    """The phone somebody left."""

    phone = StringField(
        _l("Số điện thoại"),
        validators=[
            InputRequired(_l("Ghi số điện thoại.")),
            Regexp(r"^\+?[\d .-]{9,20}$", 0, _l("Ghi số, ví dụ 0912 345 678.")),
        ],
    )


class RemarkForm(Form):
    """A word to colleagues, and whom to call."""

    text = TextAreaField(_l("Ghi chú cho đồng nghiệp"), validators=[InputRequired(), Length(max=4000)])
    named = SelectMultipleField(_l("Nhắc ai"), choices=[], validators=[Optional()])


class CannedForm(ActForm):
    """A text to begin an answer with."""

    agency = SelectField(_l("Của đơn vị"), choices=[], validators=[Optional()])
    title = StringField(_l("Tên mẫu"), validators=[InputRequired(_l("Đặt tên mẫu.")), Length(max=120)])
    field = SelectField(
        _l("Lĩnh vực"),
        choices=[SelectChoice("", _l("Mọi lĩnh vực"))]
        + [SelectChoice(member.value, _l(LABELS[member])) for member in Field],
        validators=[Optional()],
    )
    body = TextAreaField(_l("Nội dung"), validators=_WORDS)
