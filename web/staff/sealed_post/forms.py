"""Forms of sealed post."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import StringField
from wtforms.validators import InputRequired

from web.forms import Form, at_most


class KeyForm(Form):
    """The province's public key, and what the province reads out of it on the telephone."""

    key_file = FileField(_l("Tệp khoá công khai của tỉnh"), validators=[FileRequired(_l("Chọn tệp."))])
    fingerprint = StringField(
        _l("Dấu vân tay của khoá, do tỉnh đọc qua điện thoại"),
        validators=[InputRequired(_l("Gọi cho tỉnh, ghi lại dấu vân tay tỉnh đọc.")), at_most(80)],
    )


class ReceiptForm(Form):
    """The receipt that came back."""

    receipt_file = FileField(_l("Tệp biên nhận của tỉnh"), validators=[FileRequired(_l("Chọn tệp."))])


class BagForm(Form):
    """A bag that came in."""

    bag_file = FileField(_l("Tệp túi thư"), validators=[FileRequired(_l("Chọn tệp."))])
