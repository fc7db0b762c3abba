"""What each step is, in plain words, with where the law says so; and what comes next at each stage."""

from __future__ import annotations

from collections.abc import Mapping

from core.text import N_
from feedback.proceedings.states import Stage, Step

# Where a step is sent.
SLUGS: Mapping[str, Step] = {
    "thu-ly": Step.ACCEPT, "khong-thu-ly": Step.REFUSE, "huong-dan": Step.REFER, "chuyen": Step.TRANSFER,
    "khong-xu-ly": Step.SHELVE, "kiem-tra": Step.INSPECT, "bao-thu-ly": Step.NOTIFY, "ket-qua": Step.REPORT,
    "moi-doi-thoai": Step.INVITE, "doi-thoai": Step.MEET, "quyet-dinh": Step.DECIDE, "ket-luan": Step.CONCLUDE,
    "gui": Step.SEND, "xu-ly-ket-luan": Step.ACT_ON, "cong-khai": Step.PUBLISH, "hieu-luc": Step.TAKE_EFFECT,
    "ket-thuc": Step.FINISH, "khoi-kien": Step.SUE, "to-cao-tiep": Step.RENEW, "tam-dinh-chi": Step.SUSPEND,
    "tiep-tuc": Step.RESUME, "dinh-chi": Step.TERMINATE, "gui-quyet-dinh": Step.SEND_NOTICE, "rut": Step.WITHDRAW,
    "van-giai-quyet": Step.GO_ON, "tra-loi-noi-chuyen": Step.ANSWER_BODY, "yeu-cau-cap-duoi": Step.ASK_BELOW,
    "cap-tren-yeu-cau": Step.CHASED, "bao-cao": Step.REPORT_ABOVE,
}  # fmt: skip
SLUG_OF: Mapping[Step, str] = {step: slug for slug, step in SLUGS.items()}

# Steps of the plain course: the page unfolds the one that comes next.
ONWARD = frozenset(
    {
        Step.ACCEPT, Step.NOTIFY, Step.REPORT, Step.MEET, Step.DECIDE, Step.CONCLUDE, Step.SEND, Step.ACT_ON,
        Step.PUBLISH, Step.FINISH,
    }
)  # fmt: skip
# What an official waits for: the page says what stands in the way.
TOLD_WHEN_HINDERED = frozenset(
    {
        Step.ACCEPT, Step.TRANSFER, Step.DECIDE, Step.CONCLUDE, Step.SEND, Step.APPEAL, Step.RENEW, Step.TAKE_EFFECT,
        Step.PUBLISH, Step.FINISH,
    }
)  # fmt: skip

# What the official should know before taking the step.
HINTS: Mapping[Step, str] = {
    Step.ACCEPT: N_("Ghi số và ngày của thông báo thụ lý. Thời hạn giải quyết tính từ ngày này."),
    Step.REFUSE: N_("Trả lời bằng văn bản, nói rõ căn cứ. Người gửi đọc được căn cứ này khi tra cứu."),
    Step.REFER: N_("Khiếu nại gửi nhầm nơi thì hướng dẫn, không chuyển (Luật Tiếp công dân, Điều 26)."),
    Step.TRANSFER: N_("Chỉ chuyển một lần, và báo cho người tố cáo (Luật Tố cáo, Điều 24 khoản 2)."),
    Step.SHELVE: N_("Luật Tố cáo, Điều 24 khoản 3."),
    Step.INSPECT: N_("Không thụ lý là tố cáo, nhưng nội dung rõ thì phải thanh tra, kiểm tra (Luật Tố cáo, Điều 25)."),
    Step.NOTIFY: N_("Báo cho người tố cáo và người bị tố cáo, không để lộ người tố cáo (Luật Tố cáo, Điều 29)."),
    Step.REPORT: N_("Tóm tắt việc đã xác minh và kết quả, để người giải quyết quyết định."),
    Step.INVITE: N_("Báo trước ít nhất 5 ngày (Nghị định 124/2020/NĐ-CP sửa đổi, Điều 28)."),
    Step.MEET: N_("Ghi số biên bản và ai dự. Người khiếu nại vắng không có lý do chính đáng thì vẫn làm tiếp."),
    Step.DECIDE: N_("Số và ngày lấy từ quyết định văn thư đã ban hành. Ghi kết luận đúng như trên quyết định."),
    Step.CONCLUDE: N_("Số và ngày lấy từ kết luận văn thư đã ban hành. Ghi đúng như văn bản (Luật Tố cáo, Điều 35)."),
    Step.SEND: N_("Ngày đã gửi cho người gửi đơn, người bị khiếu nại hoặc bị tố cáo và các nơi luật định."),
    Step.ACT_ON: N_("Đã áp dụng biện pháp gì, kiến nghị xử lý thế nào (Luật Tố cáo, Điều 36)."),
    Step.PUBLISH: N_("Công khai ở đâu, hình thức nào. Không để lộ người tố cáo."),
    Step.TAKE_EFFECT: N_("Hết hạn khiếu nại lần hai mà không ai khiếu nại. Máy tự ghi; bấm nếu muốn ghi ngay."),
    Step.FINISH: N_("Đã niêm yết đủ 15 ngày liên tục và đã xử lý theo kết luận."),
    Step.APPEAL: N_("Lần hai do Chủ tịch UBND tỉnh giải quyết. Một hồ sơ mới mở ở tỉnh, nối với hồ sơ này."),
    Step.SUE: N_("Người khiếu nại đã khởi kiện, toà án đã thụ lý. Hồ sơ ở đây kết thúc."),
    Step.RENEW: N_("Người tố cáo không đồng ý và tố cáo tiếp lên cấp trên (Luật Tố cáo, Điều 37)."),
    Step.SUSPEND: N_("Thời hạn giải quyết dừng từ ngày ghi trên quyết định, tính tiếp khi có quyết định tiếp tục."),
    Step.RESUME: N_("Thời hạn tính tiếp từ ngày này."),
    Step.TERMINATE: N_("Thôi giải quyết theo quyết định. Hồ sơ đóng khi đã gửi quyết định."),
    Step.SEND_NOTICE: N_("Ngày đã gửi quyết định vừa ban hành."),
    Step.WITHDRAW: N_("Việc rút phải bằng văn bản có chữ ký hoặc ghi thành biên bản."),
    Step.GO_ON: N_("Rút rồi vẫn phải giải quyết nếu có một trong các căn cứ này (Luật Tố cáo, Điều 33)."),
    Step.ANSWER_BODY: N_("Trả lời nơi đã chuyển đơn (Luật Tố cáo, Điều 26)."),
    Step.ASK_BELOW: N_("Yêu cầu cấp dưới giải quyết và báo cáo (Luật Tố cáo, Điều 38)."),
    Step.CHASED: N_("Ghi ngày nhận văn bản của cấp trên. Có 5 ngày làm việc để báo cáo (Luật Tố cáo, Điều 38)."),
    Step.REPORT_ABOVE: N_("Ghi số, ngày báo cáo đã gửi."),
}  # fmt: skip

