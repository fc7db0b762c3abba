"""Broken rules of erasing."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class CaseHeld(DomainError):
    """The case is part of a dispute, a court's or an inspection's business: nothing of it is erased meanwhile."""

    text = N_("Hồ sơ này đang được giữ lại vì có tranh chấp hoặc cơ quan khác đang xem xét, nên chưa xoá được.")


class HeldBefore(DomainError):
    """The case is held already."""

    text = N_("Hồ sơ này đã được giữ lại từ trước.")
    field = "number"


class NoSuchCase(DomainError):
    """No case of this number lies where the official may hold or erase."""

    text = N_("Không thấy hồ sơ có số này trong phạm vi của bạn.")
    field = "number"


class Restricted(DomainError):
    """Whoever it is about asked that nothing of it be published, and it was granted."""

    text = N_("Người gửi đã xin hạn chế dùng thông tin của đơn này, nên không đăng được.")
