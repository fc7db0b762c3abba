"""Forms of the officer in charge of publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
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
from disclosures.commands import DisclosureContent, EditLegalItem
from disclosures.labels import LABELS
from disclosures.legal_items import OTHER, LegalItem
from disclosures.states import Channel, PostingRule
from web.forms import Form, VersionForm, at_most

_DATE = _l("Chọn ngày trên lịch, hoặc gõ theo mẫu năm-tháng-ngày.")


class DisclosureForm(VersionForm):
    """One item: what it is, what the document says of itself, its text."""

    version = HiddenField()
    agency = SelectField(_l("Đơn vị công khai"), validate_choice=True)
    legal_item = SelectField(
        _l("Thuộc loại nội dung nào?"), validators=[InputRequired(_l("Chọn một loại nội dung trong danh sách."))]
    )
    title = StringField(_l("Tên mục"), validators=[InputRequired(_l("Đặt tên cho mục này.")), at_most(300)])
    summary = TextAreaField(_l("Tóm tắt cho bà con"), validators=[at_most(600)])
    issuer = StringField(_l("Cơ quan ban hành"), validators=[at_most(200)])
    number = StringField(_l("Số, ký hiệu văn bản"), validators=[at_most(60)])
    issued_on = DateField(_l("Ngày văn bản"), validators=[Optional()])
    source = TextAreaField(_l("Nội dung văn bản"), validators=[at_most(400_000)])
    file = FileField(_l("Tệp PDF"))
    drop_file = BooleanField(_l("Bỏ tệp PDF đang có"))
    posting_to = DateField(_l("Niêm yết tới ngày"), validators=[Optional()])
    other_law = StringField(_l("Luật khác quy định thời gian"), validators=[at_most(200)])
    historical = BooleanField(_l("Đây là văn bản cũ, đưa lên làm tư liệu"))

    def offer(self, items: Iterable[LegalItem], agencies: Sequence[AgencyCard]) -> None:
        """Fill the lists."""
        by_law, free = gettext("Luật bắt buộc công khai"), gettext("Khác")
        self.legal_item.choices = [SelectChoice("", gettext("Chọn loại nội dung"))]
        for item in items:
            other = item.code == OTHER
            name = gettext(item.name) if other else f"{item.code}. {gettext(item.name)}"
            self.legal_item.choices.append(SelectChoice(item.code, name, optgroup=free if other else by_law))
        self.agency.choices = [SelectChoice(str(card.id), card.name) for card in agencies]
        if not self.agency.data and agencies:
            self.agency.data = str(agencies[0].id)
        for field in (self.issued_on, self.posting_to):
            field.process_errors = [_DATE] if field.process_errors else []

    def agency_id(self) -> UUID:
        """The chosen agency."""
        return UUID(self.agency.data)

    def content(self) -> DisclosureContent:
        """The item as typed."""
        return DisclosureContent(
            legal_item=self.legal_item.data, title=self.title.data or "", summary=self.summary.data or "",
            source=self.source.data or "", issuer=self.issuer.data or "", number=self.number.data or "",
            issued_on=self.issued_on.data, posting_to=self.posting_to.data, other_law=self.other_law.data or "",
            historical=self.historical.data,
        )  # fmt: skip


class WithdrawForm(VersionForm):
    """Why an item is taken down."""

    reason = TextAreaField(
        _l("Vì sao gỡ xuống?"),
        validators=[InputRequired(_l("Ghi lý do gỡ xuống, bà con sẽ đọc được lý do này.")), at_most(600)],
    )


class LegalItemForm(Form):
    """One content of article 11, reworded by the province."""

    name = StringField(_l("Tên gọi dễ hiểu"), [InputRequired(_l("Đặt một tên ngắn, dễ hiểu.")), at_most(120)])
    description = TextAreaField(_l("Gồm những gì"), validators=[at_most(300)])
    rule = SelectField(_l("Thời gian niêm yết"))
    days = IntegerField(_l("Số ngày"), validators=[Optional(), NumberRange(1, 3650, _l("Số ngày từ 1 đến 3.650."))])
    channels = SelectMultipleField(_l("Các cách công khai"))

    def offer(self) -> None:
        """Fill the lists."""
        self.rule.choices = [SelectChoice(rule.value, gettext(LABELS[rule])) for rule in PostingRule]
        self.channels.choices = [SelectChoice(channel.value, gettext(LABELS[channel])) for channel in Channel]

    def validate(self, extra_validators: Any = None) -> bool:
        """The number of days goes with the rule that counts them."""
        valid = bool(super().validate(extra_validators))
        if self.rule.data == PostingRule.DAYS and self.days.data is None and not self.days.errors:
            self.days.errors = [gettext("Ghi số ngày niêm yết.")]
            return False
        return valid

    def command(self, code: str) -> EditLegalItem:
        """The content as typed."""
        rule = PostingRule(self.rule.data)
        return EditLegalItem(
            code=code, name=self.name.data or "", description=self.description.data or "", rule=rule,
            days=self.days.data if rule is PostingRule.DAYS else None,
            channels=tuple(Channel(value) for value in self.channels.data or ()),
        )  # fmt: skip
