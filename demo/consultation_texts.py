"""Texts of the demo's consultations: two drafts, what people say of them, what they were answered. All invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft put to the people."""

    title: str
    summary: str
    source: str


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion; `group` is the key of the group it was put into."""

    stance: str
    text: str
    section: str = ""
    name: str = ""
    phone: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One group and its answer."""

    key: str
    title: str
    summary: str
    other_count: int
    response: str
    reason: str


RULES = Draft(
    title="Quy chế thực hiện dân chủ của xã Yên Thế",
    summary="Xã mới gộp từ nhiều xã cũ, cần một quy chế chung: việc gì báo cho dân, việc gì hỏi dân, hỏi thế nào.",
    source="""DỰ THẢO QUY CHẾ
Thực hiện dân chủ ở xã Yên Thế

Chương I. NHỮNG ĐIỀU CHUNG

Điều 1. Quy chế này dùng cho ai

Quy chế này dùng cho cán bộ, công chức xã, các thôn và bà con sinh sống trên địa bàn xã.

Điều 2. Nguyên tắc

1. Việc liên quan tới dân thì dân được biết, được bàn, được kiểm tra.

2. Nói dễ hiểu, trả lời đúng hẹn, không đùn đẩy.

Chương II. CÔNG KHAI VÀ LẤY Ý KIẾN

Điều 3. Nơi công khai

- Bảng tin trụ sở xã và nhà văn hoá mỗi thôn;
- Cổng Dân chủ cơ sở;
- Loa truyền thanh, mỗi ngày hai lần trong ba ngày liền.

Điều 4. Lấy ý kiến

1. Mức đóng góp làm công trình chung phải họp thôn, ít nhất hai phần ba số hộ đồng ý.

2. Dự thảo khác hỏi ý kiến ít nhất 20 ngày, trả lời từng nhóm ý kiến bằng văn bản.

Chương III. ĐỐI THOẠI VÀ GIÁM SÁT

Điều 5. Đối thoại

Chủ tịch xã đối thoại với bà con mỗi năm ít nhất một lần; mỗi quý xuống một cụm thôn.

Điều 6. Giám sát

Ban Thanh tra nhân dân được xem hồ sơ công trình do dân đóng góp, trong 05 ngày làm việc từ khi yêu cầu.""",
)

_PUBLISHING = "Điều 3. Nơi công khai"
_ASKING = "Điều 4. Lấy ý kiến"
_TALKING = "Điều 5. Đối thoại"

ON_RULES: tuple[Said, ...] = (
    Said("agree", "", name="Nguyễn Thị Hồng Xiêm", phone="0912 000 101"),
    Said("agree", "Quy chế rõ ràng, dễ hiểu. Mong xã làm đúng như đã viết."),
    Said("agree_partly", "Loa đọc lúc 5 giờ sáng thì trẻ con mất ngủ. Nên đọc lúc 17 giờ.", _PUBLISHING),
    Said("agree_partly", "Thôn Rừng Thông sóng yếu, nhiều nhà không vào mạng. Việc lớn nên phát giấy tới từng nhà.",
         _PUBLISHING),
    Said("comment", "Nên ghi rõ ai chịu trách nhiệm cập nhật bảng tin, có nơi giấy dán từ năm ngoái.", _PUBLISHING,
         "Lê Văn Mít", "0912 000 102"),
    Said("disagree", "Hai phần ba số hộ là ít quá với khoản đóng tiền lớn. Đề nghị phải ba phần tư.", _ASKING),
    Said("agree_partly", "Họp thôn nên vào tối hoặc Chủ nhật, ngày thường bà con đi làm công ty không dự được.",
         _ASKING),
    Said("agree", ""),
    Said("agree_partly", "Người đi làm xa nên được gửi ý kiến qua điện thoại, có tính vào kết quả.", _ASKING),
    Said("comment", "Mỗi quý một cụm thôn thì thôn xa hai năm mới tới lượt. Nên báo trước lịch cả năm.", _TALKING),
    Said("agree", "Đồng ý, nhất là chỗ Ban Thanh tra được xem hồ sơ.", name="Hà Thị Chuối Tây"),
    Said("comment", "Nên có người giúp người già viết ý kiến ở một cửa."),
    Said("disagree", "Năm ngày làm việc mới cho xem hồ sơ thì lâu, đề nghị ba ngày.", "Điều 6. Giám sát"),
    Said("agree", "", name="Trịnh Văn Ổi", phone="0912 000 103"),
)  # fmt: skip

