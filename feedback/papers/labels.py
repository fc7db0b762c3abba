"""Vietnamese names of the enumerations of official documents."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.papers.states import PaperFormat, PaperKind, SenderShown, SignedAs

LABELS = Labels(
    {
        PaperKind.RECEIPT: N_("Giấy biên nhận"),
        PaperKind.PROPOSAL: N_("Phiếu đề xuất thụ lý"),
        PaperKind.REQUEST_MORE: N_("Đề nghị bổ sung thông tin, tài liệu"),
        PaperKind.GUIDANCE: N_("Văn bản hướng dẫn"),
        PaperKind.TRANSFER: N_("Phiếu chuyển đơn"),
        PaperKind.REFUSAL: N_("Thông báo từ chối"),
        PaperKind.EXTENSION_NOTICE: N_("Thông báo gia hạn trả lời"),
        PaperKind.ANSWER: N_("Văn bản trả lời"),
        PaperKind.COMPLAINT_ACCEPTED: N_("Thông báo thụ lý khiếu nại"),
        PaperKind.COMPLAINT_NOT_ACCEPTED: N_("Thông báo không thụ lý khiếu nại"),
        PaperKind.DIALOGUE: N_("Thông báo tổ chức đối thoại"),
        PaperKind.DECISION: N_("Quyết định giải quyết khiếu nại"),
        PaperKind.DENUNCIATION_ACCEPTED: N_("Thông báo thụ lý tố cáo"),
        PaperKind.DENUNCIATION_TOLD: N_("Thông báo thụ lý cho người bị tố cáo"),
        PaperKind.DENUNCIATION_NOT_ACCEPTED: N_("Thông báo không thụ lý tố cáo"),
        PaperKind.EXTENSION: N_("Quyết định gia hạn giải quyết tố cáo"),
        PaperKind.CONCLUSION: N_("Kết luận nội dung tố cáo"),
        PaperKind.SUSPENSION: N_("Quyết định tạm đình chỉ giải quyết"),
        PaperKind.CONTINUATION: N_("Quyết định tiếp tục giải quyết"),
        PaperKind.TERMINATION: N_("Quyết định đình chỉ giải quyết"),
        PaperKind.WITHDRAWAL_RECORD: N_("Biên bản rút đơn"),
        PaperKind.PROTECTION_APPLIED: N_("Quyết định áp dụng biện pháp bảo vệ"),
        PaperKind.PROTECTION_REFUSED: N_("Thông báo không áp dụng biện pháp bảo vệ"),
        PaperKind.PROTECTION_CHANGED: N_("Quyết định thay đổi, bổ sung biện pháp bảo vệ"),
        PaperKind.PROTECTION_ENDED: N_("Quyết định chấm dứt biện pháp bảo vệ"),
    },
    {PaperFormat.DOCX: N_("Word (.docx)"), PaperFormat.PDF: N_("PDF")},
    {
        SignedAs.HEAD: N_("Chủ tịch ký"),
        SignedAs.DEPUTY: N_("KT. Chủ tịch"),
        SignedAs.COLLECTIVE: N_("TM. Ủy ban nhân dân, Chủ tịch ký"),
        SignedAs.COLLECTIVE_DEPUTY: N_("TM. Ủy ban nhân dân, KT. Chủ tịch"),
        SignedAs.BY_ORDER: N_("TL. Chủ tịch"),
        SignedAs.BY_MANDATE: N_("TUQ. Chủ tịch"),
        SignedAs.ACTING: N_("Q. Chủ tịch"),
    },
    {
        SenderShown.BLANK: N_("Để trống, điền tay sau"),
        SenderShown.NAMED: N_("Ghi tên, địa chỉ người gửi"),
        SenderShown.STRIPPED: N_("Bỏ tên, địa chỉ người gửi (bản cho người xác minh)"),
    },
)
