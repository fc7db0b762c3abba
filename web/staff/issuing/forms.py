"""Forms of official papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import DateField, IntegerField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, NumberRange, Optional

from accounts.queries import Person
from casework.states import IdentityReason
from core.pdf import MAX_BYTES
from feedback.issuing.catalogue import DELEGATED_FORMS, MATTERS, CheckItem
from feedback.issuing.commands import Delegate, DraftPaper, HoldPost, OpenBook, Reserve, VoidNumber
from feedback.issuing.labels import LABELS
from feedback.issuing.register import EntryLine
from feedback.issuing.states import AnswerWay, Matter, Post, VoidReason
from feedback.papers.labels import LABELS as PAPERS
from feedback.papers.states import PaperKind, SenderShown, SignedAs
from feedback.states import PetitionKind
from web.forms import Form, VersionForm, at_most, typed
from web.staff.papers.forms import SaidForm

N = TypeVar("N", bound=Form)
_A_DAY = _l("Ghi ngày, như 07/12/2026.")


def named(form: N, prefix: str) -> N:
    """The form with ids of its own: several stand on one page."""
    for field in form:
        field.id = f"{prefix}-{field.short_name}"
        field.label.field_id = field.id
    return form


class DraftForm(SaidForm):
    """What the drafter says; a document's own fields are added by `asking`. Number and date are the registry's."""

    version = StringField()
    signer_id = SelectField(_l("Người ký"), choices=[], validators=[Optional()], default="")
    checks = SelectMultipleField(_l("Mục kiểm tra trước khi trình"), choices=[])
    hints: Mapping[str, str] = {}

    def offer_people(self, signers: Mapping[UUID, str], items: Sequence[CheckItem]) -> None:
        """Who may be asked to sign, and what is looked at before."""
        self.signer_id.choices = [
            SelectChoice("", gettext("Chọn")), *(SelectChoice(str(who), name) for who, name in signers.items()),
        ]  # fmt: skip
        if len(signers) == 1 and not self.is_submitted() and not self.signer_id.data:
            (self.signer_id.data,) = map(str, signers)  # nobody else can: one thing less to choose
        self.checks.choices = [SelectChoice(item.code, gettext(item.listed.text)) for item in items]
        doubted = gettext("cần xác nhận")
        self.hints = {
            item.code: f"{item.listed.legal_basis} ({doubted})"
            if item.listed.to_be_confirmed
            else item.listed.legal_basis
            for item in items
        }
        self.signed_as.choices = [
            SelectChoice(one.value, gettext(PAPERS[one]))
            for one in SignedAs
            if one not in (SignedAs.BY_ORDER, SignedAs.BY_MANDATE)
        ]

    def check_hints(self) -> Mapping[str, str]:
        """Where the law says so, by item; what is not sure is marked."""
        return self.hints

    def draft(self, kind: PaperKind) -> DraftPaper:
        """What the form says."""
        return DraftPaper(
            kind, UUID(self.signer_id.data) if self.signer_id.data else None, SignedAs(self.signed_as.data),
            SenderShown(self.sender.data), IdentityReason(self.reason.data) if self.reason.data else None,
            asked=self.texts(), checks=tuple(self.checks.data or ()),
        )  # fmt: skip

    def seen(self) -> int | None:
        """The version that was open; None for a new one."""
        text = typed(self.version)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class WordsForm(VersionForm):
    """A word to somebody."""

    text = TextAreaField(_l("Ý kiến"), validators=[at_most(4000)])


class NumberForm(VersionForm):
    """Number and date."""

    day = DateField(_l("Ngày văn bản"), validators=[InputRequired(_A_DAY)])
    entry = SelectField(_l("Số"), choices=[], validators=[Optional()], default="")

    def offer(self, kept: Sequence[EntryLine]) -> None:
        """The next number, or one that is kept."""
        self.entry.choices = [
            SelectChoice("", gettext("Số kế tiếp của sổ")),
            *(
                SelectChoice(str(one.id), gettext("Số đã giữ %(number)s, ngày %(day)s", number=one.number,
                                                  day=f"{one.given_on:%d/%m/%Y}"))
                for one in kept
            ),
        ]  # fmt: skip

    def entry_id(self) -> UUID | None:
        """The kept number that was chosen."""
        return UUID(self.entry.data) if self.entry.data else None


class SignedForm(VersionForm):
    """The signed paper."""

    file = MultipleFileField(_l("Bản đã ký, đóng dấu"))

    def uploads(self) -> list[bytes]:
        """The bytes of each file that was chosen, one more than allowed where it is too large."""
        return [one.read(MAX_BYTES + 1) for one in self.file.data or () if getattr(one, "filename", "")]


class VoidForm(VersionForm):
    """Why a number is not used."""

    reason = SelectField(
        _l("Lý do"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in VoidReason],
        validators=[InputRequired()],
    )  # fmt: skip
    note = StringField(_l("Ghi thêm"), validators=[at_most(200)])

    def command(self) -> VoidNumber:
        """What the form says."""
        return VoidNumber(VoidReason(self.reason.data), typed(self.note))


class ReserveForm(Form):
    """A number kept."""

    series = SelectField(_l("Sổ"), choices=[], validators=[InputRequired()])
    day = DateField(_l("Ngày"), validators=[InputRequired(_A_DAY)])
    about = StringField(_l("Giữ cho văn bản nào"), validators=[at_most(300)])
    signer = StringField(_l("Người ký"), validators=[at_most(120)])
    recipients = StringField(_l("Nơi nhận"), validators=[at_most(300)])

    def command(self, agency_id: UUID) -> Reserve:
        """What the form says."""
        assert isinstance(self.day.data, date)  # required
        return Reserve(
            agency_id, self.series.data, self.day.data, typed(self.about), typed(self.signer), typed(self.recipients)
        )


class OpenForm(Form):
    """Where the register begins."""

    series = SelectField(_l("Sổ"), choices=[], validators=[InputRequired()])
    year = IntegerField(_l("Năm"), validators=[InputRequired(), NumberRange(2020, 2100, _l("Ghi năm, như 2026."))])
    last_number = IntegerField(
        _l("Số cuối cùng đã cấp trong sổ giấy"),
        validators=[InputRequired(_l("Ghi số.")), NumberRange(0, 100_000, _l("Ghi số từ 0 đến 100.000."))],
    )

    def command(self, agency_id: UUID) -> OpenBook:
        """What the form says."""
        return OpenBook(agency_id, self.year.data or 0, self.series.data, self.last_number.data or 0)


class DelegateForm(Form):
    """Somebody signs for a leader who is away."""

    delegate = SelectField(_l("Giao cho"), choices=[], validators=[InputRequired(_l("Chọn người."))])
    signed_as = RadioField(
        _l("Ký như thế nào?"), choices=[SelectChoice(one.value, _l(PAPERS[one])) for one in DELEGATED_FORMS],
        default=SignedAs.DEPUTY.value,
    )  # fmt: skip
    matters = SelectMultipleField(
        _l("Những việc nào?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Matter if MATTERS[one].delegable],
    )
    from_on = DateField(_l("Từ ngày"), validators=[InputRequired(_A_DAY)])
    until_on = DateField(_l("Đến hết ngày"), validators=[InputRequired(_A_DAY)])
    document_number = StringField(
        _l("Số văn bản uỷ quyền"), validators=[InputRequired(_l("Ghi số văn bản.")), at_most(60)]
    )
    document_on = DateField(_l("Ngày văn bản uỷ quyền"), validators=[InputRequired(_A_DAY)])

    def offer(self, people: Sequence[Person]) -> None:
        """Who can be chosen."""
        self.delegate.choices = [
            SelectChoice("", gettext("Chọn")), *(SelectChoice(str(one.account_id), one.name) for one in people)
        ]  # fmt: skip

    def command(self, agency_id: UUID, giver_id: UUID) -> Delegate:
        """What the form says."""
        days = (self.from_on.data, self.until_on.data, self.document_on.data)
        from_on, until_on, document_on = (day for day in days if isinstance(day, date))  # required
        return Delegate(
            agency_id, giver_id, UUID(self.delegate.data), SignedAs(self.signed_as.data),
            tuple(Matter(one) for one in self.matters.data or ()), from_on, until_on, typed(self.document_number),
            document_on,
        )  # fmt: skip


class PostForm(Form):
    """A post of the agency."""

    account = SelectField(_l("Người"), choices=[], validators=[InputRequired(_l("Chọn người."))])
    post = SelectField(
        _l("Chức vụ"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Post], validators=[InputRequired()]
    )
    title = StringField(_l("Ghi dưới chữ ký"), validators=[at_most(80)])
    from_on = DateField(_l("Từ ngày"), validators=[InputRequired(_A_DAY)])
    until_on = DateField(_l("Đến hết ngày"), validators=[Optional()])

    def offer(self, people: Sequence[Person]) -> None:
        """Who can be chosen."""
        self.account.choices = [
            SelectChoice("", gettext("Chọn")), *(SelectChoice(str(one.account_id), one.name) for one in people)
        ]  # fmt: skip

    def command(self, agency_id: UUID) -> HoldPost:
        """What the form says."""
        assert isinstance(self.from_on.data, date)  # required
        return HoldPost(
            agency_id, UUID(self.account.data), Post(self.post.data), typed(self.title), self.from_on.data,
            self.until_on.data,
        )  # fmt: skip


class WayForm(Form):
    """In which form a kind is answered from a day on."""

    kind = SelectField(_l("Loại đơn"), choices=[], validators=[InputRequired()])
    way = RadioField(
        _l("Trả lời bằng cách nào?"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in AnswerWay],
        validators=[InputRequired(_l("Chọn một cách."))],
    )  # fmt: skip
    valid_from = DateField(_l("Áp dụng từ ngày"), validators=[InputRequired(_A_DAY)])
    document_number = StringField(_l("Theo văn bản số"), validators=[at_most(60)])

    def petition_kind(self) -> PetitionKind:
        """The kind that was chosen."""
        return PetitionKind(self.kind.data)
