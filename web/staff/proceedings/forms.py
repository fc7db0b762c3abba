"""Forms of formal proceedings: the signed paper, one step, the second complaint, who is named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from accounts.queries import Person
from casework.enclosures import StoredFile
from feedback.issuing.taking import ONLY_FROM_PAPER
from feedback.labels import LABELS as FEEDBACK
from feedback.proceedings.commands import Formalise, Lodge, Take
from feedback.proceedings.effects import Effect
from feedback.proceedings.labels import LABELS
from feedback.proceedings.states import Evidence, Finding, Ground, Step, Track, Withdrawn
from feedback.states import Field
from web.forms import typed
from web.staff.petitions.forms import ActForm

_SHORT = Length(max=60, message=_l("Tối đa 60 ký tự."))
_LINE = Length(max=300, message=_l("Tối đa 300 ký tự."))
_LONG = Length(max=4000, message=_l("Tối đa 4.000 ký tự."))
_DAYS = NumberRange(0, 3650, _l("Ghi số ngày, từ 0 trở lên."))
_EVIDENCE = [SelectChoice(member.value, _l(LABELS[member])) for member in Evidence]


class DayField(DateField):
    """A day; what is no day is said in our words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it. Raises ValueError."""
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(gettext("Ngày chưa đúng, ghi như 07/12/2026.")) from None


class NamedFields(ActForm):
    """Several stand on one page: ids of their own."""

    def name_fields(self, prefix: str) -> None:
        """Give the fields ids that begin with the prefix."""
        for field in self:
            field.id = f"{prefix}-{field.short_name}"
            field.label.field_id = field.id


class StepForm(NamedFields):
    """One step; of these fields only what the step asks for stays."""

    day = DayField(_l("Ngày"), validators=[Optional()])
    number = StringField(_l("Số văn bản"), validators=[_SHORT])
    ground = SelectField(_l("Căn cứ"), choices=[], validators=[InputRequired(_l("Chọn một căn cứ."))])
    finding = RadioField(
        _l("Kết luận"), choices=[SelectChoice(member.value, _l(LABELS[member])) for member in Finding],
        validators=[InputRequired(_l("Chọn kết luận."))],
    )  # fmt: skip
    withdrawn = RadioField(
        _l("Rút phần nào?"), choices=[SelectChoice(member.value, _l(LABELS[member])) for member in Withdrawn],
        validators=[InputRequired(_l("Chọn rút một phần hay toàn bộ."))],
    )  # fmt: skip
    differs = BooleanField(_l("Kết quả xác minh khác với yêu cầu của người khiếu nại"))
    meeting = DayField(_l("Ngày đối thoại"), validators=[InputRequired(_l("Ghi ngày đối thoại."))])
    place = StringField(_l("Mấy giờ, ở đâu"), validators=[_LINE])
    words = TextAreaField(_l("Ghi thêm"), validators=[_LONG])

    def fit(self, step: Step, effect: Effect, *, complaint: bool, whole: bool) -> None:
        """Keep what this step asks for. `whole`: it can only be taken back whole."""
        wanted = {
            "day": effect.day and step not in ONLY_FROM_PAPER,
            "number": step not in ONLY_FROM_PAPER
            and (effect.number or step in (Step.MEET, Step.INVITE, Step.WITHDRAW)),
            "ground": bool(effect.grounds), "finding": effect.finding,
            "withdrawn": effect.withdrawal and not whole, "differs": step is Step.REPORT and complaint,
            "meeting": effect.meeting, "place": effect.meeting, "words": effect.day,
        }  # fmt: skip
        for name, keep in wanted.items():
            if not keep:
                delattr(self, name)
        if effect.grounds:
            self.ground.choices = [
                SelectChoice("", gettext("Chọn")),
                *(SelectChoice(ground.value, gettext(LABELS[ground])) for ground in effect.grounds),
            ]

    def command(self, step: Step) -> Take:
        """What the form says."""
        has = self._fields
        return Take(
            step, day=self.day.data if "day" in has else None,
            number=typed(self.number) if "number" in has else "",
            ground=Ground(self.ground.data) if "ground" in has else None,
            finding=Finding(self.finding.data) if "finding" in has else None,
            words=typed(self.words) if "words" in has else "", differs="differs" in has and bool(self.differs.data),
            meeting=self.meeting.data if "meeting" in has else None,
            place=typed(self.place) if "place" in has else "",
            withdrawn=Withdrawn(self.withdrawn.data) if "withdrawn" in has else None,
        )  # fmt: skip


class FormaliseForm(ActForm):
    """The signed paper, as the desk has it in hand."""

    track = RadioField(_l("Đây là đơn gì?"), choices=[], validators=[InputRequired(_l("Chọn loại đơn."))])
    evidence = RadioField(
        _l("Bằng chứng chữ ký"), choices=_EVIDENCE, validators=[InputRequired(_l("Chọn loại bằng chứng."))]
    )
    received_on = DayField(_l("Ngày nhận đơn có chữ ký"), validators=[InputRequired(_l("Ghi ngày nhận."))])
    book_number = StringField(_l("Số trong sổ giấy"), validators=[_SHORT])
    field = SelectField(
        _l("Lĩnh vực"),
        choices=[SelectChoice("", _l("Chọn"))] + [SelectChoice(one.value, _l(FEEDBACK[one])) for one in Field],
        validators=[InputRequired(_l("Chọn lĩnh vực."))],
    )
    title = StringField(_l("Tên ngắn của đơn"), validators=[Length(max=200, message=_l("Tối đa 200 ký tự."))])
    name = StringField(_l("Họ tên người ký"), validators=[_LINE])
    address = StringField(_l("Địa chỉ"), validators=[_LINE])
    decider = SelectField(_l("Người giải quyết"), choices=[], validators=[Optional()])
    complained = TextAreaField(_l("Khiếu nại quyết định, hành vi nào?"), validators=[_LONG])
    complained_number = StringField(_l("Số, ngày của quyết định"), validators=[_SHORT])
    complained_by = StringField(_l("Ai ban hành, ai làm"), validators=[_LINE])
    known_on = DayField(_l("Ngày người khiếu nại nhận hoặc biết"), validators=[Optional()])
    obstacle_days = IntegerField(_l("Số ngày gặp trở ngại khách quan"), validators=[Optional(), _DAYS])
    obstacle = TextAreaField(_l("Trở ngại gì, giấy tờ nào cho thấy"), validators=[_LONG])
    elsewhere = BooleanField(_l("Không thuộc thẩm quyền giải quyết ở đây"))
    relayed_by = StringField(_l("Báo chí, cơ quan nào chuyển đến"), validators=[_LINE])
    continued = BooleanField(_l("Tố cáo tiếp: không đồng ý với kết luận của cấp dưới"))
    overdue_below = BooleanField(_l("Báo việc tố cáo ở cấp dưới đã quá hạn"))
    scan = FileField(_l("Bản quét đơn (PDF)"))

    def offer(self, tracks: Sequence[Track], leaders: Sequence[Person]) -> None:
        """What can be chosen at this desk."""
        self.track.choices = [SelectChoice(track.value, gettext(LABELS[track])) for track in tracks]
        self.decider.choices = [
            SelectChoice("", gettext("Cử sau")),
            *(SelectChoice(str(person.account_id), person.name) for person in leaders),
        ]

    def command(self, files: tuple[StoredFile, ...], received_on: date) -> Formalise:
        """What the form says."""
        return Formalise(
            Track(self.track.data), Evidence(self.evidence.data), received_on, Field(self.field.data),
            title=typed(self.title), book_number=typed(self.book_number),
            decider_id=UUID(self.decider.data) if self.decider.data else None,
            name=typed(self.name), address=typed(self.address), complained=typed(self.complained),
            complained_number=typed(self.complained_number), complained_by=typed(self.complained_by),
            known_on=self.known_on.data, obstacle_days=self.obstacle_days.data or 0, obstacle=typed(self.obstacle),
            competent=not self.elsewhere.data, relayed_by=typed(self.relayed_by),
            continued=bool(self.continued.data), overdue_below=bool(self.overdue_below.data), files=files,
        )  # fmt: skip


class LodgeForm(NamedFields):
    """A second complaint."""

    evidence = RadioField(
        _l("Bằng chứng chữ ký"), choices=_EVIDENCE, validators=[InputRequired(_l("Chọn loại bằng chứng."))]
    )
    received_on = DayField(_l("Ngày nhận đơn khiếu nại lần hai"), validators=[InputRequired(_l("Ghi ngày nhận."))])
    told_on = DayField(
        _l("Ngày người khiếu nại nhận quyết định lần đầu, hoặc ngày hết hạn giải quyết"),
        validators=[InputRequired(_l("Ghi ngày. Thời hạn khiếu nại lần hai tính từ ngày này."))],
    )
    obstacle_days = IntegerField(_l("Số ngày gặp trở ngại khách quan"), validators=[Optional(), _DAYS])
    obstacle = TextAreaField(_l("Trở ngại gì, giấy tờ nào cho thấy"), validators=[_LONG])

    def command(self) -> Lodge:
        """What the form says."""
        assert self.received_on.data is not None  # both are required
        assert self.told_on.data is not None
        return Lodge(
            Evidence(self.evidence.data), self.received_on.data, self.told_on.data, self.obstacle_days.data or 0,
            typed(self.obstacle),
        )  # fmt: skip


class NameForm(NamedFields):
    """Somebody to be named."""

    account = SelectField(_l("Người"), choices=[], validators=[InputRequired(_l("Chọn người."))])

    def offer(self, people: Sequence[Person]) -> None:
        """Who can be chosen."""
        self.account.choices = [
            SelectChoice("", gettext("Chọn")),
            *(SelectChoice(str(person.account_id), person.name) for person in people),
        ]
