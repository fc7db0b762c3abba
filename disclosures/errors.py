"""Broken rules of disclosures."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class UnknownLegalItem(DomainError):
    """Not one of the contents of article 11, nor "other"."""

    text = N_("Chọn một loại nội dung trong danh sách.")
    field = "legal_item"


class NothingToPublish(DomainError):
    """Neither text nor file."""

    text = N_("Dán nội dung văn bản hoặc kèm tệp PDF, rồi mới công khai được.")
    field = "source"


class PostingTooShort(DomainError):
    """Shorter than the law asks, and no other law is named. Law 10/2022 art. 13.2, art. 91.1."""

    text = N_(
        "Nội dung này phải niêm yết ít nhất %(days)s ngày liên tục, tức là tới hết ngày %(until)s."
        " Nếu luật khác quy định ngắn hơn, ghi tên luật đó vào ô bên dưới."
    )
    field = "posting_to"


class PostingBackwards(DomainError):
    """The posting would end before it begins."""

    text = N_("Ngày hết niêm yết phải sau ngày công khai.")
    field = "posting_to"


class ToldOutsidePosting(DomainError):
    """Before the item was public, or in the future."""

    text = N_("Ngày báo phải từ ngày công khai %(since)s đến hôm nay.")
    field = "told_on"


class IssuedInFuture(DomainError):
    """A document cannot be dated after its publication."""

    text = N_("Ngày văn bản không thể sau hôm nay.")
    field = "issued_on"


class WithdrawalReasonMissing(DomainError):
    """What the public saw is only taken down for a written reason."""

    text = N_("Ghi lý do gỡ xuống, bà con sẽ đọc được lý do này.")
    field = "reason"


class ReplacementPending(DomainError):
    """A new version of this item is already being drafted."""

    text = N_("Đã có một bản nháp thay cho mục này. Mở bản nháp đó để làm tiếp.")
