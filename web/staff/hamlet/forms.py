"""Forms of the head of a hamlet."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from disclosures.commands import TellHamlet
from disclosures.labels import LABELS
from disclosures.states import Told
from web.forms import Form, typed


class TellForm(Form):
    """How people were told, and when."""

    way = RadioField(
        _l("Đã báo bà con bằng cách nào?"),
        choices=[SelectChoice(way.value, _l(LABELS[way])) for way in Told],
        validators=[InputRequired(_l("Chọn một cách. Làm nhiều cách thì ghi từng lần."))],
    )
    told_on = DateField(_l("Ngày báo"), validators=[InputRequired(_l("Chọn ngày đã báo."))])
    note = StringField(_l("Ghi thêm"), validators=[Length(max=300, message=_l("Viết ngắn lại, tối đa 300 ký tự."))])

    def command(self, hamlet_id: UUID, disclosure_id: UUID) -> TellHamlet:
        """What was done, as typed."""
        day = self.told_on.data
        assert isinstance(day, date)  # the validator has seen to it
        return TellHamlet(disclosure_id, hamlet_id, Told(self.way.data), day, typed(self.note))
