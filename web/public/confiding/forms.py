"""Forms of whoever sent a sealed petition."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from feedback.protection.labels import LABELS
from feedback.protection.states import Avenger, Danger, Deed, Relation
from web.forms import Form, at_most
from web.public.petitions.forms import PhotosForm

LONGEST = 5000


def _told(label: str, missing: str) -> TextAreaField:
    return TextAreaField(
        label, validators=[InputRequired(missing), Length(10, LONGEST, _l("Viết từ 10 đến 5.000 ký tự."))]
    )


class TalkForm(PhotosForm):
    """A word to whoever settles it."""

    text = _told(_l("Lời nhắn"), _l("Viết lời nhắn vào ô này."))
    of_leader = BooleanField(_l("Đơn này nói về lãnh đạo của nơi đang giữ đơn"))


class AskForm(Form):
    """A request for protection (Denunciation Act art. 50)."""

    relations = SelectMultipleField(
        _l("Ai cần được bảo vệ?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Relation],
        validators=[InputRequired(_l("Chọn ít nhất một người."))],
    )
    names = StringField(_l("Tên hoặc cách gọi những người ấy"), validators=[Optional(), at_most(300)])
    dangers = SelectMultipleField(
        _l("Điều gì đang bị đe doạ?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Danger],
        validators=[InputRequired(_l("Chọn ít nhất một điều."))],
    )
    words = _told(_l("Chuyện gì đã xảy ra, bà con lo điều gì?"), _l("Kể vài lời để người giải quyết biết phải làm gì."))
    urgent = BooleanField(_l("Cần bảo vệ ngay, không chờ được"))


class ChangeForm(Form):
    """Other measures, more of them, or none any more."""

    words = _told(_l("Bà con muốn đổi, thêm hay thôi điều gì?"), _l("Ghi vài lời cho rõ."))


class TakeBackForm(Form):
    """The request is not wanted any more; a tick, so that nobody does it by a slip."""

    sure = BooleanField(_l("Tôi không cần bảo vệ nữa"), [InputRequired(_l("Đánh dấu vào ô này rồi bấm rút."))])


class RetaliationForm(PhotosForm):
    """What was done because of the petition, and by whom."""

    avenger = RadioField(
        _l("Ai làm việc ấy?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Avenger],
        validators=[InputRequired(_l("Chọn một câu. Điều này quyết định ai được đọc."))],
    )
    deeds = SelectMultipleField(
        _l("Đã xảy ra chuyện gì?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Deed],
        validators=[InputRequired(_l("Chọn ít nhất một việc."))],
    )
    when = StringField(_l("Từ bao giờ?"), validators=[Optional(), at_most(100)])
    words = _told(_l("Kể rõ chuyện ấy"), _l("Kể vài lời cho rõ."))


class WriteOnForm(PhotosForm):
    """More about a report that went to the province."""

    text = _told(_l("Viết thêm cho tỉnh"), _l("Viết vào ô này."))
