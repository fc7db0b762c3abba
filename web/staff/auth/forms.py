"""Forms of signing in and of one's own account."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from web.forms import Form


def _up_to(length: int) -> Length:
    return Length(max=length, message=_l("Dài quá, hãy viết ngắn lại."))


class SignInForm(Form):
    """User name and password."""

    user_name = StringField(_l("Tên đăng nhập"), [InputRequired(_l("Nhập tên đăng nhập.")), _up_to(60)])
    password = PasswordField(_l("Mật khẩu"), [InputRequired(_l("Nhập mật khẩu.")), _up_to(200)])


class CodeForm(Form):
    """Six digits of the app."""

    code = StringField(_l("Mã 6 số"), [InputRequired(_l("Nhập mã 6 số.")), _up_to(20)])


class RecoveryForm(Form):
    """A printed code."""

    code = StringField(_l("Mã dự phòng"), [InputRequired(_l("Nhập một mã trên tờ đã in.")), _up_to(40)])


class EnrollForm(Form):
    """The first code of a new app; the sealed secret travels with the form, so that nothing is stored before."""

    pending = HiddenField()
    code = StringField(_l("Mã 6 số đang hiện"), [InputRequired(_l("Nhập mã 6 số.")), _up_to(20)])


class NewPasswordForm(Form):
    """A new password, twice."""

    password = PasswordField(_l("Mật khẩu mới"), [InputRequired(_l("Nhập mật khẩu mới.")), _up_to(200)])
    again = PasswordField(
        _l("Nhập lại mật khẩu mới"), [EqualTo("password", message=_l("Hai lần nhập chưa giống nhau."))]
    )


class ChangePasswordForm(NewPasswordForm):
    """The same for who is signed in: the present password first."""

    current = PasswordField(_l("Mật khẩu đang dùng"), [InputRequired(_l("Nhập mật khẩu đang dùng.")), _up_to(200)])


class ConfirmForm(Form):
    """The present password again."""

    current = PasswordField(_l("Mật khẩu đang dùng"), [InputRequired(_l("Nhập mật khẩu đang dùng.")), _up_to(200)])


class ChangeAppForm(EnrollForm, ConfirmForm):
    """Another app for who is signed in."""


class PasskeyForm(Form):
    """What the browser answers; filled by a script."""

    answer = HiddenField(validators=[InputRequired(_l("Trình duyệt chưa đưa ra khóa nào.")), _up_to(20000)])
    name = StringField(_l("Đặt tên cho khóa"), [_up_to(60)])


class AddPasskeyForm(PasskeyForm, ConfirmForm):
    """One more passkey for who is signed in."""
