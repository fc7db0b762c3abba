"""Vietnamese names of the enumerations of safes."""

from __future__ import annotations

from casework.safes.states import KeyChore, Side
from core.labels import Labels
from core.text import N_

LABELS = Labels(
    {
        Side.WORKING: N_("Chìa của người làm đơn"),
        Side.AGREEING: N_("Chìa của người đồng ý"),
        KeyChore.DESK_DRILL: N_("Khoá của bàn đến hạn diễn tập mất khoá"),
        KeyChore.SAFE_DRILL: N_("Chìa của két đến hạn diễn tập mất chìa"),
        KeyChore.SAFE_KEEPERS: N_("Chìa của két chưa có đủ hai người giữ hộ"),
        KeyChore.DESK_HALF: N_("Bàn đang gọi nửa khoá anh chị giữ hộ"),
        KeyChore.SAFE_HALF: N_("Có người đang gọi nửa chìa anh chị giữ hộ"),
        KeyChore.MOVE: N_("Đang chuyển sang két mới, đến lượt anh chị"),
    }
)
