"""Enumerations of official documents (law sheet §9.11, 15)."""

from __future__ import annotations

from enum import StrEnum


class PaperKind(StrEnum):
    """văn bản: the value names its form in `forms/`."""

    RECEIPT = "receipt"  # giấy biên nhận (02/TCD)
    PROPOSAL = "proposal"  # phiếu đề xuất thụ lý (Mẫu 01, TT 05/2021)
    REQUEST_MORE = "request_more"  # đề nghị bổ sung
    GUIDANCE = "guidance"  # hướng dẫn
    TRANSFER = "transfer"  # phiếu chuyển đơn (Mẫu 03, TT 05/2021)
    REFUSAL = "refusal"  # thông báo từ chối (01/TCD)
    EXTENSION_NOTICE = "extension_notice"  # thông báo gia hạn (kiến nghị, phản ánh)
    ANSWER = "answer"  # văn bản trả lời
    COMPLAINT_ACCEPTED = "complaint_accepted"  # thông báo thụ lý khiếu nại
    COMPLAINT_NOT_ACCEPTED = "complaint_not_accepted"  # thông báo không thụ lý khiếu nại
    DIALOGUE = "dialogue"  # thông báo đối thoại
    DECISION = "decision"  # quyết định giải quyết khiếu nại
    DENUNCIATION_ACCEPTED = "denunciation_accepted"  # thông báo thụ lý tố cáo
    DENUNCIATION_TOLD = "denunciation_told"  # thông báo cho người bị tố cáo
    DENUNCIATION_NOT_ACCEPTED = "denunciation_not_accepted"  # thông báo không thụ lý tố cáo
    EXTENSION = "extension"  # quyết định gia hạn giải quyết tố cáo
    CONCLUSION = "conclusion"  # kết luận nội dung tố cáo
    SUSPENSION = "suspension"  # quyết định tạm đình chỉ (Mẫu 14a)
    CONTINUATION = "continuation"  # quyết định tiếp tục giải quyết (Mẫu 14b)
    TERMINATION = "termination"  # quyết định đình chỉ (Mẫu 14a)
    WITHDRAWAL_RECORD = "withdrawal_record"  # biên bản rút đơn
    PROTECTION_APPLIED = "protection_applied"  # quyết định áp dụng biện pháp bảo vệ
    PROTECTION_REFUSED = "protection_refused"  # thông báo không áp dụng biện pháp bảo vệ
    PROTECTION_CHANGED = "protection_changed"  # quyết định thay đổi, bổ sung biện pháp bảo vệ
    PROTECTION_ENDED = "protection_ended"  # quyết định chấm dứt biện pháp bảo vệ


class PaperFormat(StrEnum):
    """As which file."""

    DOCX = "docx"
    PDF = "pdf"


class SignedAs(StrEnum):
    """quyền ký: in whose name it is signed (Decree 30/2020 art. 13)."""

    HEAD = "head"  # Chủ tịch ký với thẩm quyền riêng
    DEPUTY = "deputy"  # KT. Chủ tịch
    COLLECTIVE = "collective"  # TM. Ủy ban nhân dân, Chủ tịch
    COLLECTIVE_DEPUTY = "collective_deputy"  # TM. Ủy ban nhân dân, KT. Chủ tịch
    BY_ORDER = "by_order"  # TL. Chủ tịch
    BY_MANDATE = "by_mandate"  # TUQ. Chủ tịch
    ACTING = "acting"  # Q. Chủ tịch


class SenderShown(StrEnum):
    """What the paper says of who sent the case."""

    BLANK = "blank"  # để trống
    NAMED = "named"  # ghi tên, địa chỉ
    STRIPPED = "stripped"  # bỏ tên, địa chỉ (bản cho người xác minh)
