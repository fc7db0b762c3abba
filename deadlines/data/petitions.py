"""Rows 25–55: receiving citizens, handling petitions, complaints, denunciations, feedback."""

from __future__ import annotations

from functools import partial

from core.text import N_
from deadlines.data.shape import (
    AT_LEAST,
    BEFORE,
    COMPLAINTS_2011,
    DENUNCIATIONS_2018,
    OCR,
    PETITIONS_2026,
    RECEPTION_2013,
    C,
    H,
    M,
    ShippedRule,
    W,
)
from deadlines.states import Confidence, Unit

RECEPTION_LAW, RECEPTION_DECREE = "Luật Tiếp công dân 42/2013/QH13", "Nghị định 154/2026/NĐ-CP"
AMENDING_LAW = "Luật 136/2025/QH15"
COMPLAINT_LAW, COMPLAINT_DECREE = "Luật Khiếu nại 02/2011/QH13", "Nghị định 124/2020/NĐ-CP sửa đổi bởi 155/2026/NĐ-CP"
DENUNCIATION_LAW = "Luật Tố cáo 25/2018/QH14"
RECEIVING, ONLINE, SORTING = N_("Tiếp công dân"), N_("Tiếp công dân trực tuyến"), N_("Xử lý đơn")
COMPLAINT, FIRST, SECOND = N_("Khiếu nại"), N_("Khiếu nại lần đầu"), N_("Khiếu nại lần hai")
DENUNCIATION, RULES_FEEDBACK = N_("Tố cáo"), N_("Phản ánh quy định hành chính")
FEEDBACK = N_("Phản ánh, kiến nghị")

RECEIVED, ACCEPTED = N_("ngày nhận đơn"), N_("ngày thụ lý")
DECISION, DECIDED = N_("ngày ra quyết định giải quyết"), N_("ngày nhận được quyết định giải quyết")
CONCLUDED = N_("ngày có kết luận")
SESSION = N_("buổi tiếp trực tuyến")
REMOTE = N_("vùng sâu, vùng xa đi lại khó khăn")
COMPLEX = N_("vụ việc phức tạp, lý do phải ghi trong hồ sơ")
REMOTE_COMPLEX = N_("vùng sâu, vùng xa và vụ việc phức tạp")
SETTLE, SETTLED = N_("giải quyết khiếu nại"), N_("gửi quyết định giải quyết")
EFFECTIVE, LODGE = N_("quyết định giải quyết có hiệu lực"), N_("gửi khiếu nại lần hai")

# Known from the decree it took the place of (75/2012, art. 12) and from the procedure act; neither text was compared.
_POSTING_BASIS = "Nghị định 124/2020/NĐ-CP (chưa đối chiếu được)"
_COURT_BASIS = "Luật Khiếu nại 02/2011/QH13, Điều 33, 42; Luật Tố tụng hành chính (chưa đối chiếu được)"

_reception = partial(ShippedRule, since=RECEPTION_2013)
_decree = partial(ShippedRule, since=PETITIONS_2026, confidence=OCR)
_complaint = partial(ShippedRule, since=COMPLAINTS_2011)
_denunciation = partial(ShippedRule, since=DENUNCIATIONS_2018)

