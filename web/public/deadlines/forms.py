"""What the calculator asks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional, ValidationError

from core.clock import VIETNAM
from deadlines.catalogue import RuleView
from deadlines.matters import Matter
from web.forms import Form

FIRST_DAY = date(2024, 1, 1)  # the calendar begins here
OPENS = time(8)


class CalculatorForm(Form):
    """A matter and the day it begins; the hour only matters for terms counted in hours."""

    class Meta(Form.Meta):
        """Sent by address, so that the answer can be kept and shared; it changes nothing."""

        csrf = False

    viec = SelectField(_l("Việc gì"), validate_choice=False)
    ngay = DateField(_l("Ngày bắt đầu"), validators=[InputRequired(message=_l("Chọn ngày bắt đầu tính."))])
    gio = TimeField(_l("Lúc mấy giờ"), validators=[Optional()])
    last_day: date = date.max

    def offer(self, groups: Sequence[tuple[str, Sequence[Matter]]], last_day: date) -> None:
        """The matters of this place, and how far the calendar goes."""
        known = [matter.rule for _, matters in groups for matter in matters]
        self.rules: dict[str, RuleView] = {rule.id: rule for rule in known}
        self.viec.choices = [SelectChoice(rule.id, rule.step) for rule in known]
        self.last_day = last_day

    def validate_viec(self, field: SelectField) -> None:
        """One of those offered."""
        if field.data not in self.rules:
            raise ValidationError(gettext("Chọn một việc trong danh sách."))

    def validate_ngay(self, field: DateField) -> None:
        """Within the calendar."""
        if field.data and not FIRST_DAY <= field.data <= self.last_day:
            text = gettext("Chọn ngày từ %(first)s đến %(last)s.", first=_day(FIRST_DAY), last=_day(self.last_day))
            raise ValidationError(text)

    @property
    def rule(self) -> RuleView:
        """The matter chosen."""
        return self.rules[self.viec.data]

    @property
    def starts_at(self) -> datetime:
        """The moment it begins."""
        assert self.ngay.data  # validated
        return datetime.combine(self.ngay.data, self.gio.data or OPENS, tzinfo=VIETNAM)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
