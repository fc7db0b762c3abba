"""Enumerations of surveys, and the life of a comment."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class QuestionKind(StrEnum):
    """How a question is answered; what is stored are small numbers, 0 for "not applicable"."""

    FACES = "faces"  # thang hài lòng 5 mức (law sheet §9.11, 16): 1 rất không hài lòng … 5 rất hài lòng
    LIKERT = "likert"  # thang 5 mức bằng chữ: 1 rất không đồng ý … 5 rất đồng ý
    SINGLE = "single"  # chọn một
    MULTIPLE = "multiple"  # chọn nhiều
    YES_NO = "yes_no"  # 1 không, 2 có
    NUMBER = "number"  # một số
    TEXT = "text"  # viết vài chữ: sealed and read like a comment, never counted


class Source(StrEnum):
    """How somebody came to the page with the faces; signed into its ticket."""

    CODE = "code"  # mã in ở quầy
    SLIP = "slip"  # mã dùng một lần trên giấy hẹn
    SCREEN = "screen"  # mã đổi liên tục trên màn hình


class TargetKind(StrEnum):
    """nơi hỏi: what a version of a questionnaire was opened for; the narrowest one open is asked."""

    BELOW = "below"  # mọi quầy của mọi xã trong tỉnh
    AGENCY = "agency"  # mọi quầy của một đơn vị
    POINT = "point"  # một quầy


class RunState(StrEnum):
    """How far a printing of one-time codes is."""

    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"  # bị thu hồi: its codes are taken no more


class Channel(StrEnum):
    """kênh: how the answer came in."""

    QR = "qr"  # quét mã ở quầy
    SLIP = "slip"  # mã dùng một lần trên giấy hẹn: chỉ người có hồ sơ mới có
    SCREEN = "screen"  # mã đổi liên tục trên màn hình ở sảnh
    WEB = "web"  # chọn quầy trên trang của xã
    KIOSK = "kiosk"  # máy đặt tại quầy
    PAPER = "paper"  # phiếu giấy, cán bộ nhập
    PHONE = "phone"  # gọi điện, cán bộ nhập
    SMS = "sms"  # tin nhắn
    SMS_SLIP = "sms_slip"  # tin nhắn kèm mã dùng một lần trên giấy hẹn


class Validity(StrEnum):
    """hợp lệ, nghi vấn, loại (law sheet §9.8): nothing is ever deleted silently."""

    VALID = "valid"
    SUSPECT = "suspect"
    EXCLUDED = "excluded"


class MonthPart(StrEnum):
    """What the public is told of a month beside its figure, in the order in which it is told."""

    LATE = "late"  # đến muộn: lay on a device for an hour or more; within the figure
    SMS = "sms"  # tin nhắn; within the figure
    SUSPECT = "suspect"  # nghi vấn: outside the figure
    EXCLUDED = "excluded"  # không tính, có lý do: outside the figure


class CommentState(StrEnum):
    """Whether a comment was read, and who may read what is left of it when private things are covered. Sealed until
    then.
    """

    WAITING = "waiting"
    SHOWN = "shown"  # officials
    PUBLISHED = "published"  # everybody
    HIDDEN = "hidden"


class CommentAct(StrEnum):
    """What the survey manager does with a comment."""

    SHOW = "show"
    PUBLISH = "publish"
    HIDE = "hide"


COMMENT_MACHINE = Machine(
    name="survey comment",
    states=CommentState,
    acts=CommentAct,
    initial=CommentState.WAITING,
    final=frozenset({CommentState.HIDDEN}),
    table={
        (CommentState.WAITING, CommentAct.SHOW): CommentState.SHOWN,
        (CommentState.WAITING, CommentAct.PUBLISH): CommentState.PUBLISHED,
        (CommentState.WAITING, CommentAct.HIDE): CommentState.HIDDEN,
        # Again with other words covered, or for another circle of readers.
        (CommentState.SHOWN, CommentAct.SHOW): CommentState.SHOWN,
        (CommentState.SHOWN, CommentAct.PUBLISH): CommentState.PUBLISHED,
        (CommentState.SHOWN, CommentAct.HIDE): CommentState.HIDDEN,
        (CommentState.PUBLISHED, CommentAct.SHOW): CommentState.SHOWN,
        (CommentState.PUBLISHED, CommentAct.PUBLISH): CommentState.PUBLISHED,
        (CommentState.PUBLISHED, CommentAct.HIDE): CommentState.HIDDEN,
    },
)
