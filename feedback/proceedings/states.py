"""Enumerations of formal proceedings (law sheet §9.1, §9.11 items 4–8)."""

from __future__ import annotations

from enum import StrEnum


class Track(StrEnum):
    """Which law and which instance; each has a machine of its own."""

    COMPLAINT_FIRST = "complaint_first"  # khiếu nại lần đầu
    COMPLAINT_SECOND = "complaint_second"  # khiếu nại lần hai
    DENUNCIATION = "denunciation"  # tố cáo


class Evidence(StrEnum):
    """What shows that somebody signed (Complaints Act art. 8, 11.5; Denunciation Act art. 22, 23)."""

    SIGNED_PAPER = "signed_paper"  # đơn giấy có chữ ký
    FINGERPRINT = "fingerprint"  # đơn giấy có điểm chỉ
    DIGITAL_SIGNATURE = "digital_signature"  # đơn điện tử có chữ ký số hợp lệ
    DESK_RECORD = "desk_record"  # biên bản ghi lời tại nơi tiếp dân, đã đọc lại và ký


class Stage(StrEnum):
    """How far a proceeding is; the petition's own state stays "proceeding" until the end."""

    CHECKING = "checking"  # kiểm tra điều kiện
    INITIAL = "initial"  # xử lý ban đầu (tố cáo)
    ACCEPTED = "accepted"  # đã thụ lý, chờ báo (tố cáo)
    VERIFYING = "verifying"  # đang xác minh
    REPORTED = "reported"  # đã có kết quả xác minh
    DIALOGUE = "dialogue"  # đã mời, chờ đối thoại
    SUSPENDED = "suspended"  # tạm đình chỉ
    STOPPING = "stopping"  # đã đình chỉ, chờ gửi quyết định
    DECIDED = "decided"  # đã có quyết định giải quyết
    SENT = "sent"  # đã gửi quyết định
    CONCLUDED = "concluded"  # đã kết luận
    CONCLUSION_SENT = "conclusion_sent"  # đã gửi kết luận
    ACTED = "acted"  # đã xử lý theo kết luận
    PUBLISHED = "published"  # đã công khai
    NOT_ACCEPTED = "not_accepted"  # không thụ lý
    REFERRED = "referred"  # hướng dẫn tới nơi có thẩm quyền
    TRANSFERRED = "transferred"  # chuyển nơi có thẩm quyền
    NOT_HANDLED = "not_handled"  # không xử lý (Điều 24 khoản 3)
    INSPECTING = "inspecting"  # thông tin Điều 25, chuyển thanh tra, kiểm tra
    WITHDRAWN = "withdrawn"  # đã rút
    STOPPED = "stopped"  # đã đình chỉ
    IN_EFFECT = "in_effect"  # quyết định có hiệu lực
    APPEALED = "appealed"  # khiếu nại lần hai
    SUED = "sued"  # khởi kiện ra tòa
    FINISHED = "finished"  # kết thúc
    RENEWED = "renewed"  # tố cáo tiếp


