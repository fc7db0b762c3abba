"""Texts of the consultations that are still being written, sorted or approved. All invented."""

from __future__ import annotations

from demo.consultation_texts import Answered, Draft, Said

COMPARED_HEAD = ("Việc", "Trước khi gộp xã", "Dự thảo")
COMPARED_ROWS = (
    ("Loa truyền thanh", "Ba giờ khác nhau ở ba xã cũ", "5 giờ và 17 giờ, mỗi đợt ba ngày"),
    ("Họp thôn quyết mức đóng góp", "Quá nửa số hộ đồng ý", "Hai phần ba số hộ đồng ý"),
    ("Hỏi ý kiến về dự thảo", "Không ghi thời gian", "Ít nhất 20 ngày, trả lời từng nhóm ý kiến"),
    ("Đối thoại với Chủ tịch xã", "Khi cần", "Mỗi năm một lần; mỗi quý một cụm thôn"),
    ("Ban Thanh tra xem hồ sơ", "Theo đề nghị", "Trong 5 ngày làm việc từ khi yêu cầu"),
)

HOUSES = Draft(
    title="Đặt tên nhà văn hoá của bốn thôn sau khi gộp",
    summary="Bốn nhà văn hoá đang mang số. Xã muốn hỏi bà con từng thôn trước khi đặt tên.",
    source="""DỰ THẢO TỜ TRÌNH
Đặt tên nhà văn hoá thôn

1. Thôn Đồng Lim: Nhà văn hoá Đồng Lim, hoặc Nhà văn hoá Gò Chùa.

2. Thôn Gốc Gạo: Nhà văn hoá Gốc Gạo.

3. Thôn Suối Cạn: Nhà văn hoá Suối Cạn, hoặc Nhà văn hoá Bến Đá.

4. Thôn Bờ Hồ: bà con đề xuất.""",
)

ROAD = Draft(
    title="Mức đóng góp làm đường bê tông thôn Cầu Gỗ",
    summary="Đường dài 620 m, xã hỗ trợ xi măng, mỗi hộ góp dự kiến 1.800.000 đồng, chia hai đợt.",
    source="""DỰ THẢO PHƯƠNG ÁN
Làm đường bê tông trục chính thôn Cầu Gỗ

1. Chiều dài 620 m, mặt đường rộng 3,5 m, dày 18 cm.

2. Xã hỗ trợ toàn bộ xi măng; các hộ góp cát, đá và công.

3. Mỗi hộ góp 1.800.000 đồng, đợt một trước Tết, đợt hai sau khi nghiệm thu.

4. Hộ nghèo, gia đình chính sách được giảm.

5. Ban Giám sát đầu tư của cộng đồng theo dõi từ lúc đổ móng.""",
)

ON_ROAD: tuple[Said, ...] = (
    Said("agree", "Làm sớm cho kịp Tết, đường này mùa mưa xe máy ngã suốt.", group="when"),
    Said("agree_partly", "Góp được nhưng xin chia làm ba đợt, đợt một sau vụ vải.", group="when"),
    Said("disagree", "Nhà cuối xóm không đi đường này mà góp bằng nhà mặt đường thì chưa công bằng."),
    Said("agree", ""),
    Said("agree_partly", "Hộ nghèo nên miễn hẳn, không phải giảm.", name="Ngô Thị Na", phone="0912 000 111"),
    Said("comment", "Nên đổ dày 20 cm, xe chở gỗ qua lại nhiều."),
    Said("agree", "", name="Lương Văn Trám"),
)
ROAD_GROUPS: tuple[Answered, ...] = (
    Answered("when", "Thời điểm góp tiền", "Làm kịp Tết, nhưng chia đợt cho đỡ nặng.", 6, "accepted_in_part",
             "Chia ba đợt; đợt một thu sau vụ vải."),
)  # fmt: skip

SATURDAY = Draft(
    title="Bộ phận một cửa làm việc sáng thứ Bảy",
    summary="Người đi làm công ty khó nghỉ ngày thường. Xã thử mở sáng thứ Bảy hai tuần một lần.",
    source="""DỰ THẢO QUYẾT ĐỊNH
Giờ làm việc của Trung tâm Phục vụ hành chính công

1. Mở từ 7 giờ 30 đến 11 giờ sáng thứ Bảy của tuần thứ nhất và tuần thứ ba trong tháng.

2. Chỉ nhận hồ sơ hộ tịch, chứng thực và chính sách.

3. Làm thử sáu tháng rồi tổng kết.""",
)

ON_SATURDAY: tuple[Said, ...] = (
    Said("agree", "Đi làm công ty chỉ nghỉ Chủ nhật với chiều thứ Bảy, mở sáng thứ Bảy vẫn phải xin nghỉ.",
         group="hours"),
    Said("agree_partly", "Nên mở cả chiều thứ Bảy.", group="hours"),
    Said("agree", ""),
    Said("agree_partly", "Nhận cả hồ sơ đất đai, việc ấy đi lại nhiều nhất.", group="land"),
    Said("comment", "Lịch nên dán ở cổng công ty và khu trọ.", group="news"),
)  # fmt: skip
SATURDAY_GROUPS: tuple[Answered, ...] = (
    Answered("hours", "Mở cả buổi chiều", "Buổi sáng nhiều người vẫn đi làm; nên mở chiều thứ Bảy.", 12,
             "accepted_in_part", "Đổi sang 13 giờ đến 17 giờ, vẫn hai tuần một lần."),
    Answered("land", "Nhận hồ sơ đất đai", "Thêm đất đai vào các việc nhận ngày thứ Bảy.", 8, "refused",
             "Hồ sơ đất đai phải có Văn phòng đăng ký cùng làm. Xã đã gửi đề nghị lên tỉnh, có trả lời sẽ báo."),
    Answered("news", "Báo lịch cho người ở trọ", "Dán lịch ở công ty và khu trọ.", 2, "accepted",
             "Công an xã và Đoàn Thanh niên dán lịch ở 14 khu trọ trong tuần đầu."),
)  # fmt: skip
