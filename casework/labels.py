"""Vietnamese names of the enumerations of casework."""

from __future__ import annotations

from casework.states import IdentityReason
from core.labels import Labels
from core.text import N_

LABELS = Labels(
    {
        IdentityReason.ASK: N_("Hỏi lại cho rõ chuyện trong đơn"),
        IdentityReason.MEET: N_("Hẹn gặp, hẹn xuống tận nơi xem"),
        IdentityReason.TELL: N_("Báo kết quả cho người không theo dõi qua mạng"),
        IdentityReason.SAME_SENDER: N_("Đối chiếu với đơn gửi trước"),
        IdentityReason.PROTECT: N_("Bảo vệ người gửi đang bị đe dọa"),
        IdentityReason.ORDERED: N_("Cơ quan có thẩm quyền yêu cầu bằng văn bản"),
    },
)
