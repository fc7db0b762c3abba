"""Forms of taking in by the many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import FieldList, FormField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from core.sheets import CellValue
from feedback.bulk.checking import Fault
from feedback.bulk.choices import CHOICES, label_of
from feedback.bulk.labels import LABELS
from feedback.bulk.lines import HEADINGS, Slot
from feedback.bulk.reading import Place
from feedback.bulk.states import DiscardReason
from web.forms import Form

LINES, MOST_LINES = 10, 50
FOLDED = (
    Slot.FIELD, Slot.HAMLET, Slot.PLACE, Slot.WANTED, Slot.SIGNATURE, Slot.PEOPLE, Slot.HANDED_ON, Slot.DOCUMENT
)  # fmt: skip


class UploadForm(Form):
    """The sheet."""

    file = FileField(_l("Tệp Excel (.xlsx)"))


class EmptyForm(Form):
    """A button."""


def _choices(slot: Slot) -> list[Any]:
    return [SelectChoice("", _l("Chọn")), *(SelectChoice(one.value, _l(label_of(one))) for one in CHOICES[slot])]


class LineForm(PlainForm):
    """One line of the paper book. What is wrong in it is told by the checker of sheets, not by validators."""

    book_number = StringField(_l(HEADINGS[Slot.BOOK]))
    received_on = StringField(_l(HEADINGS[Slot.RECEIVED]))
    way = SelectField(_l(HEADINGS[Slot.WAY]), choices=_choices(Slot.WAY), validate_choice=False)
    concerns = SelectField(_l(HEADINGS[Slot.CONCERNS]), choices=_choices(Slot.CONCERNS), validate_choice=False)
    what = TextAreaField(_l(HEADINGS[Slot.WHAT]))
    wanted = StringField(_l(HEADINGS[Slot.WANTED]))
    field = SelectField(_l(HEADINGS[Slot.FIELD]), choices=_choices(Slot.FIELD), validate_choice=False)
    hamlet = SelectField(_l(HEADINGS[Slot.HAMLET]), choices=[], validate_choice=False)
    place = StringField(_l(HEADINGS[Slot.PLACE]))
    writer = SelectField(_l(HEADINGS[Slot.WRITER]), choices=_choices(Slot.WRITER), validate_choice=False)
    people = StringField(_l(HEADINGS[Slot.PEOPLE]))
    name = StringField(_l(HEADINGS[Slot.NAME]))
    address = StringField(_l(HEADINGS[Slot.ADDRESS]))
    phone = StringField(_l(HEADINGS[Slot.PHONE]))
    consent = SelectField(_l(HEADINGS[Slot.CONSENT]), choices=_choices(Slot.CONSENT), validate_choice=False)
    signature = SelectField(_l(HEADINGS[Slot.SIGNATURE]), choices=_choices(Slot.SIGNATURE), validate_choice=False)
    handed_on_by = StringField(_l(HEADINGS[Slot.HANDED_ON]))
    document_number = StringField(_l(HEADINGS[Slot.DOCUMENT]))

    def offer(self, places: Sequence[Place]) -> None:
        """Let the line name one of these places."""
        if any(place.code for place in places):
            self.hamlet.label.text = gettext("Xã, phường")
        self.hamlet.choices = [
            SelectChoice("", _l("Chọn")), *(SelectChoice(str(place.id), place.name) for place in places)
        ]  # fmt: skip

    def has_more(self) -> bool:
        """Whether something stands, or is wrong, among the fields that are folded away."""
        return any(self[slot.value].data or self[slot.value].errors for slot in FOLDED)

    def cells(self) -> Mapping[Slot, CellValue]:
        """What was typed, by column."""
        return {slot: str(self[slot.value].data or "") for slot in Slot}

    def is_untouched(self, begun: Mapping[str, str]) -> bool:
        """Whether nothing was typed besides what the line began with."""
        return all(str(self[slot.value].data or "").strip() in ("", begun.get(slot.value, "")) for slot in Slot)

    def tell(self, faults: Sequence[Fault]) -> None:
        """Put each fault beside its field."""
        for fault in faults:
            self[fault.slot.value].errors = [gettext(fault.expected, **fault.values)]


class NestedForm(Form):
    """A form of lines: WTForms takes filters on the lines' own fields only."""

    class Meta(Form.Meta):
        """What was typed into a line is normalised when it is read."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """As everywhere, but for what holds lines."""
            if unbound_field.field_class in (FieldList, FormField):
                return unbound_field.bind(form=form, **options)
            return super().bind_field(form, unbound_field, options)


class LinesForm(NestedForm):
    """The page of many lines; `batch` makes sending it twice harmless, `shown` is how many lines it has."""

    batch = HiddenField()
    lines = FieldList(FormField(LineForm), min_entries=LINES, max_entries=MOST_LINES)


class ScanForm(NestedForm):
    """A paper entered as a petition."""

    line = FormField(LineForm)


class JoinForm(Form):
    """A paper that belongs to a petition that is there."""

    number = StringField(_l("Số đơn đã có"), validators=[InputRequired(_l("Ghi số đơn."))])


class DiscardForm(Form):
    """A paper that is no petition."""

    reason = RadioField(
        _l("Vì sao bỏ?"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in DiscardReason],
        validators=[InputRequired(_l("Chọn một lý do."))],
    )


def shown_choice(slot: Slot, member: StrEnum | None) -> str:
    """A choice in the reader's language; empty for none."""
    return str(gettext(label_of(member))) if member is not None and slot in CHOICES else ""
