"""Texts of the demo's disclosures. All invented, figures too."""

from __future__ import annotations

from datetime import date, timedelta

from disclosures.commands import DisclosureContent

COMMUNE = "Ủy ban nhân dân xã Yên Thế"

BUDGET_HEAD = ("Nội dung", "Năm 2026 (triệu đồng)", "Năm 2027 (triệu đồng)")
BUDGET_ROWS = (
    ("Tổng thu ngân sách xã", "41.860", "44.215"),
    ("– Thu xã được hưởng", "9.340", "10.125"),
    ("– Bổ sung từ ngân sách tỉnh", "32.520", "34.090"),
    ("Tổng chi ngân sách xã", "41.860", "44.215"),
    ("– Chi đầu tư", "11.200", "12.400"),
    ("– Chi thường xuyên", "29.830", "30.935"),
    ("– Dự phòng", "830", "880"),
)
_BUDGET = "\n".join("\t".join(row) for row in (BUDGET_HEAD, *BUDGET_ROWS))


def _budget(today: date) -> DisclosureContent:
    source = f"""BÁO CÁO
Dự toán ngân sách xã năm 2027 trình Hội đồng nhân dân

I. TÓM TẮT

Năm 2027 xã dự kiến thu và chi 44.215 triệu đồng, tăng 5,6 % so với năm 2026. Phần tăng dành cho đường và nước sạch.

{_BUDGET}

II. ĐIỀU BÀ CON CÓ THỂ QUAN TÂM

1. Đường giao thông

- Bê tông 3,2 km đường liên thôn Suối Cạn – Rừng Thông: 4.600 triệu đồng.
- Sửa cống thoát nước khu Trung Tâm: 1.150 triệu đồng.

2. Nước sạch

Nối dài đường ống tới hai thôn Bờ Hồ và Gốc Gạo: 2.300 triệu đồng. Bà con không phải góp tiền làm đường ống chính.

III. THUYẾT MINH

1. Số thu dự kiến dựa trên kết quả 10 tháng năm 2026 và mức bổ sung tỉnh đã thông báo.

2. Số chi thường xuyên giữ ở mức cần thiết; không mua thêm ô tô.

3. Bà con có ý kiến thì gửi trước kỳ họp Hội đồng nhân dân, tại bộ phận một cửa hoặc trên cổng này."""
    return DisclosureContent(
        legal_item="2", title="Dự toán ngân sách xã năm 2027 trình Hội đồng nhân dân",
        summary="Năm tới xã dự kiến thu, chi 44,2 tỷ đồng; thêm tiền cho đường liên thôn và nước sạch.",
        source=source, issuer=COMMUNE, number="87/BC-UBND", issued_on=today - timedelta(days=7),
    )  # fmt: skip


def poor_households(today: date, *, families: int) -> DisclosureContent:
    """The list of who gets help, in numbers by hamlet (names are read out in the hamlet, not put on the web)."""
    source = f"""THÔNG BÁO
Kết quả xét hỗ trợ sửa nhà cho hộ nghèo, hộ cận nghèo

Sau khi họp xét công khai ở các thôn, xã thông báo kết quả như sau:

Thôn\tSố hộ đề nghị\tSố hộ được xét
Suối Cạn\t5\t4
Rừng Thông\t4\t3
Bờ Hồ\t3\t{families - 9}
Gốc Gạo\t2\t2

1. Mức hỗ trợ: 60 triệu đồng xây mới, 30 triệu đồng sửa chữa.

2. Danh sách có tên niêm yết ở nhà văn hoá từng thôn và trụ sở xã; trên mạng chỉ đăng số hộ, giữ kín hoàn cảnh từng nhà.

3. Bà con thấy chưa đúng thì nói với Trưởng thôn hoặc gửi phản ánh trước khi hết thời gian niêm yết."""
    return DisclosureContent(
        legal_item="7", title="Kết quả xét hỗ trợ sửa nhà cho hộ nghèo, hộ cận nghèo",
        summary=f"{families} hộ được xét trên 14 hộ đề nghị. Danh sách có tên niêm yết ở từng thôn.",
        source=source, issuer=COMMUNE, number="142/TB-UBND", issued_on=today - timedelta(days=18),
    )  # fmt: skip