_RECEPTION = (
    _reception(25, None, RECEIVING, N_("công bố lịch tiếp công dân"), N_("ngày tiếp"), 5, W,
               f"{RECEPTION_LAW}, Điều 24 khoản 4", direction=BEFORE),
    _reception(26, None, RECEIVING, N_("Chủ tịch xã tiếp dân ít nhất 2 ngày mỗi tháng"), N_("đầu tháng"), None,
               Unit.RECURRING, AMENDING_LAW, confidence=Confidence.MED_HIGH, since=PETITIONS_2026),
    _decree(27, None, RECEIVING, N_("thông báo bằng văn bản việc từ chối tiếp"), N_("ngày từ chối tiếp"), 3, W,
            f"{RECEPTION_DECREE}, Điều 4 khoản 3", note=N_("trường hợp Điều 9 khoản 3 của Luật và điểm h")),
    _reception(28, None, RECEIVING, N_("trả lời người dân lần đầu"), RECEIVED, 10, W,
               f"{RECEPTION_LAW}, Điều 28 khoản 1", doubted=True),
    _reception(29, None, RECEIVING, N_("báo kết quả cho nơi chuyển đơn"), N_("ngày giải quyết xong"), 7, W,
               f"{RECEPTION_LAW}, Điều 27 khoản 2"),
    _decree(30, None, ONLINE, N_("báo trước buổi tiếp trực tuyến"), SESSION, 5, W, f"{RECEPTION_DECREE}, Điều 23",
            direction=BEFORE),
    _decree(30, "test", ONLINE, N_("thử kết nối"), SESSION, 1, W, f"{RECEPTION_DECREE}, Điều 23", direction=BEFORE),
    _decree(30, "connect", ONLINE, N_("mở kết nối"), SESSION, 1, H, f"{RECEPTION_DECREE}, Điều 23", direction=BEFORE),
    _decree(31, None, SORTING, N_("xử lý đơn, quá hạn thì bị kỷ luật"), RECEIVED, 45, C,
            f"{RECEPTION_DECREE}, Điều 41 khoản 3 điểm b"),
)  # fmt: skip

_COMPLAINTS = (
    _complaint(32, None, COMPLAINT, N_("thời hiệu khiếu nại"), N_("ngày nhận hoặc biết được quyết định"), 90, C,
               f"{COMPLAINT_LAW}, Điều 9", note=N_("không tính thời gian gặp trở ngại khách quan")),
    _complaint(33, None, COMPLAINT, N_("thụ lý và báo cho người khiếu nại"), RECEIVED, 7, W,
               f"{COMPLAINT_DECREE}, Điều 16 khoản 1; {COMPLAINT_LAW}, Điều 27, 36",
               confidence=Confidence.MED, other=(10, C),
               note=N_("lấy ngày đến trước: 7 ngày làm việc hoặc 10 ngày")),
    _complaint(34, None, FIRST, SETTLE, ACCEPTED, 30, C, f"{COMPLAINT_LAW}, Điều 28"),
    _complaint(34, "complex", FIRST, SETTLE, ACCEPTED, 45, C, f"{COMPLAINT_LAW}, Điều 28", note=COMPLEX),
    _complaint(34, "remote", FIRST, SETTLE, ACCEPTED, 45, C, f"{COMPLAINT_LAW}, Điều 28", note=REMOTE),
    _complaint(34, "remote_complex", FIRST, SETTLE, ACCEPTED, 60, C, f"{COMPLAINT_LAW}, Điều 28",
               note=REMOTE_COMPLEX),
    _complaint(35, None, FIRST, SETTLED, DECISION, 3, W, f"{COMPLAINT_LAW}, Điều 32"),
    _complaint(36, None, SECOND, LODGE, DECIDED, 30, C, f"{COMPLAINT_LAW}, Điều 33"),
    _complaint(36, "remote", SECOND, LODGE, DECIDED, 45, C, f"{COMPLAINT_LAW}, Điều 33", note=REMOTE),
    _complaint(36, "lawsuit", COMPLAINT, N_("khởi kiện ra toà án"), DECIDED, 12, M, _COURT_BASIS,
               confidence=Confidence.LOW, note=N_("thời hiệu khởi kiện vụ án hành chính")),
    _complaint(37, None, SECOND, SETTLE, ACCEPTED, 45, C, f"{COMPLAINT_LAW}, Điều 37"),
    _complaint(37, "complex", SECOND, SETTLE, ACCEPTED, 60, C, f"{COMPLAINT_LAW}, Điều 37", note=COMPLEX),
    _complaint(37, "remote", SECOND, SETTLE, ACCEPTED, 60, C, f"{COMPLAINT_LAW}, Điều 37", note=REMOTE),
    _complaint(37, "remote_complex", SECOND, SETTLE, ACCEPTED, 70, C, f"{COMPLAINT_LAW}, Điều 37",
               note=REMOTE_COMPLEX),
    _complaint(38, None, SECOND, SETTLED, DECISION, 7, C, f"{COMPLAINT_LAW}, Điều 41 khoản 1"),
    _decree(39, None, COMPLAINT, N_("báo trước buổi đối thoại"), N_("ngày đối thoại"), 5, C,
            f"{COMPLAINT_DECREE}, Điều 28 khoản 1", direction=BEFORE),
    _decree(40, None, COMPLAINT, N_("gửi quyết định tạm đình chỉ, đình chỉ hoặc tiếp tục"),
            N_("ngày ra quyết định"), 3, W, f"{COMPLAINT_DECREE}, Điều 28b",
            note=N_("thời hạn giải quyết dừng khi tạm đình chỉ và tính tiếp khi có quyết định tiếp tục")),
    _complaint(41, None, COMPLAINT, EFFECTIVE, N_("ngày ban hành quyết định"), 30, C, f"{COMPLAINT_LAW}, Điều 44"),
    _complaint(41, "remote", COMPLAINT, EFFECTIVE, N_("ngày ban hành quyết định"), 45, C,
               f"{COMPLAINT_LAW}, Điều 44", note=REMOTE),
)  # fmt: skip

