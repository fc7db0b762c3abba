"""What each paper is, in plain words, and what happens when nothing is done."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext

from core.text import N_
from feedback.delivery.states import Right
from feedback.papers.states import PaperKind
from feedback.proceedings.states import Track

K = PaperKind
_WHAT: Mapping[PaperKind, str] = {
    K.RECEIPT: N_("Giấy này xác nhận cơ quan đã nhận đơn và giấy tờ của bà con."),
    K.REQUEST_MORE: N_("Cơ quan cần bà con bổ sung thêm thông tin hoặc giấy tờ thì mới giải quyết tiếp được."),
    K.GUIDANCE: N_("Việc này thuộc nơi khác giải quyết. Văn bản chỉ cho bà con nơi cần gửi."),
    K.TRANSFER: N_("Đơn đã được chuyển tới nơi có thẩm quyền. Từ nay nơi ấy trả lời bà con."),
    K.REFUSAL: N_("Cơ quan không tiếp hoặc không giải quyết việc này, và nói rõ vì sao."),
    K.EXTENSION_NOTICE: N_("Việc cần thêm thời gian. Văn bản nói vì sao và hạn mới là ngày nào."),
    K.ANSWER: N_("Đây là câu trả lời chính thức của cơ quan, có ký tên, đóng dấu."),
    K.COMPLAINT_ACCEPTED: N_("Cơ quan đã nhận giải quyết khiếu nại. Thời hạn giải quyết tính từ ngày thụ lý."),
    K.COMPLAINT_NOT_ACCEPTED: N_("Cơ quan không thụ lý khiếu nại này, và nói rõ vì sao."),
    K.DIALOGUE: N_("Cơ quan mời bà con tới đối thoại trước khi ra quyết định. Trong giấy có ngày, giờ và nơi gặp."),
    K.DECISION: N_(
        "Đây là quyết định giải quyết khiếu nại: khiếu nại đúng, đúng một phần hay sai, và phải làm gì tiếp."
    ),
    K.DENUNCIATION_ACCEPTED: N_("Cơ quan đã thụ lý tố cáo và bắt đầu xác minh."),
    K.DENUNCIATION_NOT_ACCEPTED: N_("Cơ quan không thụ lý tố cáo này, và nói rõ vì sao."),
    K.EXTENSION: N_("Việc phức tạp nên cần thêm thời gian. Văn bản nói hạn mới là ngày nào."),
    K.SUSPENSION: N_("Việc giải quyết tạm dừng. Thời hạn cũng dừng, khi tiếp tục thì tính tiếp những ngày còn lại."),
    K.CONTINUATION: N_("Việc giải quyết được tiếp tục. Thời hạn tính tiếp từ quyết định này."),
    K.TERMINATION: N_("Việc giải quyết chấm dứt, và văn bản nói rõ vì sao."),
    K.WITHDRAWAL_RECORD: N_("Biên bản ghi lại việc bà con rút đơn."),
    K.PROTECTION_APPLIED: N_(
        "Bà con và người nhà được bảo vệ. Quyết định ghi biện pháp nào, ai làm, bắt đầu ngày nào. Giữ kín việc này."
    ),
    K.PROTECTION_REFUSED: N_("Nơi giải quyết không áp dụng biện pháp bảo vệ, và nói rõ vì sao."),
    K.PROTECTION_CHANGED: N_("Biện pháp bảo vệ được đổi hoặc thêm. Từ ngày ghi trong quyết định thì làm theo bản này."),
    K.PROTECTION_ENDED: N_("Việc bảo vệ chấm dứt, và quyết định nói rõ vì sao. Còn bị đe doạ thì đề nghị lại."),
    K.CONCLUSION: N_("Đây là kết luận về nội dung tố cáo: đúng, đúng một phần hay sai sự thật."),
}
_NOTHING: Mapping[tuple[PaperKind, Track | None], str] = {
    (K.DECISION, Track.COMPLAINT_FIRST): N_(
        "Bà con không làm gì thì quyết định có hiệu lực, và hết thời hạn sẽ không khiếu nại lần hai được nữa."
    ),
    (K.DECISION, Track.COMPLAINT_SECOND): N_(
        "Bà con không làm gì thì quyết định có hiệu lực và được thi hành. Không còn khiếu nại lần nữa, chỉ còn toà án."
    ),
    (K.CONCLUSION, Track.DENUNCIATION): N_(
        "Bà con không làm gì thì việc kết thúc theo kết luận này, người có lỗi bị xử lý như kết luận nêu."
    ),
}
_NO_NEED: Mapping[PaperKind, str] = {
    K.REQUEST_MORE: N_("Bà con không bổ sung thì việc có thể phải dừng vì thiếu căn cứ."),
    K.DIALOGUE: N_("Bà con vắng mặt không có lý do chính đáng thì cơ quan vẫn giải quyết tiếp."),
    K.ANSWER: N_("Bà con không làm gì thì sau một thời gian đơn tự đóng. Im lặng không bị tính là hài lòng."),
}
_HOW: Mapping[Right, str] = {
    Right.LODGE: N_("Mang đơn có chữ ký và quyết định này tới nơi tiếp công dân của UBND tỉnh."),
    Right.SUE: N_("Nộp đơn khởi kiện ở toà án có thẩm quyền, kèm quyết định này."),
    Right.EFFECT: N_("Từ sau ngày này quyết định phải được thi hành."),
    Right.CONTINUE: N_("Có căn cứ là giải quyết chưa đúng thì bà con gửi đơn tố cáo tiếp có chữ ký tới cấp trên."),
}  # fmt: skip


def what_it_is(kind: PaperKind) -> str:
    """One or two sentences."""
    return str(gettext(_WHAT.get(kind, N_("Văn bản của cơ quan về đơn của bà con."))))


def if_nothing(kind: PaperKind, track: Track | None) -> str:
    """What follows when the person does nothing."""
    text = _NOTHING.get((kind, track)) or _NO_NEED.get(kind)
    return str(gettext(text or N_("Bà con không phải làm gì thêm với văn bản này.")))


def how_to(right: Right) -> str:
    """How one goes about it."""
    return str(gettext(_HOW[right]))
