"""Forms of units."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, Length, Regexp
from wtforms.widgets import HiddenInput

from agencies.naming import HAMLET_SUBTYPES
from web.forms import Form

_PHONE = Regexp(r"^$|^[0-9+(][0-9 .()+-]{2,38}$", message=_l("Ghi số điện thoại bằng chữ số, ví dụ 0204 000 011."))


class _Versioned(Form):
    """An edit that notices when somebody else was quicker."""

    version = IntegerField(widget=HiddenInput())


class ContactForm(_Versioned):
    """Contact data of an agency."""

    hotline = StringField(_l("Số điện thoại người trực"), validators=[_PHONE])
    desk_address = StringField(
        _l("Nơi tiếp công dân"), validators=[Length(max=200, message=_l("Địa chỉ tối đa 200 ký tự."))]
    )


class GovernedContactForm(ContactForm):
    """The same for the province, which also sets the remote-area flag."""

    remote = BooleanField(_l("Vùng sâu, vùng xa"))


class NameForm(_Versioned):
    """A new name of an agency."""

    name = StringField(
        _l("Tên đầy đủ"),
        validators=[
            DataRequired(message=_l("Ghi tên đầy đủ.")),
            Length(max=160, message=_l("Tên tối đa 160 ký tự.")),
        ],
    )


class HamletForm(Form):
    """A new hamlet."""

    subtype = SelectField(_l("Loại"), choices=[SelectChoice(name, name) for name in HAMLET_SUBTYPES])
    name = StringField(
        _l("Tên"),
        validators=[
            DataRequired(message=_l("Ghi tên, ví dụ: Trung Tâm.")),
            Length(max=100, message=_l("Tên tối đa 100 ký tự.")),
        ],
    )


class OfficeForm(Form):
    """A new office."""

    name = StringField(
        _l("Tên phòng, trung tâm"),
        validators=[
            DataRequired(message=_l("Ghi tên, ví dụ: Phòng Kinh tế.")),
            Length(max=120, message=_l("Tên tối đa 120 ký tự.")),
        ],
    )


class PointForm(Form):
    """A counter."""

    number = StringField(
        _l("Số quầy"),
        validators=[
            DataRequired(message=_l("Ghi số quầy, ví dụ: Quầy 3.")),
            Length(max=40, message=_l("Số quầy tối đa 40 ký tự.")),
        ],
    )
    name = StringField(
        _l("Việc làm ở quầy"),
        validators=[
            DataRequired(message=_l("Ghi việc làm ở quầy, ví dụ: Hộ tịch, chứng thực.")),
            Length(max=120, message=_l("Tối đa 120 ký tự.")),
        ],
    )


class EditPointForm(PointForm):
    """A counter that exists."""

    version = IntegerField(widget=HiddenInput())
    active = BooleanField(_l("Quầy đang phục vụ"))
