"""Forms of whoever answers requests about personal data."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange

from privacy.labels import LABELS
from privacy.states import Proof, Refusal
from web.forms import VersionForm, at_most

_LATER = (Proof.DESK, Proof.PORTAL, Proof.PAPER)
_SHOWN = (Proof.CODE, *_LATER)


class VerifyForm(VersionForm):
    """By what the person is known."""

    proof = RadioField(
        _l("Biết chắc bằng cách nào?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in _SHOWN],
        validators=[InputRequired(_l("Chọn một cách."))],
    )
    third_party = BooleanField(_l("Có nơi khác cùng giữ dữ liệu này"))

    def offer(self, known: Proof) -> None:
        """Leave only what can be true: nobody can show a code now who did not show it when asking."""
        shown = (Proof.CODE,) if known is Proof.CODE else _LATER
        self.proof.choices = [SelectChoice(one.value, _l(LABELS[one])) for one in shown]


class ExtendForm(VersionForm):
    """More time."""

    days = IntegerField(
        _l("Thêm bao nhiêu ngày"), [InputRequired(_l("Nhập số ngày.")), NumberRange(1, 60, _l("Nhập từ 1 đến 60."))]
    )
    reason = StringField(_l("Vì sao"), [InputRequired(_l("Ghi lý do.")), at_most(300)])
    paper = StringField(_l("Số văn bản gia hạn"), [InputRequired(_l("Nhập số văn bản.")), at_most(60)])


class GrantForm(VersionForm):
    """Done."""

    answer = TextAreaField(
        _l("Trả lời cho người yêu cầu"),
        [InputRequired(_l("Viết câu trả lời.")), Length(max=4000, message=_l("Tối đa 4.000 ký tự."))],
    )
    decision_number = StringField(_l("Số văn bản trả lời"), [InputRequired(_l("Nhập số văn bản.")), at_most(60)])


class RefuseForm(VersionForm):
    """Not done, with the reason."""

    refusal = RadioField(
        _l("Vì sao không thực hiện?"),
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Refusal],
        validators=[InputRequired(_l("Chọn một lý do."))],
    )
    why = TextAreaField(
        _l("Nói rõ cho người yêu cầu"),
        [InputRequired(_l("Viết câu trả lời.")), Length(max=4000, message=_l("Tối đa 4.000 ký tự."))],
    )
    reply_number = StringField(_l("Số văn bản trả lời"), [InputRequired(_l("Nhập số văn bản.")), at_most(60)])
