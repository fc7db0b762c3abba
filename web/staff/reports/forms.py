"""What is chosen of a report: table, place, period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from reports.labels import LABELS
from reports.periods import FIXED, CutOff, Period, fixed_period, free_period, reporting_year
from reports.queries import Scope
from reports.states import PeriodKind
from reports.tables import TableForm
from web.forms import Form, at_most

YEARS_BACK = 5
_DAY = _l("Ghi ngày theo dạng ngày/tháng/năm.")


class ReportForm(Form):
    """Chosen in the address, so that a report can be kept as a bookmark; nothing is changed by it."""

    class Meta(Form.Meta):
        """Nothing to forge: it only asks."""

        csrf = False

    bieu = SelectField(_l("Biểu"))
    don_vi = SelectField(_l("Đơn vị"), name="don-vi")
    ky = SelectField(_l("Kỳ"), choices=[SelectChoice(kind.value, _l(LABELS[kind])) for kind in PeriodKind])
    nam = SelectField(_l("Năm"))
    tu = DateField(_l("Từ ngày"), validators=[Optional()])
    den = DateField(_l("Đến hết ngày"), validators=[Optional()])

    def offer(self, tables: Sequence[TableForm], scopes: Sequence[Scope], years: Sequence[int], whole: str) -> None:
        """What there is to choose from."""
        self.bieu.choices = [SelectChoice(one.code, f"{one.number}. {one.title}") for one in tables]
        self.don_vi.choices = [
            SelectChoice(one.key, f"{one.card.name}: {whole}" if one.whole else one.card.name) for one in scopes
        ]
        self.nam.choices = [SelectChoice(str(year), str(year)) for year in years]

    def period(self, cut_offs: Sequence[CutOff], *, today: date) -> Period:
        """The period chosen. Raises the errors of periods."""
        kind = PeriodKind(self.ky.data)
        if kind is PeriodKind.FREE:
            return free_period(cut_offs, self.tu.data, self.den.data, today=today)
        return fixed_period(cut_offs, kind, int(self.nam.data), today=today)


def years_to_choose(cut_offs: Sequence[CutOff], today: date) -> Sequence[int]:
    """This reporting year and those before it."""
    newest = reporting_year(cut_offs, today)
    return [newest - back for back in range(YEARS_BACK)]


def _number(text: Any, most: int) -> IntegerField:
    message = _l("Ghi một số từ 1 đến %(most)s.", most=most)
    return IntegerField(text, validators=[InputRequired(message), NumberRange(1, most, message)])


class CutOffForm(Form):
    """The province's own days of a period."""

    kind = SelectField(_l("Kỳ"), choices=[SelectChoice(kind.value, _l(LABELS[kind])) for kind in FIXED])
    first_day = _number(_l("Ngày đầu kỳ"), 31)
    first_month = _number(_l("Tháng đầu kỳ"), 12)
    year_before = SelectField(
        _l("Ngày đầu thuộc năm"), choices=[SelectChoice("0", _l("Năm báo cáo")), SelectChoice("1", _l("Năm trước"))]
    )
    last_day = _number(_l("Ngày chốt số liệu"), 31)
    last_month = _number(_l("Tháng chốt số liệu"), 12)
    valid_from = DateField(_l("Áp dụng cho kỳ chốt từ ngày"), validators=[InputRequired(_DAY)])
    document_number = StringField(
        _l("Văn bản quy định"), validators=[InputRequired(_l("Ghi số, ngày văn bản của tỉnh.")), at_most(120)]
    )
    due_note = StringField(_l("Hạn gửi báo cáo"), validators=[Length(max=200, message=_l("Viết ngắn lại."))])


class TokenForm(Form):
    """A key for a machine."""

    name = StringField(
        _l("Tên hệ thống nhận"), validators=[InputRequired(_l("Ghi tên hệ thống sẽ dùng khoá.")), at_most(80)]
    )