# What the day of a step is called.
DAY_LABELS: Mapping[Step, str] = {
    Step.ACCEPT: N_("Ngày thụ lý"), Step.DECIDE: N_("Ngày quyết định"), Step.CONCLUDE: N_("Ngày kết luận"),
    Step.SEND: N_("Ngày gửi"), Step.SEND_NOTICE: N_("Ngày gửi"), Step.INVITE: N_("Ngày gửi giấy mời"),
    Step.MEET: N_("Ngày đối thoại"), Step.SUSPEND: N_("Ngày quyết định"), Step.RESUME: N_("Ngày quyết định"),
    Step.TERMINATE: N_("Ngày quyết định"), Step.WITHDRAW: N_("Ngày nhận giấy rút đơn"),
    Step.PUBLISH: N_("Ngày bắt đầu công khai"), Step.NOTIFY: N_("Ngày thông báo"), Step.REPORT: N_("Ngày báo cáo"),
    Step.CHASED: N_("Ngày nhận văn bản"), Step.SUE: N_("Ngày toà thụ lý"),
    Step.RENEW: N_("Ngày nhận đơn tố cáo tiếp"),
}  # fmt: skip

NEXT: Mapping[Stage, str] = {
    Stage.CHECKING: N_("Xem đơn có đủ điều kiện không, rồi thụ lý hoặc trả lời không thụ lý."),
    Stage.INITIAL: N_("Kiểm tra người tố cáo, thẩm quyền và điều kiện, rồi thụ lý, chuyển hoặc trả lời không thụ lý."),
    Stage.ACCEPTED: N_("Báo cho người tố cáo và người bị tố cáo biết đã thụ lý."),
    Stage.VERIFYING: N_("Xác minh, rồi báo cáo kết quả cho người giải quyết."),
    Stage.REPORTED: N_("Người giải quyết xem kết quả xác minh rồi ra quyết định hoặc kết luận."),
    Stage.DIALOGUE: N_("Tổ chức đối thoại vào ngày đã mời, rồi ghi kết quả."),
    Stage.SUSPENDED: N_("Chờ lý do tạm đình chỉ hết, rồi ra quyết định tiếp tục giải quyết."),
    Stage.STOPPING: N_("Gửi quyết định đình chỉ, hồ sơ đóng."),
    Stage.DECIDED: N_("Gửi quyết định cho những người luật định."),
    Stage.SENT: N_("Công khai quyết định. Người khiếu nại còn quyền khiếu nại lần hai hoặc khởi kiện."),
    Stage.CONCLUDED: N_("Gửi kết luận cho những nơi luật định."),
    Stage.CONCLUSION_SENT: N_("Xử lý theo kết luận: biện pháp, kiến nghị."),
    Stage.ACTED: N_("Công khai kết luận, không để lộ người tố cáo."),
    Stage.PUBLISHED: N_("Chờ hết thời gian công khai hoặc thời hạn khiếu nại, rồi kết thúc."),
}
