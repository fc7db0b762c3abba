"""Forms of covering and approving."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from uuid import UUID

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from casework.labels import LABELS
from casework.redaction import Reason, Span
from feedback.publishing.commands import SaveWork
from feedback.publishing.states import Part
from feedback.publishing.work import Box
from web.forms import VersionForm, at_most, typed

_PLACE = re.compile(r"(title|body|answer)\.(\d{1,7})-(\d{1,7})\.([a-z]{1,12})")
_BOX = re.compile(r"\d{1,3}")
_ORDERED = [Reason.PRIVATE, *(one for one in Reason if one is not Reason.PRIVATE)]


class CoverForm(VersionForm):
    """What is typed beside the ticks: more to cover, what goes along, what a correction changed."""

    digest = HiddenField()
    more = TextAreaField(_l("Che thêm bằng tay"), validators=[Optional(), at_most(2000)])
    more_reason = SelectField(
        _l("Chỗ che thêm là"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in _ORDERED],
        validators=[Optional()],
    )  # fmt: skip
    with_body = BooleanField(_l("Công khai cả điều người dân viết"))
    with_hamlet = BooleanField(_l("Ghi tên thôn, tổ dân phố"))
    note = TextAreaField(_l("Bản này sửa gì so với bản đang công khai"), validators=[Optional(), at_most(300)])

    def command(self, sent: MultiDict[str, str]) -> SaveWork:
        """Everything that was sent, ticks and rectangles too; what makes no sense is left out."""
        chosen = typed(self.more_reason)
        return SaveWork(
            self.seen() if self.version.data else None, str(self.digest.data or ""), _spans(sent.getlist("che")),
            typed(self.more), Reason(chosen) if chosen in set(Reason) else Reason.PRIVATE,
            bool(self.with_body.data), bool(self.with_hamlet.data), _photos(sent), typed(self.note),
        )  # fmt: skip


class ReasonForm(VersionForm):
    """Why it goes back, or is taken down."""

    text = TextAreaField(
        _l("Vì sao?"), validators=[InputRequired(_l("Ghi lý do.")), Length(10, 500, _l("Viết từ 10 đến 500 ký tự."))]
    )


def place_of(part: Part, span: Span) -> str:
    """A place as the form names it."""
    return f"{part.value}.{span.start}-{span.end}.{span.reason.value}"


def _spans(places: Sequence[str]) -> Mapping[Part, Sequence[Span]]:
    found: dict[Part, list[Span]] = {part: [] for part in Part}
    for place in places:
        match = _PLACE.fullmatch(place)
        if match and match[4] in set(Reason):
            found[Part(match[1])].append(Span(int(match[2]), int(match[3]), Reason(match[4])))
    return found


def _photos(sent: MultiDict[str, str]) -> dict[UUID, Sequence[Box]]:
    photos: dict[UUID, Sequence[Box]] = {}
    for word in sent.getlist("anh"):
        try:
            photo = UUID(hex=word)
        except ValueError:
            continue
        photos[photo] = [box for line in sent.get(f"o-{photo.hex}", "").splitlines() if (box := _box(line))]
    return photos


def _box(line: str) -> Box | None:
    """ "trái trên rộng cao" in hundredths; what hangs over the edge is cut."""
    numbers = [int(one) for one in _BOX.findall(line)]
    if len(numbers) != 4 or max(numbers[:2]) > 100:
        return None
    left, top, width, height = numbers
    return Box(left, top, min(width, 100 - left), min(height, 100 - top))
