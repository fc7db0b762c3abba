"""Enumerations of deleting by two people."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class Material(StrEnum):
    """What is to go: everything, or one piece."""

    CASE = "case"  # toàn bộ nội dung
    PHOTO = "photo"  # một ảnh kèm đơn, cả bản quét
    FILE = "file"  # một tệp PDF, lời ghi âm kèm đơn
    SCENE = "scene"  # một ảnh hiện trường
    NOTE = "note"  # một lời ghi, lời bổ sung
    MESSAGE = "message"  # một lời nhắn kín, cùng tệp gửi kèm
    ENCLOSED = "enclosed"  # một tệp gửi kèm lời nhắn kín, tin báo


class Holding(StrEnum):
    """What a whole petition holds, as the second person is told it: kinds and numbers, no word of it."""

    WORDS = "words"
    IDENTITY = "identity"
    PHOTOS = "photos"
    FILES = "files"
    SCENES = "scenes"
    NOTES = "notes"
    ANSWERS = "answers"
    REMARKS = "remarks"
    STEPS = "steps"
    CONFIDED = "confided"
    PAPERS = "papers"
    COPIES = "copies"


class DeletionReason(StrEnum):
    """Why something must not be kept: a choice, so that the log holds a reason and no word about anyone."""

    IDENTITY_CARD = "identity_card"  # ảnh căn cước, hộ chiếu
    THIRD_PERSON = "third_person"  # chuyện riêng của người không liên quan
    NOT_PART = "not_part"  # gửi nhầm, không thuộc việc này
    ASKED = "asked"  # người có dữ liệu yêu cầu
    ORDERED = "ordered"  # cơ quan có thẩm quyền yêu cầu bằng văn bản
    TERM_OVER = "term_over"  # hết thời hạn lưu


class DeletionState(StrEnum):
    """Where a proposal stands."""

    ASKED = "asked"  # chờ người thứ hai
    DONE = "done"  # đã xóa
    REFUSED = "refused"  # người thứ hai không đồng ý
    WITHDRAWN = "withdrawn"  # người đề nghị rút
    LAPSED = "lapsed"  # hết hạn, không ai trả lời


class DeletionAct(StrEnum):
    """What can be done to a proposal."""

    APPROVE = "approve"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"  # by itself


_S, _A = DeletionState, DeletionAct
DELETION = Machine(
    name="deletion",
    states=_S,
    acts=_A,
    initial=_S.ASKED,
    final=frozenset({_S.DONE, _S.REFUSED, _S.WITHDRAWN, _S.LAPSED}),
    table={
        (_S.ASKED, _A.APPROVE): _S.DONE,
        (_S.ASKED, _A.REFUSE): _S.REFUSED,
        (_S.ASKED, _A.WITHDRAW): _S.WITHDRAWN,
        (_S.ASKED, _A.LAPSE): _S.LAPSED,
    },
)
