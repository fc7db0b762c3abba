"""Enumerations of personal data."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class Ground(StrEnum):
    """căn cứ xử lý: why the law lets the authority process it (91/2025/QH15 art. 9, 19)."""

    LAW = "law"  # phục vụ hoạt động của cơ quan nhà nước theo quy định của pháp luật: không cần đồng ý
    CONSENT = "consent"  # sự đồng ý, rút lại được bất cứ lúc nào
    SECURITY = "security"  # giữ an toàn cho hệ thống và chính dữ liệu
    EMPLOYMENT = "employment"  # quản lý cán bộ, công vụ


class Span(StrEnum):
    """In what a retention term is counted."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class Means(StrEnum):
    """How it is erased."""

    IDENTITY = "identity"  # xóa tên, cách liên lạc
    KEY = "key"  # hủy khóa của cả hồ sơ, xóa tệp
    ROWS = "rows"  # xóa dòng
    BLANK = "blank"  # để trống chỗ ghi
    NOTHING = "nothing"  # không tự xóa


class RequestKind(StrEnum):
    """quyền của chủ thể dữ liệu (91/2025/QH15 art. 4)."""

    ACCESS = "access"  # được xem, được cung cấp
    CORRECT = "correct"  # sửa
    ERASE = "erase"  # xóa
    RESTRICT = "restrict"  # hạn chế xử lý
    WITHDRAW = "withdraw"  # rút lại sự đồng ý
    OBJECT = "object"  # phản đối
    COMPLAIN = "complain"  # khiếu nại việc xử lý dữ liệu


class About(StrEnum):
    """Which data it is about."""

    CASE = "case"  # một đơn, ý kiến, câu hỏi đã gửi
    SURVEY = "survey"  # phiếu khảo sát
    ACCOUNT = "account"  # tài khoản cán bộ
    OTHER = "other"  # chuyện khác


class Proof(StrEnum):
    """By what it is known that the person may ask: never by an image of an identity card."""

    NONE = "none"  # chưa có
    CODE = "code"  # có số và mã bí mật
    DESK = "desk"  # xem giấy tờ tại bàn rồi trả lại, không chụp, không sao
    PORTAL = "portal"  # đăng nhập cổng tỉnh, VNeID
    PAPER = "paper"  # văn bản có chữ ký, đối chiếu được


class RequestState(StrEnum):
    """nhận → xác nhận → xác minh → thực hiện | từ chối | gia hạn → thông báo → đóng (law sheet §9.9)."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    VERIFIED = "verified"
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RequestAct(StrEnum):
    """What is done with a request."""

    ACKNOWLEDGE = "acknowledge"
    VERIFY = "verify"
    EXTEND = "extend"
    GRANT = "grant"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


class Refusal(StrEnum):
    """Why it is not done: a choice, the law's own reasons."""

    NOT_PROVEN = "not_proven"  # chưa chứng minh được là người có dữ liệu hoặc được ủy quyền
    LAW_KEEPS = "law_keeps"  # luật buộc giữ hồ sơ
    STILL_NEEDED = "still_needed"  # đơn còn đang giải quyết
    HELD = "held"  # đang có tranh chấp, tòa án, thanh tra
    OTHERS = "others"  # xâm phạm quyền của người khác
    NOTHING = "nothing"  # không giữ dữ liệu nào như vậy


class BreachKind(StrEnum):
    """What happened."""

    SEEN = "seen"  # người không được xem đã xem
    SENT = "sent"  # gửi nhầm, đăng nhầm
    STOLEN = "stolen"  # mất máy, mất bản sao lưu, bị tấn công
    LOST = "lost"  # mất, hỏng dữ liệu
    CHANGED = "changed"  # bị sửa trái phép


class BreachState(StrEnum):
    """phát hiện → khoanh vùng → đánh giá → báo cơ quan → báo người bị ảnh hưởng → khắc phục → đóng (§9.9)."""

    FOUND = "found"
    CONTAINED = "contained"
    ASSESSED = "assessed"
    REPORTED = "reported"
    TOLD = "told"
    CLOSED = "closed"


class BreachAct(StrEnum):
    """What is done about it."""

    NOTE = "note"  # ghi thêm
    CONTAIN = "contain"
    ASSESS = "assess"
    REPORT = "report"  # báo cơ quan chuyên trách (Bộ Công an, A05)
    TELL = "tell"  # báo người bị ảnh hưởng
    SPARE = "spare"  # không phải báo người: không ai có thể bị hại
    LEARN = "learn"  # bài học, việc sửa; đóng


class Severity(StrEnum):
    """What may come of it for the people concerned."""

    NONE = "none"  # không ai có thể bị hại
    SOME = "some"  # có thể phiền
    GRAVE = "grave"  # có thể bị hại: danh tính người tố cáo, nhiều người


REQUEST = Machine(
    name="data request",
    states=RequestState,
    acts=RequestAct,
    initial=RequestState.RECEIVED,
    final=frozenset({RequestState.DONE, RequestState.REFUSED, RequestState.WITHDRAWN}),
    table={
        (RequestState.RECEIVED, RequestAct.ACKNOWLEDGE): RequestState.ACKNOWLEDGED,
        (RequestState.RECEIVED, RequestAct.WITHDRAW): RequestState.WITHDRAWN,
        (RequestState.ACKNOWLEDGED, RequestAct.VERIFY): RequestState.VERIFIED,
        (RequestState.ACKNOWLEDGED, RequestAct.EXTEND): RequestState.ACKNOWLEDGED,
        (RequestState.ACKNOWLEDGED, RequestAct.REFUSE): RequestState.REFUSED,
        (RequestState.ACKNOWLEDGED, RequestAct.WITHDRAW): RequestState.WITHDRAWN,
        (RequestState.VERIFIED, RequestAct.EXTEND): RequestState.VERIFIED,
        (RequestState.VERIFIED, RequestAct.GRANT): RequestState.DONE,
        (RequestState.VERIFIED, RequestAct.REFUSE): RequestState.REFUSED,
        (RequestState.VERIFIED, RequestAct.WITHDRAW): RequestState.WITHDRAWN,
    },
)

_NOTED = (BreachState.FOUND, BreachState.CONTAINED, BreachState.ASSESSED, BreachState.REPORTED, BreachState.TOLD)
BREACH = Machine(
    name="data breach",
    states=BreachState,
    acts=BreachAct,
    initial=BreachState.FOUND,
    final=frozenset({BreachState.CLOSED}),
    table={
        **{(state, BreachAct.NOTE): state for state in _NOTED},
        (BreachState.FOUND, BreachAct.CONTAIN): BreachState.CONTAINED,
        (BreachState.FOUND, BreachAct.ASSESS): BreachState.ASSESSED,
        (BreachState.CONTAINED, BreachAct.ASSESS): BreachState.ASSESSED,
        (BreachState.ASSESSED, BreachAct.REPORT): BreachState.REPORTED,
        (BreachState.REPORTED, BreachAct.TELL): BreachState.TOLD,
        (BreachState.REPORTED, BreachAct.SPARE): BreachState.TOLD,
        (BreachState.TOLD, BreachAct.LEARN): BreachState.CLOSED,
    },
)
