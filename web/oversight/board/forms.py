"""Forms of the Board."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from web.forms import VersionForm


class VerifyForm(VersionForm):
    """What the Board found on the spot."""

    note = TextAreaField(
        _l("Ban đã thấy gì, ở đâu, ngày nào?"),
        validators=[
            InputRequired(_l("Ghi điều đã thấy.")),
            Length(10, 1000, _l("Viết từ 10 đến 1.000 ký tự.")),
        ],
    )
