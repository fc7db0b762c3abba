"""Forms of what takes two people."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from casework.states import IdentityReason
from web.formatting import label
from web.forms import Form


class AskForm(Form):
    """Why the sender must be known: one of the list, and own words."""

    reason = RadioField(_l("Vì sao cần biết người gửi?"), validators=[InputRequired(_l("Chọn một lý do."))])
    words = TextAreaField(
        _l("Ghi cụ thể"),
        validators=[
            InputRequired(_l("Ghi một câu cho người thứ hai đọc.")),
            Length(min=10, max=1000, message=_l("Ghi một câu rõ ràng, dưới 1.000 chữ.")),
        ],
    )

    def offer(self, reasons: Sequence[IdentityReason]) -> None:
        """What may be chosen today."""
        self.reason.choices = [SelectChoice(one.value, label(one)) for one in reasons]