_DENUNCIATIONS = (
    _denunciation(42, None, DENUNCIATION, N_("xử lý ban đầu"), RECEIVED, 7, W,
                  f"{DENUNCIATION_LAW}, Điều 24 khoản 1", extension=(3, 3),
                  note=N_("tối đa 10 ngày làm việc khi phải kiểm tra ở nhiều nơi")),
    _denunciation(43, None, DENUNCIATION, N_("chuyển đến nơi có thẩm quyền"), RECEIVED, 5, W,
                  f"{DENUNCIATION_LAW}, Điều 24 khoản 2", note=N_("chỉ chuyển một lần")),
    _denunciation(44, None, DENUNCIATION, N_("báo việc thụ lý"), ACCEPTED, 5, W,
                  f"{DENUNCIATION_LAW}, Điều 29 khoản 3"),
    _denunciation(45, None, DENUNCIATION, N_("giải quyết tố cáo"), ACCEPTED, 30, C, f"{DENUNCIATION_LAW}, Điều 30"),
    _denunciation(45, "complex", DENUNCIATION, N_("giải quyết tố cáo"), ACCEPTED, 30, C,
                  f"{DENUNCIATION_LAW}, Điều 30", extension=(30, 30),
                  note=N_("vụ việc phức tạp: gia hạn một lần 30 ngày")),
    _denunciation(45, "specially_complex", DENUNCIATION, N_("giải quyết tố cáo"), ACCEPTED, 30, C,
                  f"{DENUNCIATION_LAW}, Điều 30", extension=(30, 60),
                  note=N_("vụ việc đặc biệt phức tạp: gia hạn hai lần, mỗi lần 30 ngày")),
    _denunciation(46, None, DENUNCIATION, N_("gửi quyết định tạm đình chỉ, đình chỉ"), N_("ngày ra quyết định"), 5, W,
                  f"{DENUNCIATION_LAW}, Điều 34", note=N_("không tính thời gian tạm đình chỉ")),
    _denunciation(47, None, DENUNCIATION, N_("gửi kết luận"), CONCLUDED, 5, W,
                  f"{DENUNCIATION_LAW}, Điều 35 khoản 3"),
    _denunciation(48, None, DENUNCIATION, N_("xử lý theo kết luận"), CONCLUDED, 7, W,
                  f"{DENUNCIATION_LAW}, Điều 36 khoản 1"),
    _denunciation(49, None, DENUNCIATION, N_("công khai kết luận"), CONCLUDED, 7, W,
                  f"{DENUNCIATION_LAW}, Điều 40; Nghị định 31/2019/NĐ-CP, Điều 6"),
    _denunciation(49, "posting", DENUNCIATION, N_("niêm yết liên tục kết luận"), N_("khi bắt đầu niêm yết"), 15, C,
                  f"{DENUNCIATION_LAW}, Điều 40; Nghị định 31/2019/NĐ-CP, Điều 6", direction=AT_LEAST),
    _complaint(49, "complaint", SECOND, N_("công khai quyết định giải quyết lần hai"), DECISION, 15, C, _POSTING_BASIS,
               confidence=Confidence.MED),
    _complaint(49, "complaint_posting", SECOND, N_("niêm yết quyết định giải quyết lần hai"),
               N_("khi bắt đầu niêm yết"), 15, C, _POSTING_BASIS, confidence=Confidence.MED, direction=AT_LEAST),
    _denunciation(50, None, DENUNCIATION, N_("trả lời báo chí, nơi chuyển đơn"), N_("ngày nhận được"), 20, C,
                  f"{DENUNCIATION_LAW}, Điều 26 khoản 2"),
    _denunciation(51, None, DENUNCIATION, N_("xem xét tố cáo tiếp"), RECEIVED, 20, C,
                  f"{DENUNCIATION_LAW}, Điều 37 khoản 2"),
    _denunciation(52, None, DENUNCIATION, N_("cấp trên yêu cầu giải quyết việc quá hạn"), N_("ngày nhận được tố cáo"),
                  5, W, f"{DENUNCIATION_LAW}, Điều 38"),
    _denunciation(52, "report", DENUNCIATION, N_("báo cáo cấp trên về việc quá hạn"), N_("ngày nhận được yêu cầu"),
                  5, W, f"{DENUNCIATION_LAW}, Điều 38"),
)  # fmt: skip