class Step(StrEnum):
    """What can be done in a proceeding."""

    ACCEPT = "accept"  # thụ lý
    REFUSE = "refuse"  # không thụ lý
    REFER = "refer"  # hướng dẫn tới nơi có thẩm quyền (khiếu nại)
    TRANSFER = "transfer"  # chuyển nơi có thẩm quyền (tố cáo)
    SHELVE = "shelve"  # không xử lý
    INSPECT = "inspect"  # chuyển thanh tra, kiểm tra
    NOTIFY = "notify"  # thông báo việc thụ lý
    REPORT = "report"  # báo cáo kết quả xác minh
    INVITE = "invite"  # mời đối thoại
    MEET = "meet"  # đã đối thoại
    DECIDE = "decide"  # ra quyết định giải quyết
    CONCLUDE = "conclude"  # kết luận nội dung tố cáo
    SEND = "send"  # gửi quyết định, kết luận
    ACT_ON = "act_on"  # xử lý theo kết luận
    PUBLISH = "publish"  # công khai
    TAKE_EFFECT = "take_effect"  # quyết định có hiệu lực
    FINISH = "finish"  # kết thúc
    APPEAL = "appeal"  # khiếu nại lần hai
    SUE = "sue"  # khởi kiện
    RENEW = "renew"  # tố cáo tiếp
    SUSPEND = "suspend"  # tạm đình chỉ
    RESUME = "resume"  # tiếp tục giải quyết
    TERMINATE = "terminate"  # đình chỉ
    SEND_NOTICE = "send_notice"  # gửi quyết định tạm đình chỉ, tiếp tục, đình chỉ
    WITHDRAW = "withdraw"  # người gửi rút
    GO_ON = "go_on"  # vẫn giải quyết dù đã rút
    ANSWER_BODY = "answer_body"  # trả lời báo chí, nơi chuyển đơn
    ASK_BELOW = "ask_below"  # yêu cầu cấp dưới giải quyết việc quá hạn
    CHASED = "chased"  # cấp trên yêu cầu báo cáo vì quá hạn
    REPORT_ABOVE = "report_above"  # báo cáo cấp trên


class Finding(StrEnum):
    """ket_luan of a complaint or denunciation (§9.11, 8)."""

    RIGHT = "right"  # đúng
    PARTLY = "partly"  # đúng một phần
    WRONG = "wrong"  # sai


class Ground(StrEnum):
    """Why: the lists of §9.11, items 4 and 5, and what suspends or ends a proceeding. Words in `grounds`."""

    # Luật Khiếu nại, Điều 11: the nine cases of non-acceptance
    C_INTERNAL = "c_internal"
    C_NOT_AFFECTED = "c_not_affected"
    C_NO_CAPACITY = "c_no_capacity"
    C_UNLAWFUL_REPRESENTATIVE = "c_unlawful_representative"
    C_NO_SIGNATURE = "c_no_signature"
    C_TIME_BAR = "c_time_bar"
    C_SECOND_DECISION = "c_second_decision"
    C_TERMINATED = "c_terminated"
    C_COURT = "c_court"
    # Luật Tố cáo, Điều 29: which condition of acceptance is missing
    D_FORM = "d_form"
    D_NO_CAPACITY = "d_no_capacity"
    D_NOT_COMPETENT = "d_not_competent"
    D_NO_BASIS = "d_no_basis"
    D_SETTLED_COMPLAINT = "d_settled_complaint"
    D_WITHDRAWN = "d_withdrawn"
    # Luật Tố cáo, Điều 24 khoản 3
    D_SENT_TO_MANY = "d_sent_to_many"
    D_GUIDED_BEFORE = "d_guided_before"
    # Luật Tố cáo, Điều 25
    D_ANONYMOUS = "d_anonymous"
    D_FALSE_NAME = "d_false_name"
    D_NOT_BY_FORM = "d_not_by_form"
    # where a denunciation goes (§9.11, 6)
    T_COMPETENT = "t_competent"
    T_INVESTIGATION = "t_investigation"
    T_PARTY = "t_party"
    # suspension
    S_FORCE_MAJEURE = "s_force_majeure"
    S_OTHER_RESULT = "s_other_result"
    S_ASSESSMENT = "s_assessment"
    # termination
    E_WITHDRAWN = "e_withdrawn"
    E_NO_HEIR = "e_no_heir"
    E_COURT = "e_court"
    E_DIED = "e_died"
    E_SETTLED = "e_settled"
    # going on although withdrawn (Luật Tố cáo, Điều 33)
    G_VIOLATION = "g_violation"
    G_THREATENED = "g_threatened"
    G_ABUSE = "g_abuse"


class Withdrawn(StrEnum):
    """How much was taken back, in writing."""

    PART = "part"  # một phần
    ALL = "all"  # toàn bộ


class Part(StrEnum):
    """What somebody named is for in a proceeding."""

    DECIDER = "decider"  # người giải quyết
    MEMBER = "member"  # người trong tổ xác minh
