"""Forms of the sealed record, for officials."""

from __future__ import annotations

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, Optional

from feedback.protection.catalogue import ENDINGS, MEASURES, REFUSALS, RELATIONS, offered
from feedback.protection.commands import AskProtection, Step
from feedback.protection.labels import LABELS
from feedback.protection.services.acting import NEEDS, Needs
from feedback.protection.states import AlarmAct, Danger, EndGround, Measure, ProtectionAct, RefuseGround, Relation
from web.forms import at_most, typed
from web.staff.proceedings.forms import DayField, NamedFields

_LONG = Length(10, 5000, _l("Viết từ 10 đến 5.000 ký tự."))
_TICKED = InputRequired(_l("Chọn ít nhất một mục."))
# Whose names and until when: what comes into force.
_PUTS_IN_FORCE = frozenset({ProtectionAct.APPLY, ProtectionAct.CHANGE, ProtectionAct.PROTECT_NOW})


class StepForm(NamedFields):
    """One step; of these fields only what the step asks for stays. `version`: the last entry that was seen."""

    measures = SelectMultipleField(_l("Biện pháp"), choices=[], validators=[_TICKED])
    relations = SelectMultipleField(_l("Bảo vệ ai"), choices=[], validators=[Optional()])
    names = StringField(_l("Tên, cách gọi"), validators=[Optional(), at_most(300)])
    ground = SelectField(_l("Căn cứ"), choices=[], validators=[InputRequired(_l("Chọn một căn cứ."))])
    body = StringField(_l("Nơi được yêu cầu"), validators=[InputRequired(_l("Ghi tên nơi ấy.")), at_most(200)])
    number = StringField(_l("Số văn bản"), validators=[Optional(), at_most(60)])
    day = DayField(_l("Ngày"), validators=[Optional()])
    until = DayField(_l("Đến ngày"), validators=[Optional()])
    words = TextAreaField(_l("Nội dung, lý do"), validators=[InputRequired(_l("Ghi vài lời cho rõ.")), _LONG])

    def fit(self, act: ProtectionAct, today: date) -> None:
        """Leave what the act asks for, with what can be chosen today."""
        needs = NEEDS[act]
        puts = act in _PUTS_IN_FORCE
        self.measures.choices = _choices(offered(MEASURES, today))
        self.relations.choices = _choices(offered(RELATIONS, today))
        if needs.grounds is not None:
            grounds = offered(REFUSALS, today) if needs.grounds is RefuseGround else offered(ENDINGS, today)
            self.ground.choices = [SelectChoice("", _l("Chọn")), *_choices(grounds)]
        kept = {
            "measures": needs.measures, "relations": puts, "names": puts, "until": puts, "body": needs.body,
            "ground": needs.grounds is not None, "number": needs.number, "words": needs.words,
        }  # fmt: skip
        for name, keep in kept.items():
            if not keep:
                delattr(self, name)

    def command(self, act: ProtectionAct) -> Step:
        """What was filled in."""
        needs: Needs = NEEDS[act]
        chosen = self.ground.data if "ground" in self else None
        return Step(
            act, day=self.day.data, words=typed(self.words) if "words" in self else "",
            number=typed(self.number) if "number" in self else "", body=typed(self.body) if "body" in self else "",
            measures=tuple(Measure(one) for one in self.measures.data or ()) if "measures" in self else (),
            relations=tuple(Relation(one) for one in self.relations.data or ()) if "relations" in self else (),
            names=typed(self.names) if "names" in self else "", until=self.until.data if "until" in self else None,
            ground=_ground(needs, chosen),
        )  # fmt: skip


class OwnMotionForm(NamedFields):
    """The office sees the danger itself (Denunciation Act art. 51 clause 1)."""

    relations = SelectMultipleField(
        _l("Bảo vệ ai"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Relation], validators=[_TICKED]
    )
    dangers = SelectMultipleField(
        _l("Điều bị đe doạ"), choices=[SelectChoice(one.value, _l(LABELS[one])) for one in Danger], validators=[_TICKED]
    )
    names = StringField(_l("Tên, cách gọi"), validators=[Optional(), at_most(300)])
    words = TextAreaField(_l("Căn cứ"), validators=[InputRequired(_l("Ghi vài lời cho rõ.")), _LONG])
    urgent = BooleanField(_l("Cần bảo vệ ngay"))

    def command(self) -> AskProtection:
        """What was filled in."""
        return AskProtection(
            tuple(Relation(one) for one in self.relations.data or ()),
            tuple(Danger(one) for one in self.dangers.data or ()), typed(self.words), typed(self.names),
            bool(self.urgent.data),
        )  # fmt: skip


class WordForm(NamedFields):
    """A word to whoever sent it."""

    words = TextAreaField(_l("Nhắn người gửi đơn"), validators=[InputRequired(_l("Viết lời nhắn vào ô này.")), _LONG])


class AlarmForm(NamedFields):
    """The province's answer."""

    act = RadioField(
        _l("Làm gì?"), validators=[InputRequired(_l("Chọn một cách."))],
        choices=[SelectChoice(one.value, _l(LABELS[one])) for one in (AlarmAct.ANSWER, AlarmAct.CLOSE)],
    )  # fmt: skip
    words = TextAreaField(
        _l("Viết cho người báo"), validators=[InputRequired(_l("Viết vài lời cho người báo.")), _LONG]
    )


def _choices(members: object) -> list[SelectChoice]:
    return [SelectChoice(one.value, _l(LABELS[one])) for one in members]  # type: ignore[attr-defined]


def _ground(needs: Needs, chosen: str | None) -> RefuseGround | EndGround | None:
    if not chosen or needs.grounds is None:
        return None
    return needs.grounds(chosen)
