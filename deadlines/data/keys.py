"""Row 67: how often losing a desk's key is rehearsed. The law sets no period: our own, open to the province."""

from __future__ import annotations

from core.text import N_
from deadlines.data.shape import M, ShippedRule
from deadlines.states import Confidence

RULES: tuple[ShippedRule, ...] = (
    ShippedRule(
        row=67, variant=None, kind=N_("Khoá hồ sơ kín"), step=N_("diễn tập mất khoá với hai người giữ hộ"),
        start_event=N_("ngày đặt khoá hoặc ngày diễn tập trước"), length=6, unit=M,
        legal_basis="Luật Tố cáo 25/2018/QH14, Điều 8, Điều 56", confidence=Confidence.NOT_APPLICABLE,
        note=N_("luật không ấn định thời gian, tỉnh quy định"), open_to_province=True,
    ),
)  # fmt: skip
