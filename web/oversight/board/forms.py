"""Forms of the Board."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from feedback.aftermath.labels import LABELS
from feedback.aftermath.states import BoardFinding
from web.forms import VersionForm, at_most
from web.scenes import ScenesForm


class VerifyForm(VersionForm):
    """What the Board found on the spot."""

    note = TextAreaField(
        _l("Ban đã thấy gì, ở đâu, ngày nào?"),
        validators=[
            InputRequired(_l("Ghi điều đã thấy.")),
            Length(10, 1000, _l("Viết từ 10 đến 1.000 ký tự.")),
        ],
    )


class FoundForm(ScenesForm):
    """What the Board saw of a petition it was asked about."""

    finding = RadioField(
        _l("Ban thấy việc này thế nào?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in BoardFinding],
        validators=[InputRequired(_l("Chọn điều Ban thấy."))],
    )
    text = TextAreaField(
        _l("Ban đã xem gì, ở đâu, ngày nào, thấy gì?"),
        validators=[InputRequired(_l("Ghi điều đã thấy.")), Length(10, 2000, _l("Viết từ 10 đến 2.000 ký tự."))],
    )


class LookedForm(ScenesForm):
    """What the Board saw of work claimed done."""

    done = RadioField(
        _l("Đã xong chưa?"),
        choices=[SelectChoice("1", _l("Đúng, đã xong")), SelectChoice("0", _l("Chưa xong"))],
        validators=[InputRequired(_l("Chọn đã xong hay chưa xong."))],
    )
    text = TextAreaField(_l("Ban đã thấy gì?"), validators=[Optional(), at_most(2000)])
    open_photos = BooleanField(_l("Cho mọi người xem lời và ảnh này"))
