"""Enumerations of claimed work."""

from __future__ import annotations

from enum import StrEnum


class ClaimState(StrEnum):
    """Where a claim stands; only what somebody else confirmed counts as done."""

    CLAIMED = "claimed"  # mới là lời báo
    CONFIRMED = "confirmed"  # người gửi hoặc Ban xác nhận
    CONTRADICTED = "contradicted"  # người gửi hoặc Ban thấy chưa xong
    LAPSED = "lapsed"  # hết hạn, chưa ai xác nhận
    RETRACTED = "retracted"  # người báo rút lại


class ClaimAct(StrEnum):
    """What can be done to a claim."""

    CONFIRM = "confirm"
    CONTRADICT = "contradict"
    LAPSE = "lapse"
    RETRACT = "retract"


class Eye(StrEnum):
    """Who went to look."""

    SENDER = "sender"
    BOARD = "board"


class Side(StrEnum):
    """What a photo of the place shows."""

    BEFORE = "before"
    AFTER = "after"
    SEEN = "seen"  # what the sender or the Board saw
    DOUBT = "doubt"  # what came with a dispute


class Noticed(StrEnum):
    """What a photo's own record says against the claim."""

    NO_TIME = "no_time"  # ảnh không ghi giờ chụp
    OTHER_TIME = "other_time"  # giờ chụp khác giờ khai
    TOO_EARLY = "too_early"  # chụp trước khi có đơn
    NO_PLACE = "no_place"  # ảnh không ghi nơi chụp
    FAR_AWAY = "far_away"  # chụp cách xa nơi khai
