"""Forms of citizens at a dialogue."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from web.forms import Form

PHONE = r"^\+?[0-9 .\-]{8,16}$"


class QuestionForm(Form):
    """A question; the sender may leave nothing."""

    text = TextAreaField(
        _l("Bà con muốn hỏi điều gì?"),
        validators=[
            InputRequired(_l("Viết câu hỏi vào ô này.")),
            Length(10, 2000, _l("Câu hỏi từ 10 đến 2.000 ký tự.")),
        ],
    )
    name = StringField(_l("Họ tên"), validators=[Optional(), Length(max=100, message=_l("Tối đa 100 ký tự."))])
    phone = StringField(
        _l("Số điện thoại"),
        validators=[Optional(), Regexp(PHONE, message=_l("Số điện thoại chưa đúng, ví dụ 0912 345 678."))],
    )
