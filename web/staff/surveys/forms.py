"""Forms of the survey manager."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from surveys.commands import COMMENT_LIMIT
from web.forms import Form


class ReviewForm(Form):
    """What others may read of a comment; the button pressed says whether they may."""

    text = TextAreaField(
        lazy_gettext("Lời nhắn như cán bộ sẽ đọc"),
        validators=[Length(max=COMMENT_LIMIT, message=lazy_gettext("Lời nhắn dài quá 1.000 chữ cái."))],
    )
    act = HiddenField(lazy_gettext("Quyết định"))
