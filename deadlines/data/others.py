"""Rows 56–61: personal data, the website, periodic reports."""

from __future__ import annotations

from functools import partial

from core.text import N_
from deadlines.data.shape import BEFORE, DATA_2026, MED_HIGH, PETITIONS_2026, TWO_TIERS_2025, C, H, ShippedRule, W
from deadlines.states import Unit

DATA_DECREE, DATA_LAW = "Nghị định 356/2025/NĐ-CP, Điều 5", "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 23"
PERSONAL, BREACH = N_("Yêu cầu về dữ liệu cá nhân"), N_("Lộ, mất dữ liệu cá nhân")
WEBSITE, REPORTS, INSPECTORATE = N_("Cổng thông tin"), N_("Báo cáo"), N_("Báo cáo Thanh tra")
REQUESTED = N_("ngày nhận yêu cầu")
THIRD_PARTY = N_("khi có bên thứ ba tham gia xử lý dữ liệu")
STOP = N_("ngừng, hạn chế hoặc thôi xử lý dữ liệu")
SHOW, ERASE = N_("cho xem, sửa hoặc cung cấp dữ liệu"), N_("xóa dữ liệu")

_request = partial(
    ShippedRule, kind=PERSONAL, start_event=REQUESTED, unit=C, legal_basis=DATA_DECREE, confidence=MED_HIGH,
    since=DATA_2026,
)  # fmt: skip

RULES: tuple[ShippedRule, ...] = (
    ShippedRule(56, None, PERSONAL, N_("báo đã nhận yêu cầu"), REQUESTED, 2, W, DATA_DECREE, since=DATA_2026),
    _request(row=57, variant=None, step=STOP, length=15, extension=(15, 15)),
    _request(row=57, variant="show", step=SHOW, length=10, extension=(10, 10)),
    _request(row=57, variant="erase", step=ERASE, length=20, extension=(20, 20)),
    _request(row=57, variant="third_party", step=STOP, length=20, note=THIRD_PARTY),
    _request(row=57, variant="show_third_party", step=SHOW, length=15, note=THIRD_PARTY),
    _request(row=57, variant="erase_third_party", step=ERASE, length=30, note=THIRD_PARTY),
    ShippedRule(58, None, BREACH, N_("báo cho cơ quan chuyên trách"), N_("lúc phát hiện"), 72, H, DATA_LAW,
                since=DATA_2026),
    ShippedRule(59, None, WEBSITE, N_("báo trước khi ngừng để bảo trì"), N_("ngày ngừng hoạt động"), 7, W,
                "Nghị định 224/2026/NĐ-CP, Điều 13 khoản 1 điểm a", direction=BEFORE, since=PETITIONS_2026),
    ShippedRule(60, None, REPORTS, N_("báo cáo Hội đồng nhân dân và Mặt trận"), N_("kỳ họp thường lệ gần nhất"), None,
                Unit.NEXT_SESSION,
                "Luật Thực hiện dân chủ ở cơ sở 10/2022/QH15, Điều 14 khoản 3, Điều 23 khoản 1, Điều 28 khoản 5"),
    ShippedRule(61, None, INSPECTORATE, N_("chốt số liệu ngày 14/3, 14/6, 14/9, 14/12"), N_("mỗi kỳ báo cáo"), None,
                Unit.RECURRING, "Thông tư 02/2021/TT-TTCP, Điều 7", since=TWO_TIERS_2025),
)  # fmt: skip
