"""Forms of an extension and of another weight of a case."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length

from deadlines.catalogue import RuleView
from deadlines.commands import ChangeVariant
from deadlines.labels import LABELS
from deadlines.matters import VARIANT_WORDS
from deadlines.states import Criterion
from feedback.commands import Extend
from web.forms import typed
from web.staff.petitions.forms import ActForm

_DOCUMENT = Length(max=60, message=_l("Tối đa 60 ký tự."))
_REASON = [InputRequired(_l("Ghi rõ lý do.")), Length(max=300, message=_l("Tối đa 300 ký tự."))]
BASE = "base"  # a variant without a name of its own


class TermForm(ActForm):
    """Several stand on one page."""

    def name_fields(self, prefix: str) -> None:
        """Give the fields ids of their own."""
        for field in self:
            field.id = f"{prefix}-{field.short_name}"
            field.label.field_id = field.id


class ExtendForm(TermForm):
    """How much longer, why, and by which document."""

    length = IntegerField(_l("Thêm bao nhiêu ngày"), validators=[InputRequired(_l("Nhập số ngày."))])
    document_number = StringField(
        _l("Số văn bản gia hạn đã ký"), validators=[InputRequired(_l("Nhập số văn bản gia hạn đã ký.")), _DOCUMENT]
    )
    reason = TextAreaField(_l("Lý do"), validators=_REASON)

    def command(self) -> Extend:
        """What the form says."""
        return Extend(self.length.data or 0, typed(self.reason), typed(self.document_number))


class VariantForm(TermForm):
    """Which weight, by which criteria, and where that is written."""

    variant = SelectField(_l("Tính theo mức"), validators=[InputRequired(_l("Chọn một mức."))])
    criteria = SelectMultipleField(
        _l("Tiêu chí phức tạp"), choices=[SelectChoice(member.value, _l(LABELS[member])) for member in Criterion]
    )
    document_number = StringField(_l("Số văn bản, biên bản"), validators=[_DOCUMENT])
    reason = TextAreaField(_l("Lý do"), validators=_REASON)

    def offer(self, variants: Sequence[RuleView]) -> None:
        """The other variants of the row."""
        self.variant.choices = [SelectChoice(rule.variant or BASE, _words(rule)) for rule in variants]

    def command(self) -> ChangeVariant:
        """What the form says."""
        variant = None if self.variant.data == BASE else typed(self.variant)
        criteria = tuple(Criterion(name) for name in self.criteria.data or ())
        return ChangeVariant(variant, typed(self.reason), criteria, typed(self.document_number))


def _words(rule: RuleView) -> str:
    words = gettext(VARIANT_WORDS.get(rule.variant or "", "")) if rule.variant else gettext("mức thường")
    unit = gettext(LABELS[rule.unit])
    return str(gettext("%(words)s (%(n)s %(unit)s)", words=words.capitalize(), n=rule.length, unit=unit))
