"""Forms of breaches."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, StringField, TextAreaField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from core.clock import VIETNAM
from privacy.labels import LABELS
from privacy.states import BreachKind, Severity
from web.forms import Form, VersionForm, at_most

_MOST = Length(max=4000, message=_l("Tối đa 4.000 ký tự."))


class RecordForm(Form):
    """What somebody found."""

    kind = RadioField(
        _l("Chuyện gì?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in BreachKind],
        validators=[InputRequired(_l("Chọn một câu."))],
    )
    day = DateField(_l("Phát hiện ngày nào"), [DataRequired(_l("Chọn ngày."))])
    hour = TimeField(_l("Lúc mấy giờ"), [DataRequired(_l("Nhập giờ, ví dụ 14:30."))])
    text = TextAreaField(_l("Kể lại"), [InputRequired(_l("Viết vài câu.")), _MOST])

    def found_at(self) -> datetime:
        """The moment, in Việt Nam's time."""
        assert self.day.data is not None
        assert self.hour.data is not None
        return datetime.combine(self.day.data, self.hour.data, tzinfo=VIETNAM)


class StepForm(VersionForm):
    """What was done."""

    text = TextAreaField(_l("Đã làm gì"), [InputRequired(_l("Viết vài câu.")), _MOST])


class AssessForm(StepForm):
    """How grave it is."""

    severity = RadioField(
        _l("Với người có dữ liệu thì sao?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Severity],
        validators=[InputRequired(_l("Chọn một câu."))],
    )
    people = IntegerField(_l("Khoảng bao nhiêu người"), [Optional(), NumberRange(0, 10_000_000, _l("Nhập một số."))])


class ReportForm(StepForm):
    """The report to the authority, by a document."""

    document_number = StringField(_l("Số báo cáo"), [InputRequired(_l("Nhập số báo cáo.")), at_most(60)])
