"""Broken rules of the leader's week."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class AddressMissing(DomainError):
    """There is one place for an official's address, the page of reminders."""

    text = N_("Chưa có địa chỉ thư. Ghi địa chỉ ở trang Nhắc việc trước, rồi quay lại đây.")
