"""Vietnamese names of the enumerations of handing over."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.handover.states import HandoverReason, HandoverState

LABELS = Labels(
    {
        HandoverReason.LEAVES: N_("Nghỉ hoặc chuyển công tác"),
        HandoverReason.TERM: N_("Hết nhiệm kỳ, thay người"),
        HandoverReason.AWAY: N_("Vắng lâu"),
        HandoverReason.FIELD: N_("Đổi việc phụ trách"),
    },
    {
        HandoverState.WAITING: N_("Chờ ký nhận"),
        HandoverState.SIGNED: N_("Đã ký nhận"),
    },
)
