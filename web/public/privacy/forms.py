"""Forms of people who ask about their own data. Nothing is chosen or ticked beforehand."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from privacy.labels import LABELS
from privacy.states import About, RequestKind
from web.forms import Form, at_most


class DataRequestForm(Form):
    """A request about one's own data."""

    kind = RadioField(
        _l("Bà con muốn gì?"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in RequestKind],
        validators=[InputRequired(_l("Chọn điều bà con muốn."))],
    )
    about = RadioField(
        _l("Về thông tin nào?"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in About],
        validators=[InputRequired(_l("Chọn thông tin nào."))],
    )
    case_number = StringField(_l("Số ghi trên biên nhận"), [Optional(), at_most(30)])
    case_code = StringField(_l("Mã bí mật"), [Optional(), at_most(30)])
    words = TextAreaField(
        _l("Nói rõ hơn"),
        [InputRequired(_l("Viết vài câu cho rõ muốn gì.")), Length(10, 2000, _l("Viết từ 10 đến 2.000 ký tự."))],
    )
    new_name = StringField(_l("Tên đúng là"), [Optional(), at_most(100)])
    new_phone = StringField(_l("Số điện thoại đúng là"), [Optional(), at_most(30)])
    name = StringField(_l("Tên của bà con"), [Optional(), at_most(100)])
    contact = StringField(_l("Số điện thoại, e-mail hoặc địa chỉ"), [Optional(), at_most(200)])
    unit = HiddenField()


class EraseForm(Form):
    """Take back a name, or what was written too; a tick, so that nobody does it by a slip."""

    what = RadioField(
        _l("Xoá gì?"),
        choices=[
            SelectChoice("name", _l("Tên và số điện thoại của tôi")),
            SelectChoice("words", _l("Cả lời tôi đã viết")),
        ],
        validators=[InputRequired(_l("Chọn xoá gì."))],
    )
    sure = BooleanField(_l("Tôi hiểu và muốn xoá"), [InputRequired(_l("Đánh dấu vào ô này rồi bấm xoá."))])
