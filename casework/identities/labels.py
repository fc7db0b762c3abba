"""Vietnamese names of the enumerations of openings."""

from __future__ import annotations

from casework.identities.states import OpeningAct, OpeningState
from core.labels import Labels
from core.text import N_

LABELS = Labels(
    {
        OpeningState.ASKED: N_("Chờ người thứ hai"),
        OpeningState.APPROVED: N_("Được xem"),
        OpeningState.REFUSED: N_("Không đồng ý"),
        OpeningState.WITHDRAWN: N_("Đã rút"),
        OpeningState.LAPSED: N_("Hết hạn, không ai trả lời"),
        OpeningState.SHUT: N_("Đã khép lại"),
    },
    {
        OpeningAct.APPROVE: N_("Đồng ý mở"),
        OpeningAct.REFUSE: N_("Không đồng ý"),
        OpeningAct.WITHDRAW: N_("Rút đề nghị"),
        OpeningAct.READ: N_("Xem người gửi"),
        OpeningAct.SHUT: N_("Khép lại"),
        OpeningAct.LAPSE: N_("Hết hạn"),
    },
)
