"""The form of a province's own template."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import DateField
from wtforms.validators import InputRequired

from web.forms import Form


class TemplateForm(Form):
    """A Word file and the day it holds from."""

    file = FileField(_l("Tệp mẫu (.docx)"), validators=[FileRequired(_l("Chọn tệp mẫu dạng .docx."))])
    valid_from = DateField(_l("Dùng từ ngày"), validators=[InputRequired(_l("Chọn ngày bắt đầu dùng."))])

    def day(self) -> date:
        """The day it holds from; asked for only once the form is valid."""
        assert self.valid_from.data is not None
        return self.valid_from.data
