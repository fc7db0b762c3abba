"""Forms of the survey manager."""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import Optional

from casework.redaction import Reason, Span
from web.forms import Form, at_most

_PLACE = re.compile(r"(\d{1,5})-(\d{1,5})\.([a-z]{1,12})")


class ReviewForm(Form):
    """What is covered of a comment beside the ticks, and whether what was just seen is what is decided on."""

    more = TextAreaField(_l("Che thêm bằng tay"), validators=[Optional(), at_most(1000)])
    sure = BooleanField(_l("Tôi đã đọc kỹ, chỗ chưa che không làm lộ ai"))
    seen = HiddenField()


def place_of(span: Span) -> str:
    """A place in the words as the form names it."""
    return f"{span.start}-{span.end}.{span.reason.value}"


def spans_sent(places: Iterable[str]) -> list[Span]:
    """The places that were ticked; what makes no sense is left out."""
    found = []
    for place in places:
        match = _PLACE.fullmatch(place)
        if match and match[3] in set(Reason) and int(match[1]) < int(match[2]):
            found.append(Span(int(match[1]), int(match[2]), Reason(match[3])))
    return found
