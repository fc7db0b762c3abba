"""What kinds of units there are, and how a former unit went over into today's."""

from __future__ import annotations

from enum import StrEnum


class AgencyKind(StrEnum):
    """loại đơn vị: two levels of government since 1 July 2025, and what lies inside a commune."""

    PROVINCE = "province"  # tỉnh, thành phố
    COMMUNE = "commune"  # xã, phường, đặc khu
    HAMLET = "hamlet"  # thôn, tổ dân phố: no level of government, but where people meet
    OFFICE = "office"  # phòng, trung tâm thuộc Ủy ban nhân dân


class SuccessionHow(StrEnum):
    """Which share of a former unit a unit of today took over."""

    WHOLE = "whole"  # toàn bộ
    MAIN = "main"  # phần chính: most of it
    PART = "part"  # một phần
