"""Forms of keys."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired

from accounts.queries import Person
from web.forms import Form

_CHOOSE = _l("Chọn người giữ hộ.")


class RotateForm(Form):
    """Who keeps the halves of the new key."""

    first = SelectField(_l("Người giữ hộ thứ nhất"), validators=[InputRequired(_CHOOSE)])
    second = SelectField(_l("Người giữ hộ thứ hai"), validators=[InputRequired(_CHOOSE)])

    def offer(self, people: Sequence[Person]) -> None:
        """The people who can keep a half."""
        choices = [("", _l("– Chọn –")), *((str(one.account_id), one.name) for one in people)]
        self.first.choices = self.second.choices = choices

    def keepers(self) -> list[UUID]:
        """Both, in their order."""
        return [UUID(self.first.data), UUID(self.second.data)]


class CloseForm(RotateForm):
    """Who keeps the halves, and that it was understood."""

    understood = BooleanField(
        _l("Tôi hiểu: quên mật khẩu mà không còn ai giữ khoá, và không đủ hai người giữ hộ, thì không ai mở lại được."),
        validators=[InputRequired(_l("Đánh dấu khi đã đọc."))],
    )