_RULES_BASIS = "Nghị định 20/2008/NĐ-CP, Điều 9 khoản 1 điểm d"
_ANSWER_BASIS = "Nghị định 92/2017/NĐ-CP (chưa đối chiếu được)"
_PROVINCE_BASIS = "Quy chế tiếp nhận, xử lý phản ánh của tỉnh"
_HANDLE = N_("giải quyết và trả lời phản ánh")
_ONCE = N_("gia hạn một lần, có lý do")
_feedback = partial(
    ShippedRule, legal_basis=_PROVINCE_BASIS, confidence=Confidence.NOT_APPLICABLE, note=_ONCE, open_to_province=True
)

_FEEDBACK = (
    _reception(53, None, RULES_FEEDBACK, N_("chuyển đến nơi xử lý"), RECEIVED, 5, W, _RULES_BASIS, doubted=True),
    _reception(54, None, RULES_FEEDBACK, N_("trả lời"), RECEIVED, 15, C, _ANSWER_BASIS,
               confidence=Confidence.LOW, open_to_province=True, note=N_("tỉnh quy định")),
    _reception(54, "complex", RULES_FEEDBACK, N_("trả lời"), RECEIVED, 20, C, _ANSWER_BASIS,
               confidence=Confidence.LOW, open_to_province=True, note=N_("việc phức tạp; tỉnh quy định")),
    # Ordinary is the base: a report nobody has weighed yet runs under it.
    _feedback(55, "ordinary", FEEDBACK, _HANDLE, RECEIVED, 10, W, extension=(10, 10)),
    _feedback(55, "urgent", FEEDBACK, _HANDLE, RECEIVED, 1, W, extension=(1, 1)),
    _feedback(55, "simple", FEEDBACK, _HANDLE, RECEIVED, 3, W, extension=(3, 3)),
    _feedback(55, "complex", FEEDBACK, _HANDLE, RECEIVED, 15, W, extension=(15, 15)),
)  # fmt: skip

RULES: tuple[ShippedRule, ...] = _RECEPTION + _COMPLAINTS + _DENUNCIATIONS + _FEEDBACK
