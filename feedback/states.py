"""Enumerations of petitions (law sheet §9.11); which state leads where is in `feedback.machine`."""

from __future__ import annotations

from enum import StrEnum


class Concerns(StrEnum):
    """Whom it concerns: a choice, never free text, since it decides who may read."""

    NOBODY = "nobody"  # không nói về ai cả
    HAMLET_HEAD = "hamlet_head"  # trưởng thôn, tổ trưởng tổ dân phố
    COMMUNE_OFFICIAL = "commune_official"  # cán bộ, công chức xã
    INTAKE_DESK = "intake_desk"  # người tiếp nhận đơn, bộ phận một cửa: they would be the first to read it
    COMMUNE_LEADER = "commune_leader"  # lãnh đạo xã
    ABOVE = "above"  # người, cơ quan cấp trên


class PetitionKind(StrEnum):
    """loai_don (§9.11, 1). What is sent online is information: a complaint or denunciation needs a signed paper."""

    REPORT = "report"  # phản ánh
    PROPOSAL = "proposal"  # kiến nghị
    COMPLAINT_INFO = "complaint_info"  # thông tin có nội dung khiếu nại
    DENUNCIATION_INFO = "denunciation_info"  # thông tin có nội dung tố cáo (Luật Tố cáo, Điều 25)
    MIXED = "mixed"  # nhiều nội dung
    OTHER = "other"  # khác
    COMPLAINT = "complaint"  # khiếu nại: signed, or taken down at the desk
    DENUNCIATION = "denunciation"  # tố cáo: signed, or taken down at the desk


class Source(StrEnum):
    """nguon (§9.11, 2): by which way it came."""

    PORTAL = "portal"  # cổng, ứng dụng
    QR = "qr"  # mã QR ở quầy
    IN_PERSON = "in_person"  # trực tiếp
    POST = "post"  # bưu chính
    HOTLINE = "hotline"  # đường dây nóng
    SUGGESTION_BOX = "suggestion_box"  # hòm thư góp ý
    SOCIAL = "social"  # Zalo, mạng xã hội
    FRONT = "front"  # Mặt trận Tổ quốc chuyển
    DELEGATE = "delegate"  # đại biểu Quốc hội, HĐND chuyển
    PRESS = "press"  # báo chí
    TRANSFERRED = "transferred"  # cấp trên, cơ quan khác chuyển
    INSPECTION_BOARD = "inspection_board"  # Ban Thanh tra nhân dân
    INVESTMENT_BOARD = "investment_board"  # Ban Giám sát đầu tư của cộng đồng


class Field(StrEnum):
    """linh_vuc (§9.11, 10)."""

    LAND = "land"
    RESETTLEMENT = "resettlement"
    CONSTRUCTION = "construction"
    ENVIRONMENT = "environment"
    INFRASTRUCTURE = "infrastructure"
    SECURITY = "security"
    WELFARE = "welfare"
    CIVIL_STATUS = "civil_status"
    HEALTH = "health"
    EDUCATION = "education"
    CULTURE = "culture"
    AGRICULTURE = "agriculture"
    CONDUCT = "conduct"
    FINANCE = "finance"
    HAMLET_MATTERS = "hamlet_matters"
    OTHER = "other"


class Urgency(StrEnum):
    """muc_do_khan (§9.11, 11): the variant of row 55 of the deadlines table."""

    URGENT = "urgent"
    SIMPLE = "simple"
    ORDINARY = "ordinary"
    COMPLEX = "complex"


class Outcome(StrEnum):
    """ket_luan of a report or proposal (§9.11, 8)."""

    RESOLVED = "resolved"  # đã giải quyết
    ADOPTED = "adopted"  # tiếp thu
    EXPLAINED = "explained"  # giải trình
    OUT_OF_COMPETENCE = "out_of_competence"  # ngoài thẩm quyền
    UNFOUNDED = "unfounded"  # không có cơ sở


