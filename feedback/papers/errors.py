"""Rules of official documents that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class PaperDoesNotFit(DomainError):
    """The case is not where this document belongs, or of another kind."""

    text = N_("Văn bản này không hợp với bước hiện tại của đơn.")


class ReasonMissing(DomainError):
    """The sender's name goes on paper for a reason only."""

    text = N_("Chọn lý do đưa tên, địa chỉ người gửi vào văn bản.")
    field = "reason"


class NotWithName(DomainError):
    """This reader may not learn who sent the case, or only verifies it."""

    text = N_("Tài khoản này chỉ lấy được bản không có tên, địa chỉ người gửi.")
    field = "sender"


class TemplateDayPassed(DomainError):
    """A template holds from today on, not from a day that is over: papers of that day are out."""

    text = N_("Mẫu mới có hiệu lực từ hôm nay hoặc một ngày sau.")
    field = "valid_from"
