"""Vietnamese names of the enumerations of surveys."""

from __future__ import annotations

from enum import StrEnum

from core.text import N_
from surveys.posters.sheets import FileKind, Paper, Shape
from surveys.proof.states import Summary
from surveys.states import (
    Channel,
    CommentAct,
    CommentState,
    MonthPart,
    QuestionKind,
    RunState,
    Source,
    TargetKind,
    Validity,
)
from surveys.statistics import Comparison

LABELS: dict[StrEnum, str] = {
    QuestionKind.FACES: N_("Năm khuôn mặt"),
    QuestionKind.LIKERT: N_("Năm mức bằng chữ"),
    QuestionKind.SINGLE: N_("Chọn một"),
    QuestionKind.MULTIPLE: N_("Chọn nhiều"),
    QuestionKind.YES_NO: N_("Có hoặc không"),
    QuestionKind.NUMBER: N_("Một con số"),
    QuestionKind.TEXT: N_("Viết vài chữ"),
    Source.CODE: N_("Mã in ở quầy"),
    Source.SLIP: N_("Mã dùng một lần"),
    Source.SCREEN: N_("Mã trên màn hình"),
    TargetKind.BELOW: N_("Mọi xã trong tỉnh"),
    TargetKind.AGENCY: N_("Mọi quầy của đơn vị"),
    TargetKind.POINT: N_("Một quầy"),
    RunState.RUNNING: N_("Đang in"),
    RunState.DONE: N_("Đã xong"),
    RunState.CANCELLED: N_("Đã thu hồi"),
    Channel.QR: N_("Quét mã tại quầy"),
    Channel.SLIP: N_("Mã trên giấy hẹn"),
    Channel.SCREEN: N_("Mã trên màn hình"),
    Channel.WEB: N_("Trang của xã"),
    Channel.KIOSK: N_("Máy đặt tại quầy"),
    Channel.PAPER: N_("Phiếu giấy"),
    Channel.PHONE: N_("Điện thoại"),
    Channel.SMS: N_("Tin nhắn"),
    Channel.SMS_SLIP: N_("Tin nhắn, có mã trên giấy hẹn"),
    Validity.VALID: N_("Hợp lệ"),
    Validity.SUSPECT: N_("Nghi vấn"),
    Validity.EXCLUDED: N_("Không tính"),
    CommentState.WAITING: N_("Chờ đọc"),
    CommentState.SHOWN: N_("Đã cho xem"),
    CommentState.PUBLISHED: N_("Đã công bố"),
    CommentState.HIDDEN: N_("Không cho xem"),
    CommentAct.SHOW: N_("Cho xem"),
    CommentAct.PUBLISH: N_("Công bố"),
    CommentAct.HIDE: N_("Không cho xem"),
    MonthPart.LATE: N_("Đến muộn"),
    MonthPart.SMS: N_("Tin nhắn"),
    MonthPart.SUSPECT: N_("Nghi vấn"),
    MonthPart.EXCLUDED: N_("Không tính"),
    Comparison.HIGHER: N_("cao hơn rõ"),
    Comparison.LOWER: N_("thấp hơn rõ"),
    Comparison.UNCLEAR: N_("chưa khác rõ"),
    Comparison.TOO_FEW: N_("ít lượt, chưa so"),
    Summary.DAY: N_("Số đếm từng ngày"),
    Summary.MONTH: N_("Tháng đã công bố"),
    Summary.PART: N_("Phần kể riêng của tháng đã công bố"),
    Shape.POSTER: N_("Áp phích dán tường"),
    Shape.TENT: N_("Tờ gấp để bàn"),
    Paper.A4: N_("A4"),
    Paper.A5: N_("A5"),
    Paper.A6: N_("A6"),
    FileKind.PDF: N_("PDF (để in)"),
    FileKind.SVG: N_("SVG (để sửa, phóng to)"),
}
