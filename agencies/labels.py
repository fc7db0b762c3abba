"""Vietnamese names of the enumerations of agencies."""

from __future__ import annotations

from enum import StrEnum

from agencies.portal.states import FrameState
from agencies.states import AgencyKind, SuccessionHow
from core.text import N_

LABELS: dict[StrEnum, str] = {
    AgencyKind.PROVINCE: N_("Tỉnh, thành phố"),
    AgencyKind.COMMUNE: N_("Xã, phường, đặc khu"),
    AgencyKind.HAMLET: N_("Thôn, tổ dân phố"),
    AgencyKind.OFFICE: N_("Phòng, trung tâm"),
    SuccessionHow.WHOLE: N_("toàn bộ"),
    SuccessionHow.MAIN: N_("phần chính"),
    SuccessionHow.PART: N_("một phần"),
    FrameState.DRAFT: N_("Đang soạn"),
    FrameState.LIVE: N_("Đang dùng"),
    FrameState.PAST: N_("Đã thay"),
}

# What sort of place it is, as the word stands inside a sentence.
SUBTYPES = (
    N_("tỉnh"),
    N_("thành phố"),
    N_("xã"),
    N_("phường"),
    N_("đặc khu"),
    N_("thôn"),
    N_("tổ dân phố"),
)
