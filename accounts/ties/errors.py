"""Rules of ties that can be broken."""

from __future__ import annotations

from core.errors import DomainError
from core.text import N_


class TieWithOneself(DomainError):
    """Two different people."""

    text = N_("Chọn hai người khác nhau.")
    field = "other"


class TieDeclared(DomainError):
    """It stands there already."""

    text = N_("Quan hệ này đã kê khai rồi.")
    field = "other"
