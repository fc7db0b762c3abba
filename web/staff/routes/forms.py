"""Forms of transferring, splitting and linking. Each carries the version it was opened with."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from feedback.labels import LABELS
from feedback.machine import TRIAGE_KINDS
from feedback.routes.labels import LABELS as ROUTES
from feedback.routes.states import TransferReason
from feedback.services.splitting import FEWEST, MOST
from feedback.states import Concerns, Field, Urgency
from web.forms import VersionForm

LONGEST = 10_000
_WORDS = [InputRequired(_l("Ghi vài lời cho rõ.")), Length(10, LONGEST, _l("Viết từ 10 ký tự trở lên."))]


class TransferForm(VersionForm):
    """Why it goes, and the words the sender reads; `confirmed` once it was looked over."""

    reason = RadioField(
        _l("Vì sao chuyển?"),
        choices=[SelectChoice(member.value, _l(ROUTES[member])) for member in TransferReason],
        validators=[InputRequired(_l("Chọn một lý do."))],
    )
    text = TextAreaField(_l("Lời báo cho người gửi"), validators=_WORDS)
    document_number = StringField(_l("Số văn bản chuyển đơn"), validators=[Optional(), Length(max=60)])
    confirmed = HiddenField()


class ReasonForm(VersionForm):
    """Why something is taken back or apart."""

    text = TextAreaField(_l("Lý do"), validators=_WORDS)


class LinkForm(VersionForm):
    """Why it is the same matter, and whether one person sent both."""

    number = HiddenField()
    text = TextAreaField(_l("Vì sao là cùng một việc?"), validators=_WORDS)
    same_sender = BooleanField(_l("Đã xem cả hai đơn: cùng một người gửi"))


class SplitForm(VersionForm):
    """How many parts, what the sender is told, and (below) the fields of each part."""

    count = HiddenField(default=str(FEWEST))
    text = TextAreaField(_l("Lời báo cho người gửi"), validators=[Optional(), Length(max=1000)])
    confirmed = HiddenField()

    def parts(self) -> int:
        """How many parts are on the page."""
        typed = str(self.count.data or "")
        return min(max(int(typed), FEWEST), MOST) if typed.isascii() and typed.isdigit() else FEWEST


def _choices(members: list[tuple[str, object]], empty: object) -> list[SelectChoice]:
    return [SelectChoice("", empty), *(SelectChoice(value, text) for value, text in members)]


# WTForms reads the fields of a class: six parts, of which `count` are shown and read.
for _n in range(1, MOST + 1):
    setattr(SplitForm, f"what_{_n}", TextAreaField(
        _l("Nội dung phần %(n)s", n=_n), validators=[Optional(), Length(max=LONGEST)]))  # fmt: skip
    setattr(SplitForm, f"title_{_n}", StringField(
        _l("Tên ngắn phần %(n)s", n=_n), validators=[Optional(), Length(max=200)]))  # fmt: skip
    setattr(SplitForm, f"concerns_{_n}", SelectField(
        _l("Phần %(n)s nói về ai?", n=_n), default=Concerns.NOBODY.value,
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in Concerns]))  # fmt: skip
    setattr(SplitForm, f"kind_{_n}", SelectField(
        _l("Loại đơn phần %(n)s", n=_n), validators=[Optional()],
        choices=_choices([(m.value, _l(LABELS[m])) for m in TRIAGE_KINDS], _l("Chưa rõ"))))  # fmt: skip
    setattr(SplitForm, f"field_{_n}", SelectField(
        _l("Lĩnh vực phần %(n)s", n=_n), validators=[Optional()],
        choices=_choices([(m.value, _l(LABELS[m])) for m in Field], _l("Chưa rõ"))))  # fmt: skip
    setattr(SplitForm, f"urgency_{_n}", SelectField(
        _l("Mức độ phần %(n)s", n=_n), validators=[Optional()],
        choices=_choices([(m.value, _l(LABELS[m])) for m in Urgency], _l("Chưa rõ"))))  # fmt: skip
