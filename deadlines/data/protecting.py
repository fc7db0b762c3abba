"""Rows 68–71: whoever denounced is protected and heard. The law says "in time", "at once": the days are our own, open
to the province and marked to be confirmed. For corruption cases the police have numbers of their own (see the note).
"""

from __future__ import annotations

from functools import partial

from core.text import N_
from deadlines.data.shape import C, ShippedRule, W
from deadlines.states import Confidence

PROTECTING = N_("Bảo vệ người tố cáo")
_ACT = "Luật Tố cáo 25/2018/QH14"
_own = partial(
    ShippedRule, variant=None, kind=PROTECTING, confidence=Confidence.NOT_APPLICABLE, open_to_province=True,
    note=N_("luật không ấn định số ngày, tỉnh quy định"),
)  # fmt: skip
_ASKED = N_("ngày đề nghị bảo vệ")

RULES: tuple[ShippedRule, ...] = (
    _own(row=68, step=N_("quyết định áp dụng hay không áp dụng biện pháp bảo vệ"), start_event=_ASKED, length=3, unit=W,
         legal_basis=f"{_ACT}, Điều 51",
         note=N_("luật ghi kịp thời; Thông tư 145/2020/TT-BCA, Điều 5 ấn định 3 ngày làm việc cho công an")),
    _own(row=69, step=N_("bảo vệ ngay khi khẩn cấp"), start_event=_ASKED, length=1, unit=W,
         legal_basis=f"{_ACT}, Điều 50 khoản 3; Nghị định 31/2019/NĐ-CP, Điều 7 khoản 2",
         note=N_("luật ghi ngay lập tức")),
    _own(row=70, step=N_("xem lại biện pháp đang áp dụng"), start_event=N_("ngày quyết định hoặc lần xem lại trước"),
         length=30, unit=C, legal_basis=f"{_ACT}, Điều 53, 54"),
    _own(row=71, step=N_("đọc và trả lời lời nhắn của người gửi đơn kín"), start_event=N_("ngày người gửi viết"),
         length=3, unit=W, legal_basis=f"{_ACT}, Điều 9, 48"),
    _own(row=71, variant="retaliation", step=N_("xem và trả lời tin báo bị trả thù"),
         start_event=N_("ngày người gửi báo"), length=1, unit=W, legal_basis=f"{_ACT}, Điều 8, 47 khoản 3"),
)  # fmt: skip
