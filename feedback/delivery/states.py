"""Enumerations of deliveries and postings, and which state leads where."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from core.transitions import Machine


class Recipient(StrEnum):
    """Whom a paper is for."""

    SENDER = "sender"  # người gửi đơn: người khiếu nại, người tố cáo, người phản ánh
    REPRESENTATIVE = "representative"  # người đại diện, người được ủy quyền
    RESPONDENT = "respondent"  # người bị khiếu nại, người bị tố cáo
    RELATED = "related"  # người có quyền, nghĩa vụ liên quan
    BODY = "body"  # cơ quan, tổ chức, cá nhân đã chuyển đơn đến
    SUPERIOR = "superior"  # cơ quan quản lý cấp trên, cơ quan thanh tra


class Way(StrEnum):
    """By which way. E-mail and text messages carry word that there is a paper, never the paper."""

    PAGE = "page"  # trang tra cứu
    EMAIL = "email"  # thư điện tử báo tin
    SMS = "sms"  # tin nhắn báo tin
    BY_HAND = "by_hand"  # trao tận tay, ký nhận
    POST = "post"  # bưu điện
    HAMLET = "hamlet"  # qua Trưởng thôn, Tổ trưởng dân phố


class DeliveryState(StrEnum):
    """Where a delivery stands."""

    PLANNED = "planned"  # chờ gửi
    SENT = "sent"  # đã gửi đi
    REACHED = "reached"  # đã tới tay
    REFUSED = "refused"  # từ chối nhận, có biên bản
    ABSENT = "absent"  # tới nơi, người nhận vắng mặt
    FAILED = "failed"  # không tới được
    CANCELLED = "cancelled"  # thôi, không gửi cách này


class DeliveryAct(StrEnum):
    """What can be recorded of a delivery."""

    SEND = "send"  # gửi đi
    REACH = "reach"  # đã nhận
    REFUSE = "refuse"  # từ chối nhận
    MISS = "miss"  # vắng mặt
    FAIL = "fail"  # bị trả lại, gửi hỏng
    CANCEL = "cancel"  # thôi cách này


S, A = DeliveryState, DeliveryAct
_UNDER_WAY = (S.PLANNED, S.SENT, S.ABSENT)

DELIVERY = Machine(
    name="delivery of a paper",
    states=S,
    acts=A,
    initial=S.PLANNED,
    final=frozenset({S.REACHED, S.REFUSED, S.FAILED, S.CANCELLED}),
    table={
        (S.PLANNED, A.SEND): S.SENT,
        (S.ABSENT, A.SEND): S.SENT,  # another try
        **{(state, A.REACH): S.REACHED for state in _UNDER_WAY},
        **{(state, A.REFUSE): S.REFUSED for state in _UNDER_WAY},
        **{(state, A.MISS): S.ABSENT for state in _UNDER_WAY},
        **{(state, A.FAIL): S.FAILED for state in _UNDER_WAY},
        (S.PLANNED, A.CANCEL): S.CANCELLED,
    },
)
# What has left the house, whatever became of it; a notice that could not be sent never left.
LEFT = frozenset({S.SENT, S.REACHED, S.REFUSED, S.ABSENT})
PAPER_WAYS = (Way.BY_HAND, Way.POST, Way.HAMLET)
NOTICE_WAYS = (Way.EMAIL, Way.SMS)
# What can be recorded of each way.
ACTS: Mapping[Way, frozenset[DeliveryAct]] = {
    Way.PAGE: frozenset({A.SEND, A.REACH}),
    Way.EMAIL: frozenset({A.SEND, A.FAIL}),
    Way.SMS: frozenset({A.SEND, A.FAIL}),
    **dict.fromkeys(PAPER_WAYS, frozenset(A)),
}


class Heap(StrEnum):
    """Which of them, by what is to be done."""

    WAITING = "waiting"  # chờ gửi
    UNDER_WAY = "under_way"  # đã gửi, chờ tin
    CAME_BACK = "came_back"  # không tới được
    DONE = "done"  # đã tới


class PostingForm(StrEnum):
    """In which form a decision or conclusion is made public; the list with its legal basis is `postings.forms`."""

    MEETING = "meeting"  # công bố tại cuộc họp
    BOARD = "board"  # niêm yết tại trụ sở, nơi tiếp công dân
    PORTAL = "portal"  # đăng trên cổng thông tin
    MEDIA = "media"  # thông báo trên phương tiện thông tin đại chúng


class PostingState(StrEnum):
    """Where a public posting stands."""

    PROPOSED = "proposed"  # đã có bản che thông tin, chờ người khác duyệt
    RETURNED = "returned"  # trả lại để che thêm
    APPROVED = "approved"  # đã duyệt, chờ niêm yết
    POSTED = "posted"  # đang niêm yết
    ENDED = "ended"  # đã niêm yết đủ ngày, đã gỡ
    REMOVED = "removed"  # gỡ sớm
    DROPPED = "dropped"  # bỏ, không niêm yết


class PostingAct(StrEnum):
    """What can be done to a posting."""

    PROPOSE = "propose"  # trình bản đã che
    RETURN = "return"  # trả lại
    APPROVE = "approve"  # duyệt bản đã che
    POST = "post"  # bắt đầu niêm yết
    END = "end"  # gỡ khi đủ ngày
    REMOVE = "remove"  # gỡ sớm
    DROP = "drop"  # bỏ


P, B = PostingState, PostingAct

POSTING = Machine(
    name="public posting",
    states=P,
    acts=B,
    initial=P.PROPOSED,
    final=frozenset({P.ENDED, P.REMOVED, P.DROPPED}),
    table={
        (P.RETURNED, B.PROPOSE): P.PROPOSED,
        (P.PROPOSED, B.RETURN): P.RETURNED,
        (P.PROPOSED, B.APPROVE): P.APPROVED,
        (P.APPROVED, B.RETURN): P.RETURNED,
        (P.APPROVED, B.POST): P.POSTED,
        (P.POSTED, B.END): P.ENDED,
        (P.POSTED, B.REMOVE): P.REMOVED,
        **{(state, B.DROP): P.DROPPED for state in (P.PROPOSED, P.RETURNED, P.APPROVED)},
    },
)


class Right(StrEnum):
    """What a paper opens, or what becomes of it."""

    LODGE = "lodge"  # khiếu nại lần hai
    SUE = "sue"  # khởi kiện
    EFFECT = "effect"  # quyết định có hiệu lực
    CONTINUE = "continue"  # tố cáo tiếp


class Basis(StrEnum):
    """From which day a term that a paper starts is counted."""

    RECEIVED = "received"  # ngày nhận được văn bản
    ISSUED = "issued"  # ngày ban hành văn bản
    ASKED = "asked"  # ngày nơi giải quyết nhận được đơn mới