WASTE = Draft(
    title="Thay đổi giờ và mức thu gom rác thải sinh hoạt",
    summary="Xe đi thêm hai chuyến mỗi tuần tới các thôn xa; mức thu dự kiến 25.000 đồng mỗi hộ mỗi tháng.",
    source="""DỰ THẢO PHƯƠNG ÁN
Thu gom rác thải sinh hoạt từ quý IV năm 2026

1. Số chuyến: các thôn xa tăng từ một lên ba chuyến mỗi tuần.

2. Giờ thu gom: từ 5 giờ đến 7 giờ sáng.

3. Mức thu: 25.000 đồng mỗi hộ mỗi tháng, thu theo quý.

4. Miễn thu: hộ nghèo, hộ có người khuyết tật nặng.""",
)

ON_WASTE: tuple[Said, ...] = (
    Said("agree", "Tăng chuyến là đúng, rác để ba ngày mùi lắm.", group="trips"),
    Said("agree", ""),
    Said("agree_partly", "Thu 25.000 được nhưng hộ cận nghèo cũng nên miễn.", group="fee"),
    Said("agree_partly", "Nhà một người già mà thu bằng nhà sáu người thì chưa hợp lý.", group="fee"),
    Said("disagree", "5 giờ sáng sớm quá, mùa đông trời còn tối không ai mang rác ra.", group="time"),
    Said("comment", "Nên đặt thêm thùng phân loại ở đầu ngõ, chai lọ để riêng bán gây quỹ.", group="bins"),
    Said("agree_partly", "Giờ thu nên báo cố định, hôm sớm hôm muộn là chó tha hết.", group="time"),
    Said("agree", ""),
    Said("comment", "Bãi tập kết cạnh trường mầm non bao giờ chuyển đi?", group="site"),
)

WASTE_GROUPS: tuple[Answered, ...] = (
    Answered("trips", "Đồng ý tăng chuyến", "Rác để lâu gây mùi, cần thu gom thường xuyên hơn.", 21, "accepted",
             "Giữ ba chuyến mỗi tuần cho tất cả các thôn xa, bắt đầu từ đầu quý IV."),
    Answered("fee", "Giảm mức thu cho hộ khó khăn, hộ ít người",
             "Miễn thêm cho hộ cận nghèo; hộ một người nộp ít hơn.", 14, "accepted_in_part",
             "Hộ cận nghèo được giảm một nửa. Chưa chia mức theo số người: khoán theo hộ thì sổ sách gọn, ít sai."),
    Answered("time", "Đổi giờ, giữ giờ cố định", "5 giờ quá sớm vào mùa đông; giờ xe tới nên cố định.", 9, "accepted",
             "Mùa đông thu từ 6 giờ đến 8 giờ. Lịch từng thôn dán ở nhà văn hoá và đọc trên loa."),
    Answered("bins", "Thêm thùng phân loại", "Đặt thùng riêng cho chai lọ ở đầu ngõ.", 3, "refused",
             "Năm nay chưa có tiền mua thùng. Hội Phụ nữ đang làm điểm ở thôn Đình Cả, có kết quả sẽ bàn lại."),
    Answered("site", "Chuyển bãi tập kết", "Bãi cạnh trường mầm non cần chuyển đi.", 5, "out_of_scope",
             "Việc này nằm ở dự án riêng. Kế hoạch chuyển bãi sẽ được hỏi ý kiến trong năm 2027."),
)  # fmt: skip

WASTE_CONCLUSION = """Phương án được sửa ba điểm: giảm một nửa cho hộ cận nghèo, mùa đông thu từ 6 giờ, lịch cố định.

Chủ tịch xã ký phương án mới trong tháng này. Bà con theo dõi ở mục Công khai."""
