"""Enumerations of locked cases."""

from __future__ import annotations

from enum import StrEnum


class Holder(StrEnum):
    """For whom the key of a case lies in a box."""

    DESK = "desk"  # bàn tiếp nhận: whoever holds the desk's key
    OFFICIAL = "official"  # cán bộ được giao đích danh
    SENDER = "sender"  # người gửi, bằng mã bí mật
