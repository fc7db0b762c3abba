"""A province's own number for a limit of odd ratings."""

from __future__ import annotations

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired

from web.forms import Form, at_most
from web.staff.proceedings.forms import DayField


class CountField(IntegerField):
    """A whole number; what is none is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it. Raises ValueError."""
        try:
            super().process_formdata([one.strip().replace(".", "") for one in valuelist])
        except ValueError:
            self.data = None
            raise ValueError(gettext("Ghi một số tròn, ví dụ 12.")) from None


class PatternLimitForm(Form):
    """Another number from a day on, and why."""

    number = CountField(_l("Số mới"), validators=[InputRequired(message=_l("Ghi một số tròn, ví dụ 12."))])
    valid_from = DayField(_l("Áp dụng từ ngày"), validators=[InputRequired(message=_l("Chọn ngày bắt đầu áp dụng."))])
    reason = StringField(_l("Vì sao chọn số này"), validators=[at_most(300)])
    document = StringField(_l("Theo văn bản nào"), validators=[at_most(60)])
