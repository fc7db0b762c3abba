"""Vietnamese names of the enumerations of claimed work."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.claims.states import ClaimAct, ClaimState, Eye, Noticed, Side

LABELS = Labels(
    {
        ClaimState.CLAIMED: N_("Mới là lời báo, chờ người xem"),
        ClaimState.CONFIRMED: N_("Đã có người xác nhận"),
        ClaimState.CONTRADICTED: N_("Có người thấy chưa xong"),
        ClaimState.LAPSED: N_("Chưa ai xác nhận"),
        ClaimState.RETRACTED: N_("Đã rút lời báo"),
    },
    {
        ClaimAct.CONFIRM: N_("Xác nhận đã xong"),
        ClaimAct.CONTRADICT: N_("Báo chưa xong"),
        ClaimAct.LAPSE: N_("Hết hạn xác nhận"),
        ClaimAct.RETRACT: N_("Rút lời báo"),
    },
    {
        Eye.SENDER: N_("Người gửi đơn"),
        Eye.BOARD: N_("Ban Thanh tra nhân dân"),
    },
    {
        Side.BEFORE: N_("Trước khi làm"),
        Side.AFTER: N_("Sau khi làm"),
        Side.SEEN: N_("Lúc tới xem"),
        Side.DOUBT: N_("Kèm lời chưa đồng ý"),
    },
    {
        Noticed.NO_TIME: N_("Ảnh không ghi giờ chụp"),
        Noticed.OTHER_TIME: N_("Giờ chụp cách xa giờ khai"),
        Noticed.TOO_EARLY: N_("Ảnh chụp trước khi có đơn"),
        Noticed.NO_PLACE: N_("Ảnh không ghi nơi chụp"),
        Noticed.FAR_AWAY: N_("Nơi chụp cách xa chỗ khai"),
    },
)
