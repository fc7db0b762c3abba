"""Forms of the consultation desk."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, NumberRange, Optional

from agencies.queries import AgencyCard
from consultations.commands import ConsultationContent, DescribeGroup
from consultations.labels import LABELS
from consultations.queries import GroupView
from consultations.states import Form as ConsultationWay
from consultations.states import Response, Topic
from web.forms import Form, VersionForm, at_most


class ConsultationForm(VersionForm):
    """What is asked, and until when."""

    version = HiddenField()
    agency = SelectField(_l("Đơn vị hỏi ý kiến"), validate_choice=True)
    topic = SelectField(_l("Hỏi về việc gì?"), validators=[InputRequired(_l("Chọn một nội dung trong danh sách."))])
    title = StringField(_l("Tên cuộc lấy ý kiến"), validators=[InputRequired(_l("Đặt tên cho cuộc lấy ý kiến."))])
    summary = TextAreaField(_l("Tóm tắt cho bà con"), validators=[at_most(600)])
    source = TextAreaField(_l("Nội dung dự thảo"), validators=[at_most(400_000)])
    file = FileField(_l("Tệp PDF"))
    drop_file = BooleanField(_l("Bỏ tệp PDF đang có"))
    forms = SelectMultipleField(_l("Bà con góp ý bằng cách nào?"))
    closes_on = DateField(_l("Ngày cuối nhận ý kiến"), validators=[InputRequired(_l("Chọn ngày cuối nhận ý kiến."))])
    other_law = StringField(_l("Luật khác cho thời gian ngắn hơn"), validators=[at_most(200)])

    def offer(self, agencies: Sequence[AgencyCard]) -> None:
        """Fill the lists."""
        self.topic.choices = [
            SelectChoice("", gettext("Chọn nội dung")),
            *(SelectChoice(topic.value, f"{n}. {gettext(LABELS[topic])}") for n, topic in enumerate(Topic, start=1)),
        ]
        self.forms.choices = [SelectChoice(way.value, gettext(LABELS[way])) for way in ConsultationWay]
        self.agency.choices = [SelectChoice(str(card.id), card.name) for card in agencies]
        if not self.agency.data and agencies:
            self.agency.data = str(agencies[0].id)

    def agency_id(self) -> UUID:
        """The chosen agency."""
        return UUID(self.agency.data)

    def content(self) -> ConsultationContent:
        """The consultation as typed; the portal itself is always one of the ways."""
        chosen = {ConsultationWay(value) for value in self.forms.data or ()} | {ConsultationWay.PORTAL}
        assert self.closes_on.data is not None  # the validator has seen to it
        return ConsultationContent(
            topic=Topic(self.topic.data), title=(self.title.data or "")[:300], summary=self.summary.data or "",
            source=self.source.data or "", forms=tuple(way for way in ConsultationWay if way in chosen),
            closes_on=self.closes_on.data, other_law=self.other_law.data or "",
        )  # fmt: skip


class ExtendForm(VersionForm):
    """A later last day."""

    closes_on = DateField(_l("Kéo dài tới hết ngày"), validators=[InputRequired(_l("Chọn ngày mới."))])


class ReturnForm(VersionForm):
    """What the leader wants changed."""

    reason = TextAreaField(
        _l("Cần sửa điều gì?"),
        validators=[InputRequired(_l("Ghi điều cần sửa để người tổng hợp làm tiếp.")), at_most(600)],
    )


class PublishForm(VersionForm):
    """The leader's approval."""

    conclusion = TextAreaField(
        _l("Kết luận"),
        validators=[
            InputRequired(_l("Viết vài câu kết luận: dự thảo được sửa thế nào, bước tiếp theo là gì.")), at_most(5000),
        ],
    )  # fmt: skip


class GroupForm(Form):
    """A group of opinions and the answer to it."""

    title = StringField(_l("Tên nhóm ý kiến"), validators=[InputRequired(_l("Đặt tên cho nhóm ý kiến.")), at_most(200)])
    summary = TextAreaField(_l("Bà con nói gì"), validators=[at_most(1500)])
    other_count = IntegerField(
        _l("Số ý kiến cùng nhóm nhận qua họp, phiếu giấy, điện thoại"),
        validators=[Optional(), NumberRange(0, 100_000, _l("Ghi một số từ 0."))],
    )
    response = SelectField(_l("Trả lời"), validators=[Optional()])
    reason = TextAreaField(_l("Lý do, sửa dự thảo thế nào"), validators=[at_most(3000)])

    def offer(self) -> None:
        """Fill the list of answers."""
        answers = [SelectChoice(response.value, gettext(LABELS[response])) for response in Response]
        self.response.choices = [SelectChoice("", gettext("Chưa trả lời")), *answers]

    def command(self, consultation_id: UUID, group_id: UUID | None) -> DescribeGroup:
        """The group as typed."""
        return DescribeGroup(
            consultation_id=consultation_id, group_id=group_id, title=self.title.data or "",
            summary=self.summary.data or "", other_count=self.other_count.data or 0,
            response=Response(self.response.data) if self.response.data else None, reason=self.reason.data or "",
        )  # fmt: skip


class AssignForm(Form):
    """Opinions ticked, and the group they go to."""

    group = SelectField(_l("Xếp các ý kiến đã đánh dấu vào nhóm"))

    def offer(self, groups: Sequence[GroupView]) -> None:
        """Fill the list of groups."""
        self.group.choices = [
            *(SelectChoice(str(group.id), f"{group.position}. {group.title}") for group in groups),
            SelectChoice("", gettext("(bỏ khỏi nhóm)")),
        ]

    def group_id(self) -> UUID | None:
        """The chosen group; None takes opinions out of theirs."""
        return UUID(self.group.data) if self.group.data else None
