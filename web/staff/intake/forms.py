"""Forms of the desk: dense, everything about one petition on a page, by keyboard."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import chain

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp, ValidationError

from casework.behalf import Behalf, most_representatives
from casework.states import Writer
from core.text import N_
from feedback.desk.labels import LABELS
from feedback.desk.states import SOURCES, Arrival, ReadBack, Signature, VoidReason
from feedback.labels import LABELS as PETITION_LABELS
from feedback.states import Field, Source
from web.forms import Form, at_most, typed
from web.public.petitions.forms import LONGEST, LONGEST_WISH, PHONE

COMPLAINT = "complaint"  # a choice of its own: not against a person, so it stays whomever it is about
RESCUED = "rescued"  # marks what was sent after the session had ended, until it is sent again
LONGEST_TYPED = 20_000
# As a clerk says it of somebody else; the citizen's form says it of themselves.
WRITERS = {
    Writer.ALONE: N_("Một người"),
    Writer.SEVERAL: N_("Nhiều người"),
    Writer.ORGANISATION: N_("Cơ quan, tổ chức, doanh nghiệp"),
    Writer.AUTHORISED: N_("Người được uỷ quyền"),
    Writer.ANONYMOUS: N_("Không nêu tên"),
}
_ASKED_OF = {
    Writer.SEVERAL: ("people", "representatives"),
    Writer.ORGANISATION: ("organisation",),
    Writer.AUTHORISED: ("authorised_by",),
}
# What only some ways of arriving ask for.
_ONLY = {
    "source": (Arrival.PAPER, Arrival.TELEPHONE, Arrival.FORWARDED),
    "handed_on_by": (Arrival.FORWARDED,),
    "document_number": (Arrival.FORWARDED,),
    "papers": (Arrival.ORAL, Arrival.PAPER, Arrival.FORWARDED),
    "identity_seen": (Arrival.ORAL, Arrival.PAPER),
    "email": (Arrival.PAPER, Arrival.FORWARDED),
    "scans": (Arrival.ORAL, Arrival.PAPER, Arrival.FORWARDED),
}


class WhomForm(Form):
    """Whom it concerns, asked before a word is written: it decides who receives."""

    concerns = RadioField(
        _l("Chuyện này nói về ai?"), choices=[],
        validators=[InputRequired(_l("Chọn một câu. Điều này quyết định nơi nhận."))],
    )  # fmt: skip
    desk = SelectField(_l("Bàn tiếp nhận của"), choices=[], validators=[Optional()])


class EntryForm(Form):
    """Everything about one petition that came to the desk."""

    received_on = DateField(
        _l("Ngày nhận"), validators=[InputRequired(_l("Ghi ngày nhận, ví dụ 23/11/2026."))],
    )  # fmt: skip
    source = SelectField(_l("Tới bằng cách nào"), choices=[], validators=[Optional()])
    handed_on_by = StringField(_l("Nơi chuyển"), validators=[Optional(), at_most(200)])
    document_number = StringField(_l("Số công văn chuyển"), validators=[Optional(), at_most(60)])
    book_number = StringField(_l("Số trong sổ giấy"), validators=[Optional(), at_most(40)])
    what = TextAreaField(
        _l("Chuyện gì đã xảy ra"),
        validators=[
            InputRequired(_l("Ghi chuyện gì đã xảy ra, ít nhất một câu.")),
            Length(10, LONGEST, _l("Viết từ 10 đến 5.000 ký tự.")),
        ],
    )
    wanted = TextAreaField(_l("Muốn được giải quyết thế nào"), validators=[Optional(), at_most(LONGEST_WISH)])
    field = SelectField(
        _l("Về chuyện gì"),
        choices=[SelectChoice("", _l("Chưa rõ"))]
        + [SelectChoice(member.value, _l(PETITION_LABELS[member])) for member in Field],
        validators=[Optional()],
    )
    hamlet = SelectField(_l("Ở thôn, tổ nào"), choices=[], validators=[Optional()])
    place = StringField(_l("Chỗ nào, gần đâu"), validators=[Optional(), at_most(300)])
    papers = StringField(_l("Giấy tờ đã nhận"), validators=[Optional(), at_most(300)])
    scans = MultipleFileField(_l("Bản chụp, bản quét"))
    writer = SelectField(
        _l("Người gửi"),
        choices=[SelectChoice(member.value, _l(text)) for member, text in WRITERS.items()],
    )
    name = StringField(_l("Họ tên"), validators=[Optional(), at_most(100)])
    address = StringField(_l("Địa chỉ"), validators=[Optional(), at_most(200)])
    phone = StringField(
        _l("Số điện thoại"),
        validators=[Optional(), Regexp(PHONE, message=_l("Số điện thoại chưa đúng, ví dụ 0912 345 678."))],
    )
    email = StringField(
        _l("E-mail"), validators=[Optional(), Email(message=_l("E-mail chưa đúng, ví dụ ten@thu.vn.")), at_most(200)]
    )
    consent = BooleanField(_l("Bà con đồng ý để giữ số này và dùng để báo tin về đơn"))
    identity_seen = BooleanField(_l("Đã xem giấy tờ tuỳ thân"))
    people = StringField(
        _l("Bao nhiêu người"), validators=[Optional(), Regexp(r"^[0-9]{1,4}$", message=_l("Ghi bằng số."))]
    )
    representatives = TextAreaField(_l("Người đại diện, mỗi người một dòng"), validators=[Optional(), at_most(500)])
    organisation = StringField(_l("Tên cơ quan, tổ chức"), validators=[Optional(), at_most(200)])
    authorised_by = StringField(_l("Ai uỷ quyền"), validators=[Optional(), at_most(100)])
    papers_seen = BooleanField(_l("Đã xem giấy cử đại diện hoặc giấy uỷ quyền"))

    @classmethod
    def of(cls, arrival: Arrival, filled: dict[str, object]) -> EntryForm:
        """The form of this way of arriving, to be filled in."""
        return cls._fitting(cls(data=filled), arrival)

    @classmethod
    def kept(cls, arrival: Arrival, words: Mapping[str, str]) -> EntryForm:
        """The same as it was kept, to be looked at again: it came with no request of its own."""
        return cls._fitting(cls(formdata=MultiDict(words), meta={"csrf": False}), arrival)

    @staticmethod
    def _fitting(form: EntryForm, arrival: Arrival) -> EntryForm:
        for name, arrivals in _ONLY.items():
            if arrival not in arrivals:
                delattr(form, name)
        if "source" in form:
            form.source.choices = [
                SelectChoice(source.value, _l(_source_text(arrival, source))) for source in SOURCES[arrival]
            ]
        return form

    def said(self) -> Behalf:
        """Who sends it; what belongs to another kind of sender is not taken over."""
        writer = Writer(self.writer.data)
        asked = _ASKED_OF.get(writer, ())
        words = {name: typed(self[name]) for name in asked if name != "people"}
        return Behalf(writer, people=int(typed(self.people) or 0) if "people" in asked else 0, **words)

    def validate_people(self, field: StringField) -> None:
        """Several are two or more."""
        if self.writer.data == Writer.SEVERAL and not (typed(field).isdecimal() and int(typed(field)) >= 2):
            raise ValidationError(_("Nhiều người thì ghi số người, từ hai trở lên."))

    def validate_representatives(self, field: TextAreaField) -> None:
        """No more than may speak for so many."""
        people = typed(self.people)
        if self.writer.data != Writer.SEVERAL or not people.isdecimal():
            return
        most = most_representatives(int(people))
        if len([line for line in typed(field).splitlines() if line.strip()]) > most:
            raise ValidationError(
                _("%(people)s người thì cử nhiều nhất %(most)s người đại diện.", people=people, most=most)
            )

    def validate_organisation(self, field: StringField) -> None:
        """An organisation has a name."""
        if self.writer.data == Writer.ORGANISATION and not typed(field):
            raise ValidationError(_("Ghi tên cơ quan, tổ chức."))

    def validate_authorised_by(self, field: StringField) -> None:
        """Somebody gave the authority."""
        if self.writer.data == Writer.AUTHORISED and not typed(field):
            raise ValidationError(_("Ghi tên người uỷ quyền."))

    def validate_name(self, field: StringField) -> None:
        """Either somebody is named or nobody is."""
        if self.writer.data == Writer.ANONYMOUS and (typed(field) or typed(self.address)):
            raise ValidationError(_("Chọn “Không nêu tên” thì bỏ họ tên, địa chỉ đã ghi."))

    def validate_consent(self, field: BooleanField) -> None:
        """A number is only kept with a yes; the box is never ticked for anyone."""
        left = typed(self.phone) or ("email" in self and typed(self.email))
        if left and not field.data:
            raise ValidationError(_("Hỏi bà con có đồng ý không rồi đánh dấu, hoặc xoá số điện thoại, e-mail."))


class ReadForm(Form):
    """To whom it was read, and how they sign."""

    read_back = RadioField(
        _l("Đọc lại"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in ReadBack],
        validators=[InputRequired(_l("Chọn một câu."))],
    )
    signature = RadioField(_l("Chữ ký"), choices=[], validators=[InputRequired(_l("Chọn có ký hay không."))])

    @classmethod
    def of(cls, arrival: Arrival, filled: dict[str, object]) -> ReadForm:
        """What can be said of this way of arriving."""
        form = cls(data=filled)
        form.signature.choices = [SelectChoice(one.value, _l(text)) for one, text in SIGNATURES[arrival].items()]
        return form


_ON_PAPER = {
    Signature.SIGNED: N_("Đơn có chữ ký"),
    Signature.FINGERPRINT: N_("Đơn có điểm chỉ"),
    Signature.NONE: N_("Đơn không ký, không điểm chỉ"),
    Signature.DIGITAL: N_("Đơn có chữ ký số"),
}
SIGNATURES: dict[Arrival, dict[Signature, str]] = {
    Arrival.ORAL: {
        Signature.SIGNED: N_("Bà con ký vào bản in"),
        Signature.FINGERPRINT: N_("Bà con điểm chỉ vào bản in"),
        Signature.NONE: N_("Bà con không ký"),
    },
    Arrival.PAPER: _ON_PAPER,
    Arrival.TELEPHONE: {Signature.NONE: N_("Qua điện thoại, không ký")},
    Arrival.FORWARDED: _ON_PAPER,
}


class HeldForm(Form):
    """Whoever left no phone says that they hold the receipt."""

    held = BooleanField(_l("Bà con nói đã cầm biên nhận có số đơn và mã"))


class VoidForm(Form):
    """Why a fresh entry is undone."""

    reason = RadioField(
        _l("Vì sao huỷ?"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in VoidReason],
        validators=[InputRequired(_l("Chọn một lý do."))],
    )


class EmptyForm(Form):
    """Only the token: a button."""


_FIELDS = tuple(
    chain(
        ("received_on", "source", "handed_on_by", "document_number", "book_number", "what", "wanted", "field"),
        ("hamlet", "place", "papers", "writer", "name", "address", "phone", "email", "consent", "identity_seen"),
        ("people", "representatives", "organisation", "authorised_by", "papers_seen"),
    )
)


def typed_now() -> dict[str, str]:
    """Everything of the entry's form that was sent with this request, right or wrong."""
    return {name: request.form[name][:LONGEST_TYPED] for name in _FIELDS if name in request.form}


def filled_from(kept: dict[str, str], *, today: date) -> dict[str, object]:
    """What a form shows of what was kept; a new one begins with today."""
    values: dict[str, object] = dict(kept)
    values["received_on"] = _day(kept.get("received_on", ""), today)
    for name in ("consent", "identity_seen", "papers_seen"):
        values[name] = name in kept
    return values


def _day(text: str, today: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today


def _source_text(arrival: Arrival, source: Source) -> str:
    return N_("Nộp tận tay") if (arrival, source) == (Arrival.PAPER, Source.IN_PERSON) else PETITION_LABELS[source]
