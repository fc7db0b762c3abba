"""To whom, and why."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired

from accounts.queries import Person
from feedback.handover.states import HandoverReason
from web.formatting import label
from web.forms import Form


class HandOverForm(Form):
    """The receiver and the reason."""

    receiver = SelectField(_l("Ai nhận"), validators=[InputRequired(message=_l("Chọn người nhận."))])
    reason = RadioField(_l("Vì sao bàn giao"), validators=[InputRequired(message=_l("Chọn vì sao bàn giao."))])

    def offer(self, people: Sequence[Person]) -> None:
        """Who may receive."""
        self.receiver.choices = [
            SelectChoice("", _l("Chọn")), *(SelectChoice(str(one.account_id), one.name) for one in people)
        ]  # fmt: skip
        self.reason.choices = [SelectChoice(reason.value, label(reason)) for reason in HandoverReason]
