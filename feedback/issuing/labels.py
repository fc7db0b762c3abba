"""Vietnamese names of the enumerations of issued papers."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.issuing.states import (
    AnswerWay,
    EntryState,
    Matter,
    PaperAct,
    PaperState,
    Post,
    SignatureCheck,
    VoidReason,
)

LABELS = Labels(
    {
        PaperState.DRAFT: N_("Đang soạn"),
        PaperState.SUBMITTED: N_("Chờ lãnh đạo duyệt"),
        PaperState.RETURNED: N_("Trả lại để sửa"),
        PaperState.APPROVED: N_("Đã duyệt, chờ số"),
        PaperState.NUMBERED: N_("Có số, chờ bản đã ký"),
        PaperState.ISSUED: N_("Đã ban hành"),
        PaperState.DROPPED: N_("Đã bỏ"),
        PaperState.VOIDED: N_("Đã huỷ số"),
    },
    {
        PaperAct.SAVE: N_("Sửa dự thảo"),
        PaperAct.COMMENT: N_("Góp ý"),
        PaperAct.SUBMIT: N_("Trình duyệt"),
        PaperAct.RECALL: N_("Rút lại để sửa"),
        PaperAct.RETURN: N_("Trả lại"),
        PaperAct.APPROVE: N_("Duyệt"),
        PaperAct.SEND_BACK: N_("Văn thư trả lại"),
        PaperAct.NUMBER: N_("Cấp số"),
        PaperAct.ATTACH: N_("Tải bản đã ký lên"),
        PaperAct.ISSUE: N_("Ban hành"),
        PaperAct.DROP: N_("Bỏ dự thảo"),
        PaperAct.VOID: N_("Huỷ số"),
    },
    {
        EntryState.RESERVED: N_("Giữ số"),
        EntryState.GIVEN: N_("Đã cấp"),
        EntryState.VOIDED: N_("Đã huỷ"),
    },
    {
        VoidReason.CONTENT: N_("Sai nội dung"),
        VoidReason.FORM: N_("Sai thể thức"),
        VoidReason.SIGNATURE: N_("Người có thẩm quyền không ký"),
        VoidReason.DUPLICATE: N_("Cấp trùng"),
        VoidReason.NOT_USED: N_("Không dùng tới"),
    },
    {
        AnswerWay.ELECTRONIC: N_("Trên trang tra cứu, lãnh đạo duyệt là xong"),
        AnswerWay.PAPER: N_("Bằng văn bản ký, đóng dấu"),
    },
    {
        Matter.ANSWERS: N_("Trả lời phản ánh, kiến nghị; hướng dẫn, chuyển đơn"),
        Matter.COMPLAINT_STEPS: N_("Văn bản trong khi giải quyết khiếu nại"),
        Matter.COMPLAINT_DECISION: N_("Quyết định giải quyết khiếu nại"),
        Matter.DENUNCIATION_STEPS: N_("Văn bản trong khi giải quyết tố cáo"),
        Matter.DENUNCIATION_CONCLUSION: N_("Kết luận nội dung tố cáo"),
    },
    {
        Post.HEAD: N_("Chủ tịch"),
        Post.ACTING: N_("Quyền Chủ tịch"),
        Post.DEPUTY: N_("Phó Chủ tịch"),
        Post.UNIT_HEAD: N_("Người đứng đầu đơn vị thuộc cơ quan"),
    },
    {
        SignatureCheck.NONE: N_("Bản chụp, không có chữ ký số"),
        SignatureCheck.INTACT: N_("Có chữ ký số, phần được ký còn nguyên"),
        SignatureCheck.CHANGED: N_("Có chữ ký số nhưng tệp đã bị sửa sau khi ký"),
        SignatureCheck.UNKNOWN: N_("Có chữ ký số, chưa kiểm tra được"),
    },
)
