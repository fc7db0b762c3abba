"""Enumerations of surveys, and the life of a comment."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class QuestionKind(StrEnum):
    """How a question is answered; the stored value is a small number."""

    FACES = "faces"  # thang hài lòng 5 mức (law sheet §9.11, 16): 1 rất không hài lòng … 5 rất hài lòng
    YES_NO = "yes_no"  # 1 không, 2 có


class Channel(StrEnum):
    """kênh: how the answer came in."""

    QR = "qr"  # quét mã ở quầy
    WEB = "web"  # chọn quầy trên trang của xã
    KIOSK = "kiosk"  # máy đặt tại quầy
    PAPER = "paper"  # phiếu giấy, cán bộ nhập
    PHONE = "phone"  # gọi điện, nhắn tin


class Validity(StrEnum):
    """hợp lệ, nghi vấn, loại (law sheet §9.8): nothing is ever deleted silently."""

    VALID = "valid"
    SUSPECT = "suspect"
    EXCLUDED = "excluded"


class CommentState(StrEnum):
    """Whether a comment was read and may be shown to officials. Sealed until then."""

    WAITING = "waiting"
    SHOWN = "shown"
    HIDDEN = "hidden"


class CommentAct(StrEnum):
    """What the survey manager does with a comment."""

    SHOW = "show"
    HIDE = "hide"


COMMENT_MACHINE = Machine(
    name="survey comment",
    states=CommentState,
    acts=CommentAct,
    initial=CommentState.WAITING,
    final=frozenset({CommentState.HIDDEN}),
    table={
        (CommentState.WAITING, CommentAct.SHOW): CommentState.SHOWN,
        (CommentState.WAITING, CommentAct.HIDE): CommentState.HIDDEN,
        (CommentState.SHOWN, CommentAct.HIDE): CommentState.HIDDEN,
    },
)
