"""Enumerations of issued papers, and which state leads where."""

from __future__ import annotations

from enum import StrEnum

from core.transitions import Machine


class PaperState(StrEnum):
    """Where an official paper (văn bản đi) stands."""

    DRAFT = "draft"  # đang soạn
    SUBMITTED = "submitted"  # đã trình, chờ lãnh đạo duyệt
    RETURNED = "returned"  # trả lại để sửa
    APPROVED = "approved"  # đã duyệt, chờ văn thư cấp số
    NUMBERED = "numbered"  # đã có số, chờ bản đã ký
    ISSUED = "issued"  # đã ban hành
    DROPPED = "dropped"  # bỏ dự thảo
    VOIDED = "voided"  # huỷ số, không ban hành


class PaperAct(StrEnum):
    """What can be done to an official paper."""

    SAVE = "save"  # sửa dự thảo, đánh dấu mục kiểm tra
    COMMENT = "comment"  # góp ý
    SUBMIT = "submit"  # trình duyệt
    RECALL = "recall"  # rút lại để sửa
    RETURN = "return"  # lãnh đạo trả lại
    APPROVE = "approve"  # lãnh đạo duyệt
    SEND_BACK = "send_back"  # văn thư trả lại vì thể thức
    NUMBER = "number"  # văn thư cấp số, ngày
    ATTACH = "attach"  # tải bản đã ký lên
    ISSUE = "issue"  # ban hành
    DROP = "drop"  # bỏ
    VOID = "void"  # huỷ số


S, A = PaperState, PaperAct
_WRITTEN = (S.DRAFT, S.RETURNED)
_DISCUSSED = (*_WRITTEN, S.SUBMITTED, S.APPROVED, S.NUMBERED)

PAPER = Machine(
    name="official paper",
    states=S,
    acts=A,
    initial=S.DRAFT,
    final=frozenset({S.ISSUED, S.DROPPED, S.VOIDED}),
    table={
        **{(state, A.SAVE): state for state in _WRITTEN},
        **{(state, A.COMMENT): state for state in _DISCUSSED},
        **{(state, A.SUBMIT): S.SUBMITTED for state in _WRITTEN},
        **{(state, A.DROP): S.DROPPED for state in _WRITTEN},
        (S.SUBMITTED, A.RECALL): S.DRAFT,
        (S.SUBMITTED, A.RETURN): S.RETURNED,
        (S.SUBMITTED, A.APPROVE): S.APPROVED,
        (S.APPROVED, A.RETURN): S.RETURNED,
        (S.APPROVED, A.SEND_BACK): S.RETURNED,
        (S.APPROVED, A.NUMBER): S.NUMBERED,
        (S.NUMBERED, A.ATTACH): S.NUMBERED,
        (S.NUMBERED, A.ISSUE): S.ISSUED,
        (S.NUMBERED, A.VOID): S.VOIDED,
    },
)
# Where it is still on its way: one such paper of a kind at a time belongs to a case.
UNDER_WAY = (*_WRITTEN, S.SUBMITTED, S.APPROVED, S.NUMBERED)


class EntryState(StrEnum):
    """What a number of the register was given for."""

    RESERVED = "reserved"  # giữ số
    GIVEN = "given"  # đã cấp
    VOIDED = "voided"  # đã huỷ, số không dùng lại


class VoidReason(StrEnum):
    """Why a number is void: a choice, so that it may stand in the register of a sealed case too."""

    CONTENT = "content"  # sai nội dung
    FORM = "form"  # sai thể thức
    SIGNATURE = "signature"  # người có thẩm quyền không ký
    DUPLICATE = "duplicate"  # cấp trùng
    NOT_USED = "not_used"  # không dùng tới


class AnswerWay(StrEnum):
    """In which form a kind of petition is answered."""

    ELECTRONIC = "electronic"  # lãnh đạo duyệt là đã trả lời, trên trang tra cứu
    PAPER = "paper"  # văn bản ký, đóng dấu


class Matter(StrEnum):
    """What a delegation covers; which papers belong to each is data (`matters`)."""

    ANSWERS = "answers"  # trả lời phản ánh, kiến nghị; hướng dẫn, chuyển, đề nghị bổ sung
    COMPLAINT_STEPS = "complaint_steps"  # văn bản trong quá trình giải quyết khiếu nại
    COMPLAINT_DECISION = "complaint_decision"  # quyết định giải quyết khiếu nại
    DENUNCIATION_STEPS = "denunciation_steps"  # văn bản trong quá trình giải quyết tố cáo
    DENUNCIATION_CONCLUSION = "denunciation_conclusion"  # kết luận nội dung tố cáo


class Post(StrEnum):
    """Which post of the agency somebody has who signs (Decree 30/2020 art. 13)."""

    HEAD = "head"  # Chủ tịch
    ACTING = "acting"  # quyền Chủ tịch
    DEPUTY = "deputy"  # Phó Chủ tịch
    UNIT_HEAD = "unit_head"  # người đứng đầu đơn vị thuộc cơ quan


class SignatureCheck(StrEnum):
    """What could be told of the digital signature of an uploaded file."""

    NONE = "none"  # bản chụp, không có chữ ký số
    INTACT = "intact"  # phần được ký còn nguyên
    CHANGED = "changed"  # tệp đã đổi sau khi ký
    UNKNOWN = "unknown"  # có chữ ký số, chưa kiểm tra được
