"""Vietnamese names of the enumerations of personal data."""

from __future__ import annotations

from casework.erasures.states import Erased, HoldReason
from core.labels import Labels
from core.text import N_
from privacy.states import (
    About,
    BreachAct,
    BreachKind,
    BreachState,
    Ground,
    Means,
    Proof,
    Refusal,
    RequestAct,
    RequestKind,
    RequestState,
    Severity,
    Span,
)

LABELS = Labels(
    {
        Erased.IDENTITY: N_("Tên, cách liên lạc"),
        Erased.CASE: N_("Cả hồ sơ"),
        Erased.OPINION: N_("Lời góp ý, câu hỏi"),
        Erased.PIECE: N_("Một ảnh, tệp hoặc lời ghi"),
    },
    {
        HoldReason.DISPUTE: N_("Đang có tranh chấp, khiếu nại tiếp"),
        HoldReason.COURT: N_("Toà án đang xem xét"),
        HoldReason.INSPECTION: N_("Thanh tra, kiểm tra, điều tra"),
        HoldReason.SUBJECT: N_("Chính người có dữ liệu xin giữ lại"),
    },
    {
        Ground.LAW: N_("Việc của cơ quan nhà nước theo luật"),
        Ground.CONSENT: N_("Bà con đồng ý, rút lại được"),
        Ground.SECURITY: N_("Giữ an toàn cho hệ thống"),
        Ground.EMPLOYMENT: N_("Quản lý cán bộ, công vụ"),
    },
    {Span.HOURS: N_("giờ"), Span.DAYS: N_("ngày"), Span.MONTHS: N_("tháng"), Span.YEARS: N_("năm")},
    {
        Means.IDENTITY: N_("Xoá tên, cách liên lạc"),
        Means.KEY: N_("Huỷ khoá của hồ sơ, xoá tệp"),
        Means.ROWS: N_("Xoá dòng ghi"),
        Means.BLANK: N_("Xoá nơi gửi, lời đã gửi"),
        Means.NOTHING: N_("Không tự xoá"),
    },
    {
        RequestKind.ACCESS: N_("Xem, xin bản sao thông tin đang giữ về tôi"),
        RequestKind.CORRECT: N_("Sửa thông tin sai về tôi"),
        RequestKind.ERASE: N_("Xoá thông tin về tôi"),
        RequestKind.RESTRICT: N_("Tạm ngừng dùng thông tin về tôi"),
        RequestKind.WITHDRAW: N_("Rút lại điều tôi đã đồng ý"),
        RequestKind.OBJECT: N_("Phản đối việc dùng thông tin về tôi"),
        RequestKind.COMPLAIN: N_("Khiếu nại việc giữ, dùng thông tin về tôi"),
    },
    {
        About.CASE: N_("Đơn, ý kiến góp ý hoặc câu hỏi tôi đã gửi"),
        About.SURVEY: N_("Phiếu khảo sát"),
        About.ACCOUNT: N_("Tài khoản cán bộ của tôi"),
        About.OTHER: N_("Chuyện khác"),
    },
    {
        Proof.NONE: N_("Chưa chứng minh"),
        Proof.CODE: N_("Có số và mã bí mật"),
        Proof.DESK: N_("Xem giấy tờ tại bàn rồi trả lại ngay"),
        Proof.PORTAL: N_("Đăng nhập cổng tỉnh, VNeID"),
        Proof.PAPER: N_("Văn bản có chữ ký, đã đối chiếu"),
    },
    {
        RequestState.RECEIVED: N_("Đã nhận, chờ báo nhận"),
        RequestState.ACKNOWLEDGED: N_("Đã báo nhận, đang xác minh"),
        RequestState.VERIFIED: N_("Đã xác minh, đang giải quyết"),
        RequestState.DONE: N_("Đã thực hiện"),
        RequestState.REFUSED: N_("Không thực hiện, có lý do"),
        RequestState.WITHDRAWN: N_("Người gửi thôi yêu cầu"),
    },
    {
        RequestAct.ACKNOWLEDGE: N_("Báo đã nhận"),
        RequestAct.VERIFY: N_("Ghi cách chứng minh"),
        RequestAct.EXTEND: N_("Gia hạn"),
        RequestAct.GRANT: N_("Thực hiện"),
        RequestAct.REFUSE: N_("Không thực hiện"),
        RequestAct.WITHDRAW: N_("Thôi yêu cầu"),
    },
    {
        Refusal.NOT_PROVEN: N_("Chưa chứng minh được là người có thông tin này"),
        Refusal.LAW_KEEPS: N_("Luật buộc giữ hồ sơ"),
        Refusal.STILL_NEEDED: N_("Đơn còn đang giải quyết"),
        Refusal.HELD: N_("Hồ sơ đang có tranh chấp hoặc cơ quan khác đang xem xét"),
        Refusal.OTHERS: N_("Làm theo thì xâm phạm quyền của người khác"),
        Refusal.NOTHING: N_("Không giữ thông tin nào như vậy"),
    },
    {
        BreachKind.SEEN: N_("Người không được xem đã xem"),
        BreachKind.SENT: N_("Gửi nhầm, đăng nhầm"),
        BreachKind.STOLEN: N_("Mất máy, mất bản sao lưu, bị tấn công"),
        BreachKind.LOST: N_("Mất, hỏng dữ liệu"),
        BreachKind.CHANGED: N_("Bị sửa trái phép"),
    },
    {
        BreachState.FOUND: N_("Mới phát hiện"),
        BreachState.CONTAINED: N_("Đã khoanh lại"),
        BreachState.ASSESSED: N_("Đã đánh giá, chờ báo cơ quan"),
        BreachState.REPORTED: N_("Đã báo cơ quan"),
        BreachState.TOLD: N_("Đã báo người bị ảnh hưởng"),
        BreachState.CLOSED: N_("Đã đóng"),
    },
    {
        BreachAct.NOTE: N_("Ghi thêm"),
        BreachAct.CONTAIN: N_("Đã khoanh lại"),
        BreachAct.ASSESS: N_("Đánh giá"),
        BreachAct.REPORT: N_("Báo cơ quan chuyên trách"),
        BreachAct.TELL: N_("Báo người bị ảnh hưởng"),
        BreachAct.SPARE: N_("Không phải báo từng người"),
        BreachAct.LEARN: N_("Bài học, đóng"),
    },
    {
        Severity.NONE: N_("Không ai có thể bị hại"),
        Severity.SOME: N_("Có thể gây phiền"),
        Severity.GRAVE: N_("Có thể bị hại"),
    },
)
