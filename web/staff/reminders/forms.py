"""Where an official wants to be told."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import Length, Optional, Regexp

from web.forms import Form


class AddressForm(Form):
    """An e-mail address, or nothing."""

    email = StringField(
        _l("Thư điện tử"),
        validators=[
            Optional(),
            Length(max=200, message=_l("Tối đa 200 ký tự.")),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=_l("Địa chỉ thư chưa đúng, ví dụ ten@tinh.gov.vn.")),
        ],
    )
