"""What letters to many need beyond those of one: for which cases, and as which file."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from feedback.letters.choosing import Chosen
from feedback.papers.labels import LABELS
from feedback.papers.states import PaperFormat, PaperKind
from web.staff.papers.forms import PaperForm

_DAY = [InputRequired(_l("Chọn ngày."))]


class LettersForm(PaperForm):
    """The fields of the document, the days in which the cases came, the kind of file."""

    first = DateField(_l("Đơn nhận từ ngày"), validators=_DAY)
    last = DateField(_l("đến hết ngày"), validators=_DAY)
    made_as = RadioField(
        _l("Tải về dạng"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in PaperFormat],
        default=PaperFormat.PDF,
    )  # fmt: skip

    def chosen(self, kind: PaperKind, agency_id: UUID) -> Chosen:
        """For which cases; asked for only once the form is valid."""
        return Chosen(kind, agency_id, _day(self.first), _day(self.last))


def _day(field: DateField) -> date:
    assert field.data is not None
    return field.data
