"""Forms of the administrators' pages on accounts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from web.forms import Form, VersionForm


def _up_to(length: int) -> Length:
    return Length(max=length, message=_l("Dài quá, hãy viết ngắn lại."))


class RoleForm(Form):
    """A role over an agency: both from lists of what this administrator may give."""

    gives_sealed = True  # whether the list of roles offers those that read sealed petitions

    role = SelectField(_l("Vai trò"), [InputRequired(_l("Chọn một vai trò."))])
    agency = SelectField(_l("Ở đơn vị"), [InputRequired(_l("Chọn một đơn vị."))])


class CreateAccountForm(RoleForm):
    """A new person with the first role."""

    name = StringField(_l("Họ tên"), [InputRequired(_l("Nhập họ tên.")), _up_to(120)])
    user_name = StringField(_l("Tên đăng nhập"), [InputRequired(_l("Nhập tên đăng nhập.")), _up_to(60)])


class RenameForm(VersionForm):
    """A corrected name."""

    name = StringField(_l("Họ tên"), [InputRequired(_l("Nhập họ tên.")), _up_to(120)])
