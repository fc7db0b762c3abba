"""Forms of the citizen's petition, one question a page."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, MultipleFileField
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp, ValidationError

from agencies.queries import ServicePointCard
from casework.behalf import Behalf, most_representatives
from casework.labels import LABELS as CASE_LABELS
from casework.states import Writer
from feedback.commands import Spot
from feedback.drafts import Draft
from feedback.labels import LABELS
from feedback.states import Concerns, Field
from web.forms import Form, typed

LONGEST = 5000
LONGEST_WISH = 1000
PHONE = r"^\+?[0-9 .\-]{8,16}$"


# What is asked besides, and what of it may only be kept with a yes.
_ASKED_OF = {
    Writer.SEVERAL: ("people", "representatives"),
    Writer.ORGANISATION: ("organisation",),
    Writer.AUTHORISED: ("authorised_by",),
}
_PERSONAL = ("phone", "email", "name", "representatives", "authorised_by")


class WhatForm(Form):
    """What happened, and what one would like."""

    what = TextAreaField(
        _l("Kể lại cho chúng tôi nghe"),
        validators=[
            InputRequired(_l("Viết giúp chuyện gì đã xảy ra, ít nhất một câu.")),
            Length(10, LONGEST, _l("Viết từ 10 đến 5.000 ký tự.")),
        ],
    )
    wanted = TextAreaField(
        _l("Bà con muốn được giải quyết thế nào?"),
        validators=[Optional(), Length(max=LONGEST_WISH, message=_l("Tối đa 1.000 ký tự."))],
    )
    field = SelectField(
        _l("Về chuyện gì?"),
        choices=[SelectChoice("", _l("Không chọn"))]
        + [SelectChoice(member.value, _l(LABELS[member])) for member in Field],
        validators=[Optional()],
    )


class WhereForm(Form):
    """Where it is, as closely as the writer likes."""

    hamlet = SelectField(_l("Ở thôn, tổ dân phố nào?"), validators=[Optional()])
    at_point = SelectField(_l("Hay ở quầy, điểm phục vụ nào?"), validators=[Optional()])
    place = StringField(
        _l("Chỗ nào, gần đâu?"), validators=[Optional(), Length(max=300, message=_l("Tối đa 300 ký tự."))]
    )
    spot = HiddenField()
    without_spot = BooleanField(_l("Bỏ vị trí này"))

    def chosen_spot(self) -> Spot | None:
        """The tapped place, unless it was taken back."""
        return None if self.without_spot.data else Spot.parse(typed(self.spot))

    def validate_spot(self, field: HiddenField) -> None:
        """Only a script writes it; what makes no sense is said, not kept."""
        if field.data and Spot.parse(typed(field)) is None:
            field.data = ""  # else nobody without scripts could get past it
            raise ValidationError(_l("Vị trí máy báo không ở Việt Nam. Bỏ vị trí, ghi chỗ bằng lời giúp."))


class ConcernsForm(Form):
    """Whom it concerns: decides who may read."""

    concerns = RadioField(
        _l("Chọn một câu"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in Concerns],
        validators=[InputRequired(_l("Chọn một câu. Điều này quyết định ai được đọc."))],
    )
    point = HiddenField()


class PhotosForm(Form):
    """Up to two photos, a PDF, a voice note."""

    photos = MultipleFileField(_l("Chọn ảnh"))
    file = FileField(_l("Chọn tệp PDF"))
    voice = FileField(_l("Ghi âm lời kể"))


class WriterForm(Form):
    """For whom it is written."""

    writer = RadioField(
        _l("Chọn một câu"),
        choices=[SelectChoice(member.value, _l(CASE_LABELS[member])) for member in Writer],
        validators=[InputRequired(_l("Chọn một câu. Không muốn nói thì chọn câu cuối."))],
    )


class ContactForm(Form):
    """A way to reach the person, or nothing; and for whom they write, as far as their answer before asks for it."""

    people = StringField(
        _l("Bao nhiêu người cùng gửi?"),
        validators=[InputRequired(_l("Ghi số người, ví dụ 7.")), Regexp(r"^[0-9]{1,4}$", message=_l("Ghi bằng số."))],
    )
    representatives = TextAreaField(
        _l("Ai đại diện?"), validators=[Optional(), Length(max=500, message=_l("Tối đa 500 ký tự."))]
    )
    organisation = StringField(
        _l("Tên cơ quan, tổ chức, doanh nghiệp"),
        validators=[
            InputRequired(_l("Ghi tên nơi bà con thay mặt.")),
            Length(max=200, message=_l("Tối đa 200 ký tự.")),
        ],
    )
    authorised_by = StringField(
        _l("Ai uỷ quyền?"), validators=[Optional(), Length(max=100, message=_l("Tối đa 100 ký tự."))]
    )

    phone = StringField(
        _l("Số điện thoại"),
        validators=[Optional(), Regexp(PHONE, message=_l("Số điện thoại chưa đúng, ví dụ 0912 345 678."))],
    )
    email = StringField(
        _l("E-mail"),
        validators=[Optional(), Email(message=_l("E-mail chưa đúng, ví dụ ten@thu.vn.")), Length(max=200)],
    )
    name = StringField(_l("Tên"), validators=[Optional(), Length(max=100, message=_l("Tối đa 100 ký tự."))])
    attach = BooleanField(_l("Kèm xác nhận này vào đơn, ghi tên tôi như cổng đã xác nhận"))
    consent = BooleanField(_l("Tôi đồng ý để nơi nhận giữ thông tin này và dùng để liên lạc về đơn này"))

    @classmethod
    def asking(cls, draft: Draft, *, vouched: bool = False) -> ContactForm:
        """The form for this writer, with what was typed before. `vouched`: the portal said who it is."""
        behalf = draft.behalf
        form = cls(
            data={
                "phone": draft.phone, "email": draft.email, "name": draft.name, "consent": draft.consent,
                "people": str(behalf.people or ""), "representatives": behalf.representatives,
                "organisation": behalf.organisation, "authorised_by": behalf.authorised_by,
            }
        )  # fmt: skip
        asked = _ASKED_OF.get(behalf.writer, ()) if behalf.writer else ()
        for name in set(chain(*_ASKED_OF.values())) - set(asked):
            delattr(form, name)
        if not vouched:
            del form.attach
        return form

    def said(self, writer: Writer | None) -> Behalf:
        """What the form says about who writes."""
        words = {
            name: typed(self[name]) for name in ("representatives", "organisation", "authorised_by") if name in self
        }
        return Behalf(writer, people=int(typed(self.people)) if "people" in self else 0, **words)

    def validate_people(self, field: StringField) -> None:
        """Several are two or more."""
        if typed(field).isdecimal() and int(typed(field)) < 2:
            raise ValidationError(_l("Từ hai người trở lên. Một người thì quay lại chọn câu đầu."))

    def validate_representatives(self, field: TextAreaField) -> None:
        """No more than may speak for so many."""
        people = typed(self.people)
        most = most_representatives(int(people)) if people.isdecimal() else 5
        if len([line for line in typed(field).splitlines() if line.strip()]) > most:
            raise ValidationError(
                _("%(people)s người thì cử nhiều nhất %(most)s người đại diện.", people=people, most=most)
            )

    def validate_consent(self, field: BooleanField) -> None:
        """What was left may only be kept with a yes; the box is never ticked for anyone."""
        attached = "attach" in self and self.attach.data
        if (attached or any(typed(self[name]) for name in _PERSONAL if name in self)) and not field.data:
            raise ValidationError(_l("Đánh dấu vào ô này nếu đồng ý, hoặc xoá những gì đã ghi ở trên."))


class EmptyForm(Form):
    """Only the token: a button."""


class TrackForm(Form):
    """Number and secret code."""

    number = StringField(_l("Số đơn"), validators=[InputRequired(_l("Nhập số đơn ghi trên biên nhận."))])
    code = StringField(_l("Mã bí mật"), validators=[InputRequired(_l("Nhập mã bí mật ghi trên biên nhận."))])


class SupplementForm(PhotosForm):
    """An answer to the handler's question, with photos and files if one likes."""

    text = TextAreaField(
        _l("Thông tin bổ sung"),
        validators=[
            InputRequired(_l("Viết thông tin vào ô này.")), Length(10, LONGEST, _l("Viết từ 10 đến 5.000 ký tự."))
        ],
    )  # fmt: skip


