"""Forms of the data protection officer's book of requests to erase."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length

from casework.labels import LABELS
from casework.states import ErasureRefusal
from web.forms import Form


class AskForm(Form):
    """A request that came on paper."""

    number = StringField(
        _l("Số đơn"), [InputRequired(_l("Nhập số đơn.")), Length(max=30, message=_l("Số đơn không dài đến thế."))]
    )
    document_number = StringField(
        _l("Số văn bản yêu cầu"),
        [InputRequired(_l("Nhập số văn bản.")), Length(max=60, message=_l("Tối đa 60 ký tự."))],
    )
    received_on = DateField(_l("Ngày nhận"), validators=[DataRequired(message=_l("Chọn ngày nhận."))])


class GrantForm(Form):
    """Erase, by a decision with a number."""

    decision_number = StringField(
        _l("Số quyết định xoá"),
        [InputRequired(_l("Nhập số quyết định.")), Length(max=60, message=_l("Tối đa 60 ký tự."))],
    )


class RefuseForm(Form):
    """Keep, with the reason and the number of the reply."""

    refusal = RadioField(
        _l("Vì sao không xoá?"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in ErasureRefusal],
        validators=[InputRequired(_l("Chọn một lý do."))],
    )
    reply_number = StringField(
        _l("Số văn bản trả lời"),
        [InputRequired(_l("Nhập số văn bản trả lời.")), Length(max=60, message=_l("Tối đa 60 ký tự."))],
    )
