"""The demo's petitions that came to an end, and the sealed ones. Invented: no such persons, places or events."""

from __future__ import annotations

from demo.petition_texts import GIVEN, OPEN, Story, step
from feedback.states import Concerns, Field, Outcome, PetitionKind, RefusalReason, Urgency

STORIES: tuple[Story, ...] = (
    *OPEN,
    Story(
        days=14,
        what="Sân chơi nhà văn hóa không có gì cho trẻ con, xin xã xem có lắp được mấy cái xích đu không.",
        title="Xin lắp đồ chơi ở sân nhà văn hóa",
        hamlet="Thôn Trung Tâm",
        kind=PetitionKind.PROPOSAL,
        field=Field.EDUCATION,
        name="Bùi Văn Nho",
        email="nho@vidu.example",
        outcome=Outcome.ADOPTED,
        steps=(
            *GIVEN,
            step(
                "draft_answer",
                3,
                (
                    "Xã tiếp thu. Kinh phí xã hội hóa năm nay còn đủ mua một bộ xích đu và một cầu trượt,"
                    " lắp trước 31 tháng 12. Bà con góp ý vị trí lắp với trưởng thôn."
                ),
                "Xã tiếp thu, lắp một bộ xích đu và cầu trượt ở nhà văn hóa Trung Tâm trước 31/12.",
            ),
            step("propose", 0.3),
            step("approve", 0.6),
        ),
    ),
    Story(
        days=33,
        what="Dây điện đứt vắt ngang đường sau cơn giông tối qua, xin xử lý gấp.",
        title="Dây điện đứt ngang đường",
        hamlet="Thôn Bờ Hồ",
        urgency=Urgency.URGENT,
        phone="0900 000 113",
        steps=(
            step("triage", 0.05),
            step("assign", 0.01),
            step("start", 0.01),
            step(
                "draft_answer",
                0.2,
                "Điện lực đã cắt điện và nối lại dây ngay trong buổi sáng. Cảm ơn bà con đã báo sớm.",
                "Đã nối lại dây điện trong buổi sáng.",
            ),
            step("propose", 0.02),
            step("approve", 0.02),
            step("rate", 1, "5", "Nhanh, cảm ơn xã."),
        ),
    ),
    Story(
        days=41,
        what="Loa truyền thanh mở 5 giờ sáng sớm quá, xin lùi lại nửa tiếng.",
        title="Xin lùi giờ mở loa truyền thanh",
        hamlet="Thôn Gốc Gạo",
        kind=PetitionKind.PROPOSAL,
        field=Field.CULTURE,
        outcome=Outcome.ADOPTED,
        steps=(
            *GIVEN,
            step(
                "draft_answer",
                3,
                "Từ tuần sau loa mở lúc 5 giờ 30. Xã đã báo các thôn.",
                "Từ tuần sau loa mở lúc 5 giờ 30.",
            ),
            step("propose", 0.2),
            step("approve", 0.5),
            step("rate", 2, "4"),
        ),
    ),
    Story(
        days=52,
        what="Chuột phá lúa nhiều quá, hợp tác xã có tổ chức diệt không?",
        title="Chuột phá lúa ở cánh đồng Rừng Thông",
        hamlet="Thôn Rừng Thông",
        field=Field.AGRICULTURE,
        outcome=Outcome.EXPLAINED,
        steps=(
            *GIVEN,
            step(
                "draft_answer",
                8,
                ("Hợp tác xã tổ chức diệt chuột tập trung vào hai ngày cuối tháng; thuốc phát tại nhà văn hóa."),
                "",
            ),
            step("propose", 2),
            step("approve", 4),
            step("rate", 3, "3", "Trả lời hơi chậm."),
        ),
    ),
    Story(
        days=24,
        what="Lan can cầu hỏng một bên từ hồi tháng Tám, tối đi rất sợ. Đề nghị sửa.",
        title="Lan can cầu hỏng một bên",
        hamlet="Thôn Cầu Gỗ",
        place="Đầu cầu",
        name="Lục Văn Mạch",
        email="cau@vidu.example",
        outcome=Outcome.EXPLAINED,
        steps=(
            *GIVEN,
            step(
                "draft_answer",
                4,
                "Cầu thuộc danh mục sửa chữa năm sau, trước mắt đã căng dây cảnh báo.",
                "Cầu thuộc danh mục sửa chữa năm sau, đã căng dây cảnh báo.",
            ),
            step("propose", 0.5),
            step("approve", 1),
            step("rate", 9, "2", "Dây căng hai hôm đã đứt. Cả thôn đi qua đó, chờ sang năm thì nguy hiểm."),
        ),
    ),
    Story(
        days=16,
        what="Tôi bị lừa chuyển tiền qua mạng 5 triệu đồng, nhờ xã lấy lại giúp.",
        hamlet="Thôn Suối Cạn",
        field=Field.SECURITY,
        steps=(
            step(
                "leave",
                1,
                "forward",
                (
                    "Việc này thuộc cơ quan điều tra. Chúng tôi đã chuyển nội dung sang Công an xã để báo"
                    " lên cấp có thẩm quyền."
                ),
                "Công an xã Yên Thế",
            ),
        ),
    ),
    Story(
        days=18,
        what="Tôi không đồng ý quyết định thu hồi đất số 214, tôi muốn khiếu nại.",
        field=Field.LAND,
        phone="0900 000 116",
        steps=(
            step(
                "leave",
                1.5,
                "guide",
                (
                    "Khiếu nại cần đơn có chữ ký hoặc đến trình bày trực tiếp, trong 90 ngày từ khi nhận "
                    "quyết định. Bà con mang đơn và quyết định tới phòng tiếp công dân của xã, thứ Năm "
                    "hằng tuần."
                ),
            ),
        ),
    ),
    Story(
        days=27,
        what="asdf asdf thử xem có được không nhé",
        refusal=RefusalReason.NO_CONTENT,
        steps=(
            step("leave", 1, "refuse", "Chúng tôi chưa thấy việc cụ thể nào trong đơn. Nếu bà con cần, xin viết lại."),
        ),
    ),
    Story(
        days=10,
        what="Nhà bên cạnh mở nhạc to cả buổi trưa, xin xã nhắc giúp.",
        title="Mở nhạc to buổi trưa",
        hamlet="Thôn Đình Cả",
        field=Field.SECURITY,
        urgency=Urgency.SIMPLE,
        steps=(
            step("triage", 0.4),
            step("withdraw", 1, "Hai nhà đã nói chuyện với nhau xong rồi."),
        ),
    ),
    Story(
        days=4,
        what=(
            "Có cán bộ nhận quà của hộ xin xác nhận nguồn gốc đất. Tôi có biết ngày giờ và người "
            "chứng kiến, nhưng sợ bị biết tên."
        ),
        kind=PetitionKind.DENUNCIATION_INFO,
        field=Field.CONDUCT,
        concerns=Concerns.COMMUNE_OFFICIAL,
        phone="0900 000 117",
        steps=(
            step("triage", 0.5),
            step("assign", 0.3, "Chỉ làm việc trực tiếp, không đưa lên nhóm chung."),
        ),
    ),
    Story(
        days=2.5,
        what=(
            "Gói sửa nhà văn hóa giao cho công ty người nhà một lãnh đạo xã, không thấy niêm yết "
            "dự toán. Mong tỉnh xem xét, tôi ở gần đây nên xin giữ kín."
        ),
        kind=PetitionKind.DENUNCIATION_INFO,
        field=Field.FINANCE,
        concerns=Concerns.COMMUNE_LEADER,
        steps=(step("triage", 0.8),),
    ),
    Story(
        days=0.7,
        what="Đất công cạnh trụ sở cũ đang có người xây nhà, hỏi thì bảo đã được lãnh đạo đồng ý.",
        field=Field.LAND,
        concerns=Concerns.COMMUNE_LEADER,
        email="an@vidu.example",
    ),
)