class RefusalReason(StrEnum):
    """ly_do_khong_du_dieu_kien (§9.11, 4). Legal basis and how sure that is: `feedback.proceedings.catalogue`."""

    NO_CONTENT = "no_content"
    UNREADABLE = "unreadable"
    NOT_VIETNAMESE = "not_vietnamese"
    NO_DATE = "no_date"
    NO_NAME = "no_name"
    NO_SIGNATURE = "no_signature"
    ANONYMOUS = "anonymous"
    SENT_TO_MANY = "sent_to_many"
    GUIDED_BEFORE = "guided_before"
    INSULTING = "insulting"
    SETTLED = "settled"
    JUDGED = "judged"


class PetitionState(StrEnum):
    """Where a petition stands."""

    RECEIVED = "received"  # đã tiếp nhận, chờ phân loại
    TRIAGED = "triaged"  # đã phân loại, chờ phân công
    ASSIGNED = "assigned"  # đã phân công
    IN_PROGRESS = "in_progress"  # đang xử lý
    AWAITING_INFO = "awaiting_info"  # chờ bổ sung
    AWAITING_APPROVAL = "awaiting_approval"  # chờ duyệt trả lời
    AWAITING_ISSUE = "awaiting_issue"  # đã duyệt, chờ văn thư ban hành văn bản trả lời
    ANSWERED = "answered"  # đã trả lời
    REOPENED = "reopened"  # mở lại (một lần)
    CLOSED = "closed"  # đóng
    FORWARDED = "forwarded"  # chuyển cơ quan khác
    GUIDED = "guided"  # hướng dẫn
    REFUSED = "refused"  # từ chối
    FILED = "filed"  # lưu
    WITHDRAWN = "withdrawn"  # rút
    PROCEEDING = "proceeding"  # đang giải quyết theo Luật Khiếu nại, Luật Tố cáo; its stage says how far
    SPLIT = "split"  # đã tách thành nhiều đơn
    LINKED = "linked"  # đơn trùng, gộp vào đơn khác


class Act(StrEnum):
    """What can be done to a petition."""

    TRIAGE = "triage"
    ASSIGN = "assign"
    START = "start"
    ASK = "ask"
    SUPPLEMENT = "supplement"
    RESUME = "resume"
    PROPOSE = "propose"
    RETURN = "return"
    APPROVE = "approve"
    SIGN_OFF = "sign_off"  # duyệt, chuyển văn thư ban hành văn bản trả lời
    ISSUE = "issue"  # văn bản trả lời đã ký được ban hành
    ACCEPT = "accept"
    DISPUTE = "dispute"
    CLOSE = "close"
    FORWARD = "forward"
    GUIDE = "guide"
    REFUSE = "refuse"
    FILE = "file"
    WITHDRAW = "withdraw"
    RELEASE = "release"  # trả về bàn tiếp nhận
    FORMALISE = "formalise"  # ghi nhận là khiếu nại, tố cáo có chữ ký
    SETTLE = "settle"  # kết thúc việc khiếu nại, tố cáo
    TRANSFER = "transfer"  # chuyển tới một bàn tiếp nhận khác trong hệ thống
    SPLIT = "split"  # tách
    LINK = "link"  # gộp vào đơn khác
    UNLINK = "unlink"  # bỏ gộp
    SHARE = "share"  # cùng nhận câu trả lời của đơn chính


class ReleaseReason(StrEnum):
    """Why whoever had the case has it no longer: a choice, so that it may stand in the timeline and the log."""

    LEFT = "left"  # found by the system: no role at the desk, or no account, any more
    CONFLICT = "conflict"  # it speaks of them or of somebody close to them (NĐ 31/2019 Đ5.2)
    UNABLE = "unable"  # absent, or not their field


