"""What the province notes of an entry."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length, Optional

from web.forms import Form
from web.staff.proceedings.forms import DayField


class EntryForm(Form):
    """Looked up where, offered until when."""

    confirmed_by = StringField(
        _l("Đã đối chiếu với văn bản nào"), validators=[Length(max=200, message=_l("Tối đa 200 ký tự."))]
    )
    ends_on = DayField(_l("Ngày cuối còn dùng"), validators=[Optional()])
