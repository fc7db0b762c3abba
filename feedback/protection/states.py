"""Enumerations of protection (law sheet §2.4, §9.11 item 9; Denunciation Act art. 47–58)."""

from __future__ import annotations

from enum import StrEnum


class Protection(StrEnum):
    """How far the protection of a case is."""

    NONE = "none"  # chưa có đề nghị
    ASKED = "asked"  # đã đề nghị, chờ xem xét
    CONSIDERING = "considering"  # đang xem xét
    URGENT = "urgent"  # đã bảo vệ khẩn cấp, chờ quyết định
    APPLIED = "applied"  # đang áp dụng
    CHANGING = "changing"  # đang xem xét thay đổi
    REFUSED = "refused"  # không áp dụng
    ENDED = "ended"  # đã chấm dứt
    TAKEN_BACK = "taken_back"  # người đề nghị rút


class ProtectionAct(StrEnum):
    """What can be done about it."""

    ASK = "ask"  # đề nghị bảo vệ
    TAKE_UP = "take_up"  # xem xét
    WRITTEN = "written"  # nhận văn bản đề nghị có chữ ký
    CHECKED = "checked"  # ghi kết quả xác minh đề nghị
    PROTECT_NOW = "protect_now"  # bảo vệ ngay, khẩn cấp
    CALL_ON = "call_on"  # yêu cầu nơi khác cùng bảo vệ
    APPLY = "apply"  # quyết định áp dụng
    REFUSE = "refuse"  # quyết định không áp dụng
    ASK_CHANGE = "ask_change"  # đề nghị thay đổi, bổ sung, chấm dứt
    CHANGE = "change"  # quyết định thay đổi, bổ sung
    KEEP = "keep"  # giữ như cũ
    REPORT = "report"  # báo cáo kết quả thực hiện
    END = "end"  # quyết định chấm dứt
    TAKE_BACK = "take_back"  # rút đề nghị


class Measure(StrEnum):
    """biện pháp bảo vệ: each is one item of articles 56, 57 and 58."""

    HUSHED = "hushed"  # giữ bí mật khi dùng thông tin
    STRIPPED = "stripped"  # lược bỏ tên, địa chỉ, bút tích
    APART = "apart"  # bố trí thời gian, địa điểm làm việc
    HUSHED_OTHER = "hushed_other"  # biện pháp khác giữ bí mật
    HUSHED_ASKED = "hushed_asked"  # đề nghị nơi khác giữ bí mật
    DECISION_HALTED = "decision_halted"  # tạm đình chỉ, hủy bỏ quyết định xâm phạm
    POST_RESTORED = "post_restored"  # khôi phục vị trí, thu nhập
    POST_MOVED = "post_moved"  # bố trí công tác khác
    REVENGE_PUNISHED = "revenge_punished"  # xử lý người trả thù
    EMPLOYER_STOPPED = "employer_stopped"  # yêu cầu người sử dụng lao động
    EMPLOYER_PUNISHED = "employer_punished"  # xử lý người sử dụng lao động
    SAFE_PLACE = "safe_place"  # đưa đến nơi an toàn
    GUARDED = "guarded"  # bố trí lực lượng bảo vệ
    STOPPED = "stopped"  # ngăn chặn, xử lý
    TOLD_TO_STOP = "told_to_stop"  # yêu cầu chấm dứt
    LIFE_OTHER = "life_other"  # biện pháp khác


class Relation(StrEnum):
    """Who is protected: the denouncer and those whom article 47 names."""

    SELF = "self"  # người tố cáo
    SPOUSE = "spouse"  # vợ, chồng
    PARENT = "parent"  # cha mẹ đẻ, cha mẹ nuôi
    CHILD = "child"  # con đẻ, con nuôi
    OTHER = "other"  # người khác


class Danger(StrEnum):
    """What is hurt or threatened (article 47, clause 3)."""

    EXPOSED = "exposed"  # lộ danh tính
    JOB = "job"  # vị trí công tác, việc làm
    LIFE = "life"  # tính mạng, sức khỏe
    PROPERTY = "property"  # tài sản
    HONOUR = "honour"  # danh dự, nhân phẩm


class RefuseGround(StrEnum):
    """Why no measure is applied."""

    NO_BASIS = "no_basis"  # đề nghị không có căn cứ
    NO_NEED = "no_need"  # không cần thiết
    NOT_COVERED = "not_covered"  # không thuộc diện được bảo vệ


class EndGround(StrEnum):
    """Why measures end."""

    CONCLUDED = "concluded"  # đã có kết luận, đình chỉ giải quyết
    NO_LONGER = "no_longer"  # căn cứ không còn
    ASKED_FOR = "asked_for"  # người được bảo vệ đề nghị
    BREACH = "breach"  # cố ý vi phạm nghĩa vụ


class FilePart(StrEnum):
    """What a file of protection holds (article 55, clause 2)."""

    REQUEST = "request"
    CHECK = "check"
    DECISION = "decision"
    CHANGE_ASKED = "change_asked"
    CHANGE = "change"
    CALLED_ON = "called_on"
    REPORT = "report"
    END = "end"
    OTHER = "other"


class Avenger(StrEnum):
    """Who takes revenge, as the denouncer sees it: decides who reads the report."""

    LEADER = "leader"  # lãnh đạo xã
    HANDLER = "handler"  # người đang giải quyết đơn
    OFFICIAL = "official"  # cán bộ khác của xã
    HAMLET = "hamlet"  # trưởng thôn, tổ trưởng
    OTHER = "other"  # người khác
    UNKNOWN = "unknown"  # không biết chắc


class Deed(StrEnum):
    """What was done (article 47 clause 3, article 57)."""

    THREAT = "threat"  # đe dọa
    HARM = "harm"  # đánh đập, phá tài sản
    JOB = "job"  # ép việc, kỷ luật, đuổi việc, cắt thu nhập
    HINDERED = "hindered"  # gây khó dễ về giấy tờ, chế độ
    SHAMED = "shamed"  # nói xấu, cô lập
    EXPOSED = "exposed"  # lộ tên người tố cáo
    OTHER = "other"  # việc khác


class Alarm(StrEnum):
    """How far a report of retaliation to the province is."""

    OPEN = "open"  # chưa ai ở tỉnh xử lý
    ANSWERED = "answered"  # đã trả lời người báo
    CLOSED = "closed"  # đã xong


class AlarmAct(StrEnum):
    """What the province does about it."""

    ANSWER = "answer"  # trả lời
    CLOSE = "close"  # kết thúc
    REOPEN = "reopen"  # người báo viết thêm


class EntryKind(StrEnum):
    """What an entry of the sealed record is; nobody reads it without the case's key."""

    MESSAGE = "message"
    SEEN = "seen"
    ACT = "act"
    RETALIATION = "retaliation"
    ANSWER = "answer"


class Voice(StrEnum):
    """Who wrote it."""

    SENDER = "sender"
    OFFICE = "office"
