"""Forms of deliveries and postings."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional

from feedback.delivery.labels import LABELS
from feedback.delivery.postings.forms import Form as PostingFormRow
from feedback.delivery.states import PAPER_WAYS, DeliveryAct, Recipient
from web.forms import Form, VersionForm, at_most
from web.staff.proceedings.forms import DayField

_WAYS = [SelectChoice(way.value, _l(LABELS[way])) for way in PAPER_WAYS]
_PICK_WAY = InputRequired(_l("Chọn cách giao."))


class PlanForm(Form):
    """One more recipient of a paper, or another way."""

    paper = SelectField(_l("Văn bản"), choices=[], validators=[InputRequired(_l("Chọn văn bản."))])
    recipient = SelectField(
        _l("Gửi cho"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Recipient],
        validators=[InputRequired(_l("Chọn nơi nhận."))],
    )  # fmt: skip
    way = RadioField(_l("Giao bằng cách nào?"), choices=_WAYS, validators=[_PICK_WAY])
    name = StringField(_l("Tên người hoặc cơ quan nhận"), validators=[at_most(200)])
    address = TextAreaField(_l("Địa chỉ"), validators=[at_most(300)])


class ChangeForm(VersionForm):
    """Who and where to, before it leaves."""

    way = RadioField(_l("Giao bằng cách nào?"), choices=_WAYS, validators=[_PICK_WAY])
    name = StringField(_l("Tên người hoặc cơ quan nhận"), validators=[at_most(200)])
    address = TextAreaField(_l("Địa chỉ"), validators=[at_most(300)])


class RecordForm(VersionForm):
    """What happened."""

    act = RadioField(_l("Việc gì đã xảy ra?"), choices=[], validators=[InputRequired(_l("Chọn việc đã xảy ra."))])
    day = DayField(_l("Ngày"), validators=[Optional()])
    who = StringField(_l("Ai đã nhận"), validators=[at_most(200)])
    tracking = StringField(_l("Số hiệu bưu gửi"), validators=[at_most(60)])
    witnesses = StringField(_l("Người làm chứng"), validators=[at_most(300)])
    words = TextAreaField(_l("Ghi thêm"), validators=[at_most(2000)])
    scan = FileField(_l("Ảnh chụp hoặc bản quét phiếu, biên bản"))

    def offer(self, acts: Sequence[DeliveryAct]) -> None:
        """Only what can happen now."""
        self.act.choices = [SelectChoice(one.value, _l(LABELS[one])) for one in acts]


class SeenForm(VersionForm):
    """A button on something that others may have changed."""


class ProposeForm(VersionForm):
    """The redacted version."""

    form = RadioField(
        _l("Công khai bằng hình thức nào?"), choices=[], validators=[InputRequired(_l("Chọn hình thức."))]
    )
    title = StringField(_l("Tên hiện ra ngoài"), validators=[at_most(200)])
    redacted = FileField(_l("Bản đã che thông tin riêng"))

    def offer(self, forms: Sequence[PostingFormRow]) -> None:
        """As the law lists them."""
        self.form.choices = [
            SelectChoice(one.form.value, f"{one.letter}) {_l(LABELS[one.form])}") for one in forms
        ]  # fmt: skip


class ReturnForm(VersionForm):
    """What must still be covered."""

    comment = TextAreaField(_l("Chỗ nào phải che thêm?"), validators=[at_most(2000)])


class StartForm(VersionForm):
    """Where, since when, with a photo."""

    place = StringField(_l("Niêm yết ở đâu"), validators=[at_most(200)])
    day = DayField(_l("Từ ngày"), validators=[Optional()])
    photo = FileField(_l("Ảnh chụp nơi niêm yết"))


class EndForm(VersionForm):
    """Taken down."""

    day = DayField(_l("Gỡ ngày"), validators=[Optional()])
    words = TextAreaField(_l("Vì sao gỡ sớm"), validators=[at_most(1000)])
    photo = FileField(_l("Ảnh chụp sau khi gỡ"))


class PrintForm(Form):
    """Which sheet for the chosen ones."""

    kieu = HiddenField()
