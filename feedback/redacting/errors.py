"""Rules of covered copies that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class NotAReader(DomainError):
    """Only who verifies, assists, or watches for the Board, and nobody it may speak of."""

    text = N_("Người này không đọc được: không phải người xác minh, hỗ trợ hay Ban TTND, hoặc có thể liên quan.")
    field = "reader"
