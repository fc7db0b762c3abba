"""Row 72: whoever is asked to agree that sealed material be destroyed answers in time, or the proposal lapses. The law
sets no period: our own, open to the province, marked to be confirmed.
"""

from __future__ import annotations

from core.text import N_
from deadlines.data.shape import ShippedRule, W
from deadlines.states import Confidence

RULES: tuple[ShippedRule, ...] = (
    ShippedRule(
        row=72, variant=None, kind=N_("Xoá nội dung đơn giữ kín"),
        step=N_("người thứ hai trả lời, quá hạn thì đề nghị tự hết"), start_event=N_("ngày đề nghị"), length=5, unit=W,
        legal_basis="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 14", confidence=Confidence.NOT_APPLICABLE,
        note=N_("luật không ấn định thời gian, tỉnh quy định"), open_to_province=True,
    ),
)  # fmt: skip
