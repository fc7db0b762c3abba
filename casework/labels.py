"""Vietnamese names of the enumerations of casework."""

from __future__ import annotations

from casework.redaction import Reason
from casework.states import Enclosed, ErasureRefusal, ErasureState, IdentityReason, Writer
from core.labels import Labels
from core.text import N_

LABELS = Labels(
    {
        IdentityReason.ASK: N_("Hỏi lại cho rõ chuyện trong đơn"),
        IdentityReason.MEET: N_("Hẹn gặp, hẹn xuống tận nơi xem"),
        IdentityReason.TELL: N_("Báo kết quả cho người không theo dõi qua mạng"),
        IdentityReason.SAME_SENDER: N_("Đối chiếu với đơn gửi trước"),
        IdentityReason.PROTECT: N_("Bảo vệ người gửi đang bị đe dọa"),
        IdentityReason.ORDERED: N_("Cơ quan có thẩm quyền yêu cầu bằng văn bản"),
    },
    {
        Enclosed.PDF: N_("Giấy tờ (PDF)"),
        Enclosed.VOICE: N_("Lời kể ghi âm"),
    },
    {
        Writer.ALONE: N_("Một mình tôi"),
        Writer.SEVERAL: N_("Nhiều người cùng gửi"),
        Writer.ORGANISATION: N_("Thay mặt cơ quan, tổ chức, doanh nghiệp"),
        Writer.AUTHORISED: N_("Thay cho người khác, có uỷ quyền"),
        Writer.ANONYMOUS: N_("Không cho biết mình là ai"),
    },
    {
        ErasureState.OPEN: N_("Chưa quyết"),
        ErasureState.DONE: N_("Đã xóa"),
        ErasureState.REFUSED: N_("Không xóa"),
    },
    {
        ErasureRefusal.NEEDED: N_("Đơn chưa giải quyết xong, còn phải báo cho người gửi"),
        ErasureRefusal.LAW: N_("Luật buộc giữ trong hồ sơ"),
        ErasureRefusal.NOT_SENDER: N_("Người yêu cầu chưa chứng minh được mình là người gửi"),
        ErasureRefusal.NOTHING: N_("Đơn không có tên hay cách liên lạc để xóa"),
    },
    {
        Reason.NAME: N_("họ tên"),
        Reason.PHONE: N_("số điện thoại"),
        Reason.EMAIL: N_("địa chỉ thư điện tử"),
        Reason.IDENTITY: N_("số giấy tờ tuỳ thân"),
        Reason.ACCOUNT: N_("số tài khoản"),
        Reason.ADDRESS: N_("địa chỉ"),
        Reason.PLOT: N_("số thửa, số giấy đất"),
        Reason.PLATE: N_("biển số xe"),
        Reason.BIRTH: N_("ngày sinh"),
        Reason.PRIVATE: N_("thông tin riêng"),
    },
)
