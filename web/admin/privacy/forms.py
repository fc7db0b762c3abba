"""Forms of terms and holds."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

from casework.erasures.states import HoldReason
from privacy.labels import LABELS
from privacy.states import Span
from web.forms import Form, at_most


class TermForm(Form):
    """A term, set or confirmed by a document."""

    length = IntegerField(
        _l("Giữ bao lâu"), [Optional(), NumberRange(1, 1000, _l("Nhập số từ 1 đến 1000, hoặc để trống."))]
    )
    span = SelectField(_l("Tính bằng"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Span])
    valid_from = DateField(_l("Áp dụng từ ngày"), [DataRequired(_l("Chọn ngày."))])
    document_number = StringField(_l("Số văn bản quyết định"), [InputRequired(_l("Nhập số văn bản.")), at_most(60)])


class HoldForm(Form):
    """A case that is not erased for now."""

    number = StringField(_l("Số đơn"), [InputRequired(_l("Nhập số đơn.")), at_most(30)])
    reason = RadioField(
        _l("Vì sao giữ lại?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in HoldReason],
        validators=[InputRequired(_l("Chọn một lý do."))],
    )
    document_number = StringField(_l("Số văn bản"), [InputRequired(_l("Nhập số văn bản.")), at_most(60)])


class LiftForm(Form):
    """The reason is over."""

    lift_document = StringField(_l("Số văn bản cho thôi giữ"), [InputRequired(_l("Nhập số văn bản.")), at_most(60)])
