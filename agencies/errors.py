"""Rules of agencies that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NameAlreadyTaken(DomainError):
    """Two hamlets or offices of one commune may not share a name."""

    text = N_("Đã có một đơn vị mang tên này.")
    field = "name"


class AgencyEnded(DomainError):
    """The unit no longer is: it was merged or dissolved."""

    text = N_("Đơn vị này đã kết thúc hoạt động.")


class WrongKindOfAgency(DomainError):
    """The act is for another kind of unit."""

    text = N_("Việc này không dành cho loại đơn vị đang chọn.")


class MergerNotPossible(DomainError):
    """Only units of one kind merge, each into another, on a day on which all of them were in force."""

    text = N_("Không nhập được: chỉ nhập các đơn vị cùng cấp đang hoạt động vào một đơn vị khác.")


class HotlineNeeded(DomainError):
    """A desk opens only with a number that people can call."""

    text = N_("Ghi số điện thoại của người trực trước khi mở.")
    field = "hotline"
