"""What invented people write: places and troubles that combine into many thousands of different petitions."""

from __future__ import annotations

from random import Random

from feedback.states import Field

HAMLETS = (
    "Cầu Gỗ", "Đồng Vương", "Tân Sỏi", "Đền Giếng", "Trung Tâm", "Cầu Thầy", "Bãi Trành", "Gốc Đề", "Đồng Kênh",
    "Xóm Mới", "Ao Cạn", "Nà Hang", "Phú Cường", "Hòa Bình", "Quyết Tiến", "Đoàn Kết", "Tam Kha", "Chợ Cũ",
)  # fmt: skip
PLACES = (
    "nhà văn hóa", "cổng trường tiểu học", "chợ sáng", "trạm y tế", "đầu cầu", "bờ kênh", "ngã ba", "sân bóng",
    "trường mầm non", "trạm bơm", "bến xe", "khu tái định cư", "đình làng", "nghĩa trang", "cánh đồng mẫu",
)  # fmt: skip
TROUBLES: dict[Field, tuple[tuple[str, str], ...]] = {
    Field.INFRASTRUCTURE: (
        ("Đường sụt lún", "mặt đường sụt thành hố, trời mưa nước đọng sâu, xe máy đi lại rất nguy hiểm"),
        ("Đèn đường hỏng", "đèn hỏng cả dãy, buổi tối các cháu đi học về không thấy lối"),
        ("Cống nghẹt, nước tràn", "cống nghẹt đã ba tuần, nước tràn vào sân mấy nhà cuối dốc"),
        ("Dây điện võng thấp", "dây điện võng xuống quá đầu người, gió to là chạm mái nhà"),
        ("Nước máy đục", "nước máy đục ngầu từ đầu tháng, lọc rồi vẫn có mùi"),
    ),
    Field.ENVIRONMENT: (
        ("Rác đổ ven đường", "rác đổ thành đống, mùi khó chịu cả xóm, chó tha đi khắp nơi"),
        ("Trại lợn xả thải", "trại lợn xả thẳng xuống mương, cá chết nổi trắng"),
        ("Đốt rơm khói mù", "khói rơm phủ kín đường, người già và trẻ nhỏ ho suốt đêm"),
        ("Xe rác không vào", "xe rác hai tuần nay không vào xóm trong, bà con phải tự chở ra"),
    ),
    Field.LAND: (
        ("Hỏi thủ tục tách thửa", "muốn tách thửa cho con mà đi ba lần vẫn thiếu giấy"),
        ("Lấn hành lang đường", "có hộ xây bậc tam cấp ra hành lang, xe to không quay đầu được"),
        ("Chậm cấp giấy chứng nhận", "nộp hồ sơ từ đầu năm, hẹn nhiều lần chưa có kết quả"),
    ),
    Field.AGRICULTURE: (
        ("Mương tưới bồi lấp", "mương bồi lấp, đồng cạn không lấy được nước đổ ải"),
        ("Chuột phá lúa", "chuột phá mạnh, đề nghị xã phát động diệt đồng loạt"),
    ),
    Field.WELFARE: (
        ("Xét hộ cận nghèo", "đề nghị xem lại danh sách hộ cận nghèo cho đúng hoàn cảnh"),
        ("Chậm chi trả trợ cấp", "trợ cấp người cao tuổi tháng trước chưa nhận được"),
    ),
    Field.SECURITY: (
        ("Loa kéo quá giờ", "hát loa kéo đến nửa đêm, nhà có người ốm không ngủ được"),
        ("Thanh niên tụ tập đua xe", "tối thứ bảy xe nẹt pô chạy vòng quanh, rất nguy hiểm"),
    ),
    Field.EDUCATION: (("Lớp học thiếu quạt", "phòng học thiếu quạt, các cháu ngồi nóng bức"),),
    Field.HEALTH: (("Trạm y tế hết thuốc", "trạm hay hết thuốc huyết áp, phải đi xa mới mua được"),),
    Field.CIVIL_STATUS: (("Xin thêm buổi chứng thực", "đề nghị mở thêm buổi sáng thứ bảy cho người đi làm công ty"),),
    Field.CULTURE: (("Sửa sân nhà văn hóa", "sân bong tróc, buổi tối bà con tập thể dục hay vấp"),),
}
CLOSINGS = (
    "Đề nghị xã cho người xuống xem.", "Mong sớm được xử lý.", "Đã nói ở cuộc họp thôn mà chưa thấy chuyển biến.",
    "Chúng tôi sẵn sàng góp công nếu xã lo vật liệu.", "Kính mong chính quyền quan tâm.", "Xin cảm ơn.",
)  # fmt: skip
SINCE = (
    "Từ đầu tháng", "Hơn một tuần nay", "Sau trận mưa lớn", "Đã ba tháng", "Mấy hôm nay", "Từ Tết đến giờ",
    "Từ khi làm đường",
)  # fmt: skip
ANSWERS = (
    "Xã đã cử cán bộ xuống kiểm tra và cho sửa xong. Còn chỗ nào chưa ổn, bà con báo lại.",
    "Việc này đã đưa vào kế hoạch, dự kiến làm xong trong tháng tới. Xã sẽ báo khi bắt đầu.",
    "Qua kiểm tra, xã đã nhắc nhở và yêu cầu khắc phục. Tổ dân cư theo dõi tiếp.",
    "Xã đã chuyển đề nghị tới đơn vị quản lý và đang đôn đốc. Có kết quả sẽ báo ngay.",
)  # fmt: skip
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Nông", "Giáp", "Lò", "Đinh", "Y", "Rơ")
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Hữu", "Thanh", "Quang", "Kim")
_GIVEN = ("An", "Bưởi", "Chiến", "Dung", "Hạnh", "Khoát", "Lành", "Mận", "Nhài", "Quyến", "Sáu", "Thơm", "Út", "Vui")


def trouble(rng: Random) -> tuple[Field, str, str, str]:
    """Field, title, text and place of one petition."""
    field = rng.choices(list(TROUBLES), (30, 22, 12, 8, 8, 8, 3, 3, 3, 3))[0]
    title, text = rng.choice(TROUBLES[field])
    hamlet, place = rng.choice(HAMLETS), rng.choice(PLACES)
    body = (
        f"{rng.choice(SINCE)}, ở {place} thôn {hamlet}, {text}. Đoạn này dài chừng {rng.randint(5, 400)} mét, "
        f"{rng.randint(2, 60)} hộ bị ảnh hưởng. {rng.choice(CLOSINGS)}"
    )
    return field, f"{title} ở {place} thôn {hamlet}", body, f"{place}, thôn {hamlet}"


def person(rng: Random) -> str:
    """An invented name."""
    return f"{rng.choice(_FAMILY)} {rng.choice(_MIDDLE)} {rng.choice(_GIVEN)}"
