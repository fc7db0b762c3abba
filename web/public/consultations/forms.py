"""The form of an opinion."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional, Regexp

from consultations.commands import GiveOpinion
from consultations.labels import LABELS
from consultations.services.opinions import MOST
from consultations.states import Stance
from core.crypto import SealBroken
from core.ids import new_access_code
from web.context import runtime
from web.forms import Form
from web.notice import NOTICE_VERSION

PHONE = r"^\+?[0-9 .\-]{8,16}$"
_TICKET = "opinion-ticket"


class OpinionForm(Form):
    """What someone thinks of a draft; who they are is theirs to leave out."""

    ticket = HiddenField()
    stance = RadioField(
        _l("Bà con nghĩ sao về dự thảo?"),
        choices=[SelectChoice(stance.value, LABELS[stance]) for stance in Stance],
        validators=[InputRequired(_l("Chọn một trong bốn ý."))],
    )
    section = SelectField(_l("Góp ý cho phần nào?"), validate_choice=True)
    text = TextAreaField(
        _l("Bà con góp ý điều gì?"),
        validators=[Optional(), Length(max=MOST, message=_l("Viết trong khoảng 5.000 ký tự."))],
    )
    name = StringField(_l("Họ tên"), validators=[Optional(), Length(max=100, message=_l("Tối đa 100 ký tự."))])
    phone = StringField(
        _l("Số điện thoại"),
        validators=[Optional(), Regexp(PHONE, message=_l("Số điện thoại chưa đúng, ví dụ 0912 345 678."))],
    )

    def prepare(self, sections: Sequence[str], consultation_id: UUID) -> None:
        """Offer the draft's parts, and put a ticket into a form that has none that opens."""
        self.stance.choices = [SelectChoice(stance.value, gettext(LABELS[stance])) for stance in Stance]
        whole = SelectChoice("", gettext("Cả dự thảo"))
        self.section.choices = [whole, *(SelectChoice(section, section) for section in sections)]
        if self._opened_ticket(consultation_id) is None:
            self.ticket.data = _new_ticket(consultation_id)

    def command(self, consultation_id: UUID) -> GiveOpinion:
        """The opinion as typed."""
        opened = self._opened_ticket(consultation_id) or {"nonce": secrets.token_hex(16), "code": new_access_code()}
        return GiveOpinion(
            consultation_id=consultation_id, stance=Stance(self.stance.data), text=self.text.data or "",
            section=self.section.data or "", notice_version=NOTICE_VERSION, ticket=opened["nonce"],
            access_code=opened["code"], name=self.name.data or "", phone=self.phone.data or "",
        )  # fmt: skip

    def _opened_ticket(self, consultation_id: UUID) -> dict[str, str] | None:
        try:
            sealed = base64.b85decode(self.ticket.data or "")
            opened: dict[str, str] = json.loads(
                runtime().keys.open(_TICKET, sealed, bound_to=consultation_id.bytes).decode()
            )
        except (SealBroken, ValueError):
            return None
        return opened


def _new_ticket(consultation_id: UUID) -> str:
    # The access code is made with the form and travels sealed: a form sent twice brings one and the same receipt.
    plain = json.dumps({"nonce": secrets.token_hex(16), "code": new_access_code()}).encode()
    return base64.b85encode(runtime().keys.seal(_TICKET, plain, bound_to=consultation_id.bytes)).decode()


class TrackForm(Form):
    """Number and code of an opinion sent earlier."""

    number = StringField(_l("Số ý kiến"), validators=[InputRequired(_l("Nhập số ý kiến, ví dụ 07288-26-K7Q4-M2X."))])
    access_code = StringField(_l("Mã bí mật"), validators=[InputRequired(_l("Nhập mã bí mật gồm 12 ký tự."))])
