"""Forms of work claimed on the ground."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, DateField, HiddenField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from core.clock import VIETNAM
from feedback.claims.errors import DoneInFuture
from feedback.commands import Spot
from web.forms import Form, at_most, typed


class ClaimForm(Form):
    """What was done, where, when; photos of before and after."""

    text = TextAreaField(
        _l("Đã làm gì?"),
        validators=[InputRequired(_l("Ghi đã làm gì.")), Length(10, 1000, _l("Viết từ 10 đến 1.000 ký tự."))],
    )
    place = StringField(_l("Ở chỗ nào?"), validators=[Optional(), at_most(300)])
    spot = HiddenField()
    done_on = DateField(_l("Làm xong ngày nào?"), validators=[InputRequired(_l("Chọn ngày làm xong."))])
    done_time = TimeField(_l("Lúc mấy giờ?"), validators=[InputRequired(_l("Ghi giờ làm xong, ví dụ 15:30."))])
    before = MultipleFileField(_l("Ảnh trước khi làm"))
    after = MultipleFileField(_l("Ảnh sau khi làm"))
    open_photos = BooleanField(_l("Cho mọi người xem lời và ảnh này"))

    def done_at(self) -> datetime:
        """When the work was finished."""
        day, time = self.done_on.data, self.done_time.data
        if day is None or time is None:  # never of a form that was valid
            raise DoneInFuture
        return datetime.combine(day, time, tzinfo=VIETNAM)

    def chosen_spot(self) -> Spot | None:
        """The tapped place; what makes no sense is none."""
        return Spot.parse(typed(self.spot))