class NoteKind(StrEnum):
    """What a written note of a case is."""

    QUESTION = "question"  # handler to citizen
    ADDITION = "addition"  # citizen, when asked
    FORWARDING = "forwarding"  # where it went and why
    GUIDANCE = "guidance"
    REFUSAL = "refusal"
    FILING = "filing"
    WITHDRAWAL = "withdrawal"
    RATING = "rating"
    DISPUTE = "dispute"
    INSTRUCTION = "instruction"  # assigner to handler, inside only
    RECALL = "recall"  # why what was passed on was taken back
    SPLITTING = "splitting"  # what it was split into
    LINKING = "linking"  # why it is one with another
    READ_BACK = "read_back"  # how the desk took it down and read it back, inside only
    PART_WITHDRAWN = "part_withdrawn"  # which part the sender took back
    BOARD_ASKED = "board_asked"  # why the sender asks the Inspection Board to look
    BOARD_FOUND = "board_found"  # what the Board found on the spot
    CLAIM = "claim"  # what officials say was done on the ground
    CONFIRMED = "confirmed"  # what the sender says of a claim


class AnswerState(StrEnum):
    """Where a version of the answer stands."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    RETURNED = "returned"
    APPROVED = "approved"


class Happened(StrEnum):
    """The kinds of entries in a petition's timeline."""

    SUBMITTED = "submitted"
    TRIAGED = "triaged"
    ASSIGNED = "assigned"
    STARTED = "started"
    ASKED = "asked"
    SUPPLEMENTED = "supplemented"
    RESUMED = "resumed"
    PROPOSED = "proposed"
    RETURNED = "returned"
    SIGNED_OFF = "signed_off"  # approved, waiting to be issued
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    CLOSED = "closed"
    FORWARDED = "forwarded"
    GUIDED = "guided"
    REFUSED = "refused"
    FILED = "filed"
    WITHDRAWN = "withdrawn"
    EXTENDED = "extended"
    REWEIGHED = "reweighed"
    RELEASED = "released"
    HANDED_OVER = "handed_over"  # whoever took it over signed for it
    CONTACT_ERASED = "contact_erased"
    MATERIAL_DELETED = "material_deleted"  # two people destroyed it, or a piece of it; `params` say which
    FORMALISED = "formalised"
    SETTLED = "settled"
    PROCEEDED = "proceeded"  # a step of a complaint's or denunciation's proceeding; `params` name it
    TRANSFERRED = "transferred"
    SPLIT = "split"
    LINKED = "linked"
    UNLINKED = "unlinked"
    VOIDED = "voided"  # the desk undid a fresh entry
    PAPER_ISSUED = "paper_issued"  # an official paper was issued; `params` name its kind
    DELIVERED = "delivered"  # a paper reached whom it is for; `params` say by which way
    PART_WITHDRAWN = "part_withdrawn"
    BOARD_ASKED = "board_asked"
    BOARD_FOUND = "board_found"
    CLAIMED = "claimed"  # officials say it is done on the ground
    CONFIRMED = "confirmed"  # the sender or the Board has seen that it is
    CONTRADICTED = "contradicted"  # the sender or the Board has seen that it is not
    CLAIM_RETRACTED = "claim_retracted"  # whoever said that it is done took it back
    ASKED_FORMALLY = "asked_formally"  # the sender began a formal act here; `params` name it
    PUBLISHED = "published"  # a redacted version stands in the public register
    UNPUBLISHED = "unpublished"
    CODE_REISSUED = "code_reissued"  # the desk gave a new access code, the old one is void


class View(StrEnum):
    """The officials' views of the queue, in the order they are shown."""

    MINE = "mine"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    UNTRIAGED = "untriaged"
    UNASSIGNED = "unassigned"
    APPROVAL = "approval"
    OPEN = "open"
    DONE = "done"


class Due(StrEnum):
    """Windows of the due date to narrow a view by."""

    LATE = "late"
    TODAY = "today"
    THIS_WEEK = "this_week"
    WEEK = "week"
    MONTH = "month"


class BatchKind(StrEnum):
    """What is done to many petitions at once; each can be undone."""

    ASSIGN = "assign"  # giao cho một người
    CLAIM = "claim"  # nhận về mình
    RELEASE = "release"  # trả về bàn tiếp nhận
    LINK = "link"  # gộp vào một đơn
