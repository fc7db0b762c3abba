"""Vietnamese names of the enumerations of surveys."""

from __future__ import annotations

from enum import StrEnum

from core.text import N_
from surveys.states import Channel, CommentAct, CommentState, QuestionKind, Validity

LABELS: dict[StrEnum, str] = {
    QuestionKind.FACES: N_("Năm khuôn mặt"),
    QuestionKind.YES_NO: N_("Có hoặc không"),
    Channel.QR: N_("Quét mã tại quầy"),
    Channel.WEB: N_("Trang của xã"),
    Channel.KIOSK: N_("Máy đặt tại quầy"),
    Channel.PAPER: N_("Phiếu giấy"),
    Channel.PHONE: N_("Điện thoại"),
    Validity.VALID: N_("Hợp lệ"),
    Validity.SUSPECT: N_("Nghi vấn"),
    Validity.EXCLUDED: N_("Không tính"),
    CommentState.WAITING: N_("Chờ đọc"),
    CommentState.SHOWN: N_("Đã cho xem"),
    CommentState.HIDDEN: N_("Không cho xem"),
    CommentAct.SHOW: N_("Cho xem"),
    CommentAct.HIDE: N_("Không cho xem"),
}
