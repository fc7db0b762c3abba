"""Which sheets, for where."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from surveys.labels import LABELS
from surveys.posters.sheets import FileKind, Paper, Shape, Sheet, sheets_of
from web.forms import Form


class PostersForm(Form):
    """Place, shapes, papers, kinds of file."""

    place = RadioField(_l("In cho những quầy nào?"), validators=[InputRequired(_l("Chọn nơi cần in."))])
    shapes = SelectMultipleField(
        _l("Loại tờ"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Shape],
        validators=[InputRequired(_l("Chọn ít nhất một loại tờ."))],
    )  # fmt: skip
    papers = SelectMultipleField(
        _l("Cỡ giấy"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Paper],
        validators=[InputRequired(_l("Chọn ít nhất một cỡ giấy."))],
    )  # fmt: skip
    kinds = SelectMultipleField(
        _l("Kiểu tệp"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in FileKind],
        validators=[InputRequired(_l("Chọn ít nhất một kiểu tệp."))],
    )  # fmt: skip

    def offer(self, agencies: Sequence[AgencyCard]) -> None:
        """Fill in the places."""
        self.place.choices = [SelectChoice(str(card.id), _place(card)) for card in agencies]

    def agency_id(self) -> UUID:
        """The place chosen; asked for only once the form is valid."""
        return UUID(str(self.place.data))

    def sheets(self) -> Sequence[Sheet]:
        """What was ticked; asked for only once the form is valid."""
        return sheets_of(
            [Shape(one) for one in self.shapes.data or ()], [Paper(one) for one in self.papers.data or ()],
            [FileKind(one) for one in self.kinds.data or ()],
        )  # fmt: skip


def _place(card: AgencyCard) -> str:
    if card.kind == AgencyKind.PROVINCE:
        return str(gettext("Mọi quầy của %(agency)s và của các xã, phường trong tỉnh", agency=card.name))
    return str(gettext("Mọi quầy của %(agency)s", agency=card.name))
