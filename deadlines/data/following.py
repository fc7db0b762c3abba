"""Rows 62–64: what follows an answer. The law sets no period: our own, open to the province, marked to be confirmed."""

from __future__ import annotations

from functools import partial

from core.text import N_
from deadlines.data.shape import C, ShippedRule, W
from deadlines.states import Confidence

AFTERWARDS = N_("Sau khi trả lời")
_BASIS = "Quy chế tiếp nhận, xử lý phản ánh của tỉnh"
_BOARD_BASIS = "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 38; Nghị định 59/2023/NĐ-CP, Điều 14"
_own = partial(
    ShippedRule, variant=None, kind=AFTERWARDS, confidence=Confidence.NOT_APPLICABLE, open_to_province=True,
    note=N_("luật không ấn định số ngày, tỉnh quy định"),
)  # fmt: skip

RULES: tuple[ShippedRule, ...] = (
    _own(row=62, step=N_("người gửi cho ý kiến về câu trả lời"), start_event=N_("ngày trả lời"), length=30, unit=C,
         legal_basis=_BASIS),
    _own(row=63, step=N_("xem và xác nhận việc đã làm"), start_event=N_("ngày báo đã làm xong"), length=15, unit=C,
         legal_basis=_BASIS),
    _own(row=64, step=N_("Ban Thanh tra nhân dân xem và trả lời người đề nghị"), start_event=N_("ngày nhận đề nghị"),
         length=10, unit=W, legal_basis=_BOARD_BASIS),
)  # fmt: skip
