"""Rows 65–66: who sent a sealed case opens for hours only. The law sets no period: our own, open to the province."""

from __future__ import annotations

from functools import partial

from core.text import N_
from deadlines.data.shape import H, ShippedRule, W
from deadlines.states import Confidence

OPENING = N_("Mở danh tính người gửi đơn giữ kín")
_own = partial(
    ShippedRule, variant=None, kind=OPENING, confidence=Confidence.NOT_APPLICABLE, open_to_province=True,
    legal_basis="Luật Tố cáo 25/2018/QH14, Điều 8, Điều 56",
    note=N_("luật buộc giữ bí mật nhưng không ấn định thời gian, tỉnh quy định"),
)  # fmt: skip

RULES: tuple[ShippedRule, ...] = (
    _own(row=65, step=N_("được xem danh tính, hết giờ thì khép lại"), start_event=N_("lúc người thứ hai đồng ý"),
         length=24, unit=H),
    _own(row=66, step=N_("người thứ hai trả lời, quá hạn thì đề nghị tự hết"), start_event=N_("ngày đề nghị"),
         length=2, unit=W),
)  # fmt: skip
