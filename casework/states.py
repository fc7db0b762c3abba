"""Enumerations of casework."""

from __future__ import annotations

from enum import StrEnum


class IdentityReason(StrEnum):
    """Why somebody must learn who sent a case: a choice, so that the log holds a reason and no word about anyone."""

    ASK = "ask"  # hỏi lại cho rõ
    MEET = "meet"  # hẹn gặp, hẹn xuống xem
    TELL = "tell"  # báo kết quả cho người không theo dõi qua mạng
    SAME_SENDER = "same_sender"  # đối chiếu với đơn trước
    PROTECT = "protect"  # bảo vệ người gửi
    ORDERED = "ordered"  # cơ quan có thẩm quyền yêu cầu bằng văn bản
