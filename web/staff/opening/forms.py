"""Forms of what takes two people."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from accounts.queries import Person
from accounts.ties.labels import LABELS as TIES
from accounts.ties.states import Tie
from agencies.queries import AgencyCard
from casework.states import IdentityReason
from web.formatting import label
from web.forms import Form


class AskForm(Form):
    """Why the sender must be known: one of the list, and own words."""

    reason = RadioField(_l("Vì sao cần biết người gửi?"), validators=[InputRequired(_l("Chọn một lý do."))])
    words = TextAreaField(
        _l("Ghi cụ thể"),
        validators=[
            InputRequired(_l("Ghi một câu cho người thứ hai đọc.")),
            Length(min=10, max=1000, message=_l("Ghi một câu rõ ràng, dưới 1.000 chữ.")),
        ],
    )

    def offer(self, reasons: Sequence[IdentityReason]) -> None:
        """What may be chosen today."""
        self.reason.choices = [SelectChoice(one.value, label(one)) for one in reasons]


class TieForm(Form):
    """Who is close to whom."""

    who = SelectField(_l("Kê khai cho"), validators=[InputRequired(_l("Chọn người kê khai."))])
    tie = RadioField(
        _l("Người liên quan là gì của người kê khai?"),
        choices=[SelectChoice(one.value, _l(TIES[one])) for one in Tie],
        validators=[InputRequired(_l("Chọn một mối quan hệ."))],
    )
    other = SelectField(_l("Người liên quan"), validators=[InputRequired(_l("Chọn người liên quan."))])

    def offer(self, people: Sequence[Person], colleagues: Sequence[Person]) -> None:
        """For whom, and with whom."""
        self.who.choices = [SelectChoice(str(one.account_id), one.name) for one in people]
        self.other.choices = [
            SelectChoice("", gettext("Chọn")),
            *(SelectChoice(str(one.account_id), one.name) for one in colleagues),
        ]


class AccusedForm(Form):
    """Which officials it speaks of."""

    accused = SelectMultipleField(_l("Đơn nói về cán bộ nào?"))

    def offer(self, people: Sequence[Person], places: Sequence[AgencyCard]) -> None:
        """Who works at the place it speaks of, and at the desk; and their leadership, where nobody knows who of it."""
        self.accused.choices = [
            *(SelectChoice(str(one.account_id), one.name) for one in people),
            *(
                SelectChoice(str(one.id), gettext("Lãnh đạo %(place)s, chưa rõ là ai", place=one.name))
                for one in places
            ),
        ]

    def chosen(self) -> list[UUID]:
        """Their accounts."""
        return [UUID(one) for one in self.accused.data or ()]


class AsideForm(Form):
    """Why somebody stands aside."""

    why = TextAreaField(
        _l("Vì sao xin thôi?"),
        validators=[
            InputRequired(_l("Ghi một câu cho người giao lại đơn đọc.")),
            Length(min=10, max=1000, message=_l("Ghi một câu rõ ràng, dưới 1.000 chữ.")),
        ],
    )


class CoverForm(Form):
    """What to cover besides the ticks."""

    digest = HiddenField()
    more = TextAreaField(_l("Che thêm bằng tay"), validators=[Optional(), Length(max=2000)])