class RatingForm(Form):
    """How the answer is."""

    rating = RadioField(
        _l("Bà con thấy câu trả lời thế nào?"),
        choices=[SelectChoice(str(stars), str(stars)) for stars in range(1, 6)],
        validators=[InputRequired(_l("Chọn một trong năm mức."))],
    )
    comment = TextAreaField(
        _l("Nói thêm"), validators=[Optional(), Length(max=2000, message=_l("Tối đa 2.000 ký tự."))]
    )


class EraseContactForm(Form):
    """Take back name and contact; a tick, so that nobody does it by a slip."""

    sure = BooleanField(_l("Tôi hiểu và muốn xoá"), [InputRequired(_l("Đánh dấu vào ô này rồi bấm xoá."))])


def hamlet_choices(hamlets: Any) -> list[SelectChoice]:
    """The hamlets of a commune, none chosen first."""
    nowhere = SelectChoice("", _l("Không rõ, hoặc nơi khác"))
    return [nowhere, *(SelectChoice(str(unit.id), unit.name) for unit in hamlets)]


def point_choices(points: Iterable[ServicePointCard]) -> list[SelectChoice]:
    """The counters of an agency by the words on their doors, none chosen first."""
    names = (f"{point.number}, {point.name}" for point in points)
    return [SelectChoice("", _l("Không phải ở quầy")), *(SelectChoice(name, name) for name in dict.fromkeys(names))]