def _fees(today: date) -> DisclosureContent:
    source = """THÔNG BÁO
Các khoản phí, lệ phí xã trực tiếp thu

Việc\tMức thu\tAi được miễn
Chứng thực bản sao\t2.000 đồng/trang, từ trang thứ ba 1.000 đồng\tNgười thuộc hộ nghèo
Chứng thực chữ ký\t10.000 đồng/lần\tNgười thuộc hộ nghèo
Đăng ký lại khai sinh\t8.000 đồng/lần\tTrẻ em, người cao tuổi, người khuyết tật

Ngoài các khoản trên, cán bộ không được thu thêm. Có ai đòi thêm tiền, bà con gửi phản ánh kèm tên việc và ngày làm."""
    return DisclosureContent(
        legal_item="12", title="Các khoản phí, lệ phí xã trực tiếp thu",
        summary="Mức thu khi làm giấy tờ ở một cửa. Ngoài các khoản này không ai được thu thêm.",
        source=source, issuer=COMMUNE, number="120/TB-UBND", issued_on=today - timedelta(days=26),
    )  # fmt: skip


def _procedures(today: date) -> DisclosureContent:
    source = """THÔNG BÁO
Giờ làm việc và thủ tục giải quyết tại Trung tâm Phục vụ hành chính công xã

1. Giờ làm việc: sáng từ 7 giờ 30 đến 11 giờ 30, chiều từ 13 giờ đến 17 giờ, từ thứ Hai đến thứ Sáu.

2. Làm được trong ngày:

- Chứng thực bản sao, chữ ký;
- Khai sinh, khai tử;
- Xác nhận tình trạng hôn nhân khi hồ sơ đủ.

3. Người già, người khuyết tật, phụ nữ có thai được làm trước. Không đi được thì gọi điện, cán bộ đến nhà."""
    return DisclosureContent(
        legal_item="13", title="Giờ làm việc và thủ tục tại Trung tâm Phục vụ hành chính công xã",
        summary="Việc nào làm được trong ngày, ai được làm trước, không đi được thì làm sao.",
        source=source, issuer=COMMUNE, number="98/TB-UBND", issued_on=today - timedelta(days=61),
    )  # fmt: skip


def current_items(today: date) -> tuple[tuple[float, DisclosureContent], ...]:
    """(how many days ago it was published, what) in the order of publication."""
    return ((60, _procedures(today)), (24, _fees(today)), (4, _budget(today)))


WRONG_NOTICE = DisclosureContent(
    legal_item="3", title="Thông báo kế hoạch sửa đường thôn Cầu Gỗ", summary="Đăng nhầm bản chưa ký.",
    source="THÔNG BÁO\nKế hoạch sửa đường thôn Cầu Gỗ\n\nBản chưa ký, chưa có ngày khởi công.", issuer=COMMUNE,
)  # fmt: skip
WRONG_REASON = "Đăng nhầm bản chưa ký. Bản đúng sẽ đăng khi có ngày khởi công."


def draft_item(today: date) -> DisclosureContent:
    """What waits on the publisher's desk."""
    return DisclosureContent(
        legal_item="5", title="Thu, chi Quỹ Vì người nghèo 10 tháng năm 2026",
        summary="Bà con đóng góp bao nhiêu, đã giúp những việc gì, còn lại bao nhiêu.",
        source="""BÁO CÁO
Thu, chi Quỹ Vì người nghèo 10 tháng năm 2026

Khoản\tSố tiền (nghìn đồng)
Còn từ năm 2025\t18.400
Bà con và doanh nghiệp đóng góp\t126.750
Đã giúp 23 hộ\t98.300
Còn lại\t46.850

Sổ thu, chi để ở phòng Mặt trận, bà con xem lúc nào cũng được.""",
        issuer="Ủy ban Mặt trận Tổ quốc xã Yên Thế", number="31/BC-MTTQ", issued_on=today - timedelta(days=3),
    )  # fmt: skip
