"""What the people of the demo wrote and were told. Invented: no such persons, places or events."""

from __future__ import annotations

from dataclasses import dataclass

from feedback.states import Concerns, Field, Outcome, PetitionKind, RefusalReason, Urgency


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story: what, how many days after the one before, and the words that go with it."""

    what: str
    after: float = 0.5
    words: tuple[str, ...] = ()


def step(what: str, after: float = 0.5, *words: str) -> Step:
    """A step in one line."""
    return Step(what, after, words)


@dataclass(frozen=True, slots=True)
class Story:
    """A petition and what became of it. `days`: how long ago it was sent."""

    days: float
    what: str
    title: str = ""
    hamlet: str = ""
    place: str = ""
    kind: PetitionKind = PetitionKind.REPORT
    field: Field = Field.INFRASTRUCTURE
    field_given: bool = True
    urgency: Urgency = Urgency.ORDINARY
    concerns: Concerns = Concerns.NOBODY
    handler: str = "xuly"
    name: str = ""
    phone: str = ""
    email: str = ""
    photos: tuple[str, ...] = ()
    outcome: Outcome = Outcome.RESOLVED
    refusal: RefusalReason | None = None
    steps: tuple[Step, ...] = ()


GIVEN = (step("triage", 0.5), step("assign", 0.2), step("start", 0.3))

TRACKED = Story(
    days=5,
    what=(
        "Từ đợt mưa tuần trước, đoạn đường từ nhà văn hóa đến cống đầu xóm ngập khoảng 30 "
        "phân, rác ứ lại không thoát được. Trẻ con đi học phải vòng đường đê. Đề nghị xã cho "
        "nạo vét và kiểm tra cái cống."
    ),
    title="Đường liên thôn Trung Tâm ngập, rác ứ cống",
    hamlet="Thôn Trung Tâm",
    place="Từ nhà văn hóa đến cống đầu xóm",
    name="Giáp Văn Tuấn",
    phone="0900 000 101",
    email="tuan@vidu.example",
    photos=("flood", "culvert"),
    steps=(
        step("triage", 0.6),
        step("assign", 0.3, "Xuống hiện trường trong tuần, rủ trưởng thôn cùng xem."),
        step("start", 0.5),
    ),
)

OPEN: tuple[Story, ...] = (
    TRACKED,
    Story(
        days=0.4,
        what=(
            "Mấy tối nay có nhóm thanh niên phóng xe máy nẹt pô quanh bờ hồ đến hơn 11 giờ đêm, "
            "người già không ngủ được. Mong công an xã để mắt giúp."
        ),
        hamlet="Thôn Bờ Hồ",
        place="Cạnh sân bóng",
        field=Field.SECURITY,
        phone="0900 000 102",
    ),
    Story(
        days=0.9,
        what=("Mẹ tôi 81 tuổi chưa thấy được nhận trợ cấp người cao tuổi. Tôi muốn hỏi cần giấy tờ gì và nộp ở đâu."),
        hamlet="Thôn Suối Cạn",
        field=Field.WELFARE,
        field_given=False,
    ),
    Story(
        days=1.2,
        what=(
            "Hôm trước tôi ra làm giấy khai sinh cho cháu, anh cán bộ ngồi quầy nói trống không, "
            "hỏi lại thì quát. Tôi không muốn làm to chuyện, chỉ mong được tiếp cho tử tế."
        ),
        hamlet="Thôn Cầu Gỗ",
        field=Field.CONDUCT,
        concerns=Concerns.COMMUNE_OFFICIAL,
        name="Lý Thị Na",
        email="na@vidu.example",
    ),
    Story(
        days=2,
        what=(
            "Trại lợn cuối thôn xả nước đen ra mương mấy hôm nay, mùi nồng nặc, cá dưới mương "
            "chết nổi trắng. Cả xóm đóng cửa suốt ngày. Đề nghị xã kiểm tra."
        ),
        title="Trại lợn xả nước ra mương, cá chết",
        hamlet="Thôn Rừng Thông",
        place="Khu chăn nuôi cuối thôn",
        field=Field.ENVIRONMENT,
        urgency=Urgency.COMPLEX,
        name="Thân Thị Hợi",
        phone="0900 000 104",
        steps=(step("triage", 0.7),),
    ),
    Story(
        days=1.6,
        what="Sắp vào vụ mà đoạn mương cấp hai qua đồng Gốc Gạo cỏ mọc kín. Xin xã cho dọn trước khi lấy nước.",
        title="Xin dọn mương tưới trước vụ xuân",
        hamlet="Thôn Gốc Gạo",
        kind=PetitionKind.PROPOSAL,
        field=Field.AGRICULTURE,
        urgency=Urgency.SIMPLE,
        steps=(step("triage", 0.4),),
    ),
    Story(
        days=3,
        what=("Đèn đường trước trường tiểu học tắt ba hôm nay, sáng sớm các cháu đi học trời còn tối rất nguy hiểm."),
        title="Đèn đường trước trường tiểu học tắt",
        hamlet="Thôn Đình Cả",
        place="Trước cổng trường tiểu học",
        urgency=Urgency.SIMPLE,
        phone="0900 000 105",
        photos=("lamp",),
        steps=(
            step("triage", 0.5),
            step("assign", 0.4),
        ),
    ),
    Story(
        days=6,
        what=("Đề nghị xã bố trí thêm một buổi chứng thực vào sáng thứ Bảy, vì đi làm công ty không xin nghỉ được."),
        title="Xin mở thêm buổi chứng thực sáng thứ Bảy",
        hamlet="Thôn Đồng Lim",
        kind=PetitionKind.PROPOSAL,
        field=Field.CIVIL_STATUS,
        field_given=False,
        email="lim@vidu.example",
        outcome=Outcome.ADOPTED,
        steps=(*GIVEN,),
    ),
    Story(
        days=12,
        what=(
            "Cột mốc báo độ sâu ở ngầm tràn bị lũ cuốn mất, người lạ đi qua không biết nước sâu "
            "bao nhiêu. Xin cắm lại trước đợt mưa tới."
        ),
        title="Cắm lại cột báo độ sâu ở ngầm tràn",
        hamlet="Thôn Suối Cạn",
        place="Ngầm tràn",
        phone="0900 000 106",
        steps=(*GIVEN,),
    ),
    Story(
        days=11,
        what="Tôi nộp hồ sơ tách thửa cho con từ đầu tháng, quá ngày hẹn trả hai tuần mà chưa thấy gọi.",
        title="Hồ sơ tách thửa quá ngày hẹn trả",
        hamlet="Thôn Bờ Hồ",
        field=Field.LAND,
        name="Ngô Văn Bách",
        phone="0900 000 107",
        steps=(*GIVEN,),
    ),
    Story(
        days=20,
        what=(
            "Hộ bên cạnh đổ đất lấn ra hành lang suối, mùa mưa nước dồn sang vườn nhà tôi. Tôi đã"
            " nói trưởng thôn mà chưa ai xuống."
        ),
        title="Đổ đất lấn hành lang suối",
        hamlet="Thôn Cầu Gỗ",
        place="Chân cầu gỗ cũ",
        field=Field.CONSTRUCTION,
        name="Hoàng Văn Cót",
        phone="0900 000 108",
        steps=(*GIVEN,),
    ),
    Story(
        days=9,
        what="Xe rác hai tuần không vào xóm trong, rác chất đầy đầu ngõ.",
        title="Xe rác không vào xóm trong",
        hamlet="Thôn Rừng Thông",
        field=Field.ENVIRONMENT,
        urgency=Urgency.SIMPLE,
        steps=(*GIVEN,),
    ),
    Story(
        days=8,
        what=("Nhà tôi thuộc hộ cận nghèo năm ngoái, năm nay không thấy tên trong danh sách. Đề nghị xem lại giúp."),
        title="Xem lại danh sách hộ cận nghèo 2026",
        hamlet="Thôn Đình Cả",
        kind=PetitionKind.PROPOSAL,
        field=Field.WELFARE,
        name="Đào Thị Khánh",
        email="khanh@vidu.example",
        steps=(
            *GIVEN,
            step(
                "ask",
                1,
                (
                    "Bà con cho biết giúp tên chủ hộ ghi trong sổ và số người đang ở cùng nhà, để chúng "
                    "tôi đối chiếu phiếu rà soát."
                ),
            ),
        ),
    ),
    Story(
        days=9.5,
        what="Trạm y tế hay hết thuốc huyết áp, người già phải ra tận bệnh viện. Xin xã có ý kiến giúp.",
        title="Trạm y tế hay hết thuốc huyết áp",
        hamlet="Thôn Trung Tâm",
        kind=PetitionKind.PROPOSAL,
        field=Field.HEALTH,
        phone="0900 000 110",
        outcome=Outcome.EXPLAINED,
        steps=(
            *GIVEN,
            step("ask", 1, "Bà con hay hết loại thuốc nào và vào khoảng ngày nào trong tháng?"),
            step("supplement", 1.5, "Thuốc amlodipin, thường hết từ ngày 20 trở đi. Tháng này hết từ 18."),
        ),
    ),
    Story(
        days=7,
        what=("Ổ gà to ở ngã ba cây gạo, tuần trước đã có người ngã xe. Xin vá tạm trước, làm lại sau cũng được."),
        title="Ổ gà ở ngã ba cây gạo",
        hamlet="Thôn Gốc Gạo",
        place="Ngã ba cây gạo",
        phone="0900 000 111",
        steps=(
            *GIVEN,
            step(
                "draft_answer",
                2,
                (
                    "Tổ giao thông đã xuống xem ngày hôm qua và rải đá dăm lấp tạm. Đoạn này đã đưa vào "
                    "kế hoạch vá nhựa trong tháng tới, khi hết mưa."
                ),
                "Đã lấp tạm ổ gà ở ngã ba cây gạo; đưa vào kế hoạch vá nhựa tháng tới.",
            ),
            step("propose", 0.2),
        ),
    ),
    Story(
        days=9,
        what="Thôn thu mỗi hộ 200 nghìn làm sân nhà văn hóa nhưng chưa thấy công khai đã chi những gì.",
        title="Công khai thu chi làm sân nhà văn hóa",
        hamlet="Thôn Đồng Lim",
        field=Field.FINANCE,
        concerns=Concerns.HAMLET_HEAD,
        email="vuon@vidu.example",
        outcome=Outcome.EXPLAINED,
        steps=(
            *GIVEN,
            step("draft_answer", 1.5, "Khoản thu do dân bàn và quyết định tại cuộc họp thôn, thôn sẽ công khai sau."),
            step("propose", 0.2),
            step("return", 0.5, "Ghi rõ ngày nào công khai và niêm yết ở đâu, kèm số tiền đã thu, đã chi."),
        ),
    ),
)
