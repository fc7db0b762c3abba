"""Vietnamese names of the enumerations of the desk."""

from __future__ import annotations

from core.labels import Labels
from core.text import N_
from feedback.desk.states import Arrival, CodeState, ReadBack, Signature, VoidReason

LABELS = Labels(
    {
        Arrival.ORAL: N_("Bà con kể tại bàn"),
        Arrival.PAPER: N_("Đơn viết trên giấy"),
        Arrival.TELEPHONE: N_("Gọi điện, nhắn tin"),
        Arrival.FORWARDED: N_("Nơi khác chuyển tới"),
    },
    {
        Signature.NONE: N_("Không ký"),
        Signature.SIGNED: N_("Đã ký"),
        Signature.FINGERPRINT: N_("Đã điểm chỉ"),
        Signature.DIGITAL: N_("Có chữ ký số"),
    },
    {
        ReadBack.NOT_READ: N_("Chưa đọc lại"),
        ReadBack.SENDER: N_("Đã đọc lại cho người trình bày nghe"),
        ReadBack.COMPANION: N_("Đã đọc lại, có người đi cùng nghe"),
        ReadBack.REPRESENTATIVE: N_("Đã đọc lại cho người đại diện nghe"),
    },
    {
        VoidReason.WRONG_PLACE: N_("Ghi nhầm xã, nhầm nơi nhận"),
        VoidReason.TWICE: N_("Đơn này đã ghi rồi"),
        VoidReason.WRONG_TEXT: N_("Ghi nhầm nội dung hoặc nhầm người"),
    },
    {
        CodeState.WAITING: N_("Chờ người thứ hai"),
        CodeState.CONFIRMED: N_("Cấp được"),
        CodeState.ISSUED: N_("Đã cấp"),
        CodeState.REFUSED: N_("Không cấp"),
    },
)
