"""Forms of the Board."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from web.forms import Form


class VerifyForm(Form):
    """What the Board found on the spot."""

    version = HiddenField()
    note = TextAreaField(
        _l("Ban đã thấy gì, ở đâu, ngày nào?"),
        validators=[
            InputRequired(_l("Ghi điều đã thấy.")),
            Length(10, 1000, _l("Viết từ 10 đến 1.000 ký tự.")),
        ],
    )

    def seen(self) -> int:
        """The version the member saw; -1 (never right) when the field was tampered with."""
        raw = str(self.version.data or "")
        return int(raw) if raw.isascii() and raw.isdigit() else -1
