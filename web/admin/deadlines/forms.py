"""Forms of the calendar and of a province's own lengths."""

from __future__ import annotations

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from deadlines.commands import DayChange, ProvinceRule
from deadlines.labels import LABELS
from deadlines.states import DayKind
from web.forms import Form

_KINDS = (DayKind.HOLIDAY, DayKind.IN_LIEU, DayKind.SWAPPED_OFF, DayKind.MAKEUP_WORKING)
_LONG = Length(max=120, message=_l("Tối đa 120 ký tự."))


class DayForm(Form):
    """A day that differs from its weekday; a swapped day brings the Saturday worked for it."""

    day = DateField(_l("Ngày"), validators=[DataRequired(message=_l("Chọn ngày."))])
    kind = SelectField(_l("Ngày này là"), choices=[SelectChoice(kind.value, _l(LABELS[kind])) for kind in _KINDS])
    name = StringField(
        _l("Tên ngày hoặc lý do"), validators=[DataRequired(message=_l("Ghi tên ngày nghỉ hoặc lý do.")), _LONG]
    )
    source = StringField(_l("Văn bản công bố"), validators=[DataRequired(message=_l("Ghi văn bản công bố.")), _LONG])
    makeup_on = DateField(_l("Ngày làm bù"), validators=[Optional()])

    def changes(self) -> list[DayChange]:
        """What the form says, as changes of the calendar."""
        name, source = self.name.data or "", self.source.data or ""
        assert self.day.data  # validated
        changes = [DayChange(self.day.data, DayKind(self.kind.data), name, source)]
        if self.makeup_on.data and changes[0].kind is DayKind.SWAPPED_OFF:
            changes.append(DayChange(self.makeup_on.data, DayKind.MAKEUP_WORKING, name, source))
        return changes


class LengthForm(Form):
    """A province's own length of a rule."""

    length = IntegerField(
        _l("Số ngày"),
        validators=[
            DataRequired(message=_l("Nhập số ngày từ 1 đến 365.")),
            NumberRange(min=1, max=365, message=_l("Nhập số ngày từ 1 đến 365.")),
        ],
    )
    legal_basis = StringField(
        _l("Văn bản của tỉnh"),
        validators=[DataRequired(message=_l("Ghi văn bản của tỉnh quy định thời hạn này.")), Length(max=300)],
    )

    def command(self, rule_id: str, province_id: UUID) -> ProvinceRule:
        """What the form says."""
        return ProvinceRule(rule_id, province_id, self.length.data or 0, self.legal_basis.data or "")
