"""Enumerations of what follows an answer."""

from __future__ import annotations

from enum import StrEnum


class Doubt(StrEnum):
    """Why the sender does not agree: what a new owner looks at first."""

    NOT_DONE = "not_done"  # nói đã làm mà chưa làm
    PARTLY_DONE = "partly_done"  # mới làm một phần
    BACK_AGAIN = "back_again"  # làm rồi lại như cũ
    FACTS_WRONG = "facts_wrong"  # câu trả lời chưa đúng sự thật
    NOT_ANSWERED = "not_answered"  # chưa trả lời đúng điều đã hỏi
    NO_REASON = "no_reason"  # không nói rõ căn cứ
    CONDUCT = "conduct"  # cách làm việc, thái độ
    OTHER = "other"


class Way(StrEnum):
    """What the sender wants now."""

    REOPEN = "reopen"  # xem lại, người khác làm
    BOARD = "board"  # nhờ Ban Thanh tra nhân dân
    NOTED = "noted"  # chỉ ghi nhận là chưa đồng ý


class AskState(StrEnum):
    """Where a request to the Inspection Board stands."""

    WAITING = "waiting"
    TAKEN = "taken"  # một thành viên Ban đã nhận đi xem
    FOUND = "found"  # Ban đã xem và trả lời
    CALLED_OFF = "called_off"  # người gửi thôi không nhờ nữa


class AskAct(StrEnum):
    """What can be done to such a request."""

    TAKE = "take"
    FIND = "find"
    HAND_BACK = "hand_back"
    CALL_OFF = "call_off"


class BoardFinding(StrEnum):
    """What the Board says after it has looked."""

    SETTLED = "settled"  # đã giải quyết đúng như trả lời
    PARTLY = "partly"  # mới giải quyết một phần
    UNSETTLED = "unsettled"  # chưa giải quyết


class Wish(StrEnum):
    """What a sender starts here and a signature makes a formal act (law sheet §2.3, §2.4)."""

    SECOND_COMPLAINT = "second_complaint"  # khiếu nại lần hai
    DENOUNCE_ON = "denounce_on"  # tố cáo tiếp
    WITHDRAW = "withdraw"  # rút toàn bộ
    WITHDRAW_PART = "withdraw_part"  # rút một phần


class WishState(StrEnum):
    """Where such a request stands."""

    OPEN = "open"
    RECORDED = "recorded"  # có chữ ký, bước theo luật đã ghi
    CALLED_OFF = "called_off"  # người gửi thôi
    LAPSED = "lapsed"  # người gửi không tới ký


class WishAct(StrEnum):
    """What can be done to it."""

    RECORD = "record"
    CALL_OFF = "call_off"
    LAPSE = "lapse"


class Part(StrEnum):
    """What is taken back of a report or proposal."""

    ALL = "all"
    MATTER = "matter"  # một phần nội dung
    PEOPLE = "people"  # một số người cùng gửi; những người còn lại đi tiếp
