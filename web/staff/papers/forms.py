"""What only the writer of a document knows: number, day, signature, and what its form asks beyond the case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Optional

from casework.labels import LABELS as REASONS
from casework.states import IdentityReason
from feedback.papers.commands import WritePaper
from feedback.papers.labels import LABELS
from feedback.papers.shipped import Ask
from feedback.papers.states import PaperKind, SenderShown, SignedAs
from feedback.papers.wording import day_words
from web.forms import Form, at_most, typed

F = TypeVar("F", bound="SaidForm")
LONGEST = 6_000
_ASKED = "o_"  # before the names of a form's own fields, so that none can be mistaken for ours


class SaidForm(Form):
    """What every document asks its writer; a form's own fields are added by `asking`."""

    signed_as = SelectField(
        _l("Quyền hạn ký"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in SignedAs],
        default=SignedAs.HEAD,
    )
    sender = RadioField(_l("Tên, địa chỉ người gửi trên văn bản"))
    reason = SelectField(
        _l("Lý do đưa tên vào"),
        choices=[SelectChoice("", _l("Chọn")), *(SelectChoice(one.value, _l(REASONS[one])) for one in IdentityReason)],
        default="",
    )

    def asked(self) -> Sequence[Field]:
        """The form's own fields, in order."""
        return [field for field in self if field.name.startswith(_ASKED)]

    def texts(self) -> dict[str, str]:
        """What was typed into the form's own fields, by their names in the template."""
        return {field.name.removeprefix(_ASKED): _text(field) for field in self.asked()}

    def offer(self, shown: Sequence[SenderShown]) -> None:
        """What may be said of the sender; the first is chosen until another is."""
        self.sender.choices = [SelectChoice(one.value, _l(LABELS[one])) for one in shown]
        if self.sender.data is None:
            self.sender.data = shown[0].value


class PaperForm(SaidForm):
    """A document made now and kept nowhere: number, day and signature are typed too."""

    number = StringField(_l("Số văn bản"), validators=[at_most(20)])
    issued_on = DateField(_l("Ngày văn bản"), validators=[Optional()])
    title = StringField(_l("Chức vụ người ký"), validators=[at_most(80)])
    signer = StringField(_l("Họ tên người ký"), validators=[at_most(80)])

    def command(self, kind: PaperKind) -> WritePaper:
        """What the form says."""
        return WritePaper(
            kind=kind,
            sender=SenderShown(self.sender.data),
            reason=IdentityReason(self.reason.data) if self.reason.data else None,
            number=typed(self.number),
            issued_on=self.issued_on.data,
            signed_as=SignedAs(self.signed_as.data),
            title=typed(self.title),
            signer=typed(self.signer),
            asked=self.texts(),
        )


def paper_form(asks: Sequence[Ask], *, empty: bool = False) -> PaperForm:
    """The form of a document with the fields it asks for."""
    return asking(PaperForm, asks)(formdata=None) if empty else asking(PaperForm, asks)()


def asking(form: type[F], asks: Sequence[Ask]) -> type[F]:
    """A form with the fields a document asks for."""
    fields = {_ASKED + ask.name: _field(ask) for ask in asks}
    made: type[F] = type(f"Asking{form.__name__}", (form,), fields)
    return made


def _field(ask: Ask) -> Any:
    if ask.is_day:
        return DateField(ask.label, description=ask.hint, validators=[Optional()])
    kind = TextAreaField if ask.rows > 1 else StringField
    most = LONGEST if ask.rows > 1 else 300
    return kind(ask.label, description=ask.hint, validators=[at_most(most)])


def _text(field: Field) -> str:
    return day_words(field.data) if isinstance(field, DateField) else typed(field)
