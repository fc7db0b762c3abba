"""Vietnamese names of the enumerations of covered copies."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.redacting.states import CopyAct, CopyState

LABELS = Labels(
    {
        CopyState.PROPOSED: N_("Chờ người thứ hai xem"),
        CopyState.APPROVED: N_("Đọc được"),
        CopyState.RETURNED: N_("Trả lại, còn chỗ lộ"),
        CopyState.WITHDRAWN: N_("Đã thu lại"),
    },
    {
        CopyAct.APPROVE: N_("Cho đọc"),
        CopyAct.RETURN: N_("Trả lại"),
        CopyAct.WITHDRAW: N_("Thu lại"),
        CopyAct.NAME: N_("Nêu tên người đọc"),
        CopyAct.READ: N_("Đọc"),
    },
)
