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


class Writer(StrEnum):
    """nguoi_gui (law sheet §9.11, 3): for whom a petition is written."""

    ALONE = "alone"  # cá nhân
    SEVERAL = "several"  # nhiều người
    ORGANISATION = "organisation"  # cơ quan, tổ chức
    AUTHORISED = "authorised"  # được ủy quyền
    ANONYMOUS = "anonymous"  # không nêu tên


class Enclosed(StrEnum):
    """What is enclosed besides photos."""

    PDF = "pdf"  # giấy tờ quét
    VOICE = "voice"  # lời kể ghi âm


class ErasureState(StrEnum):
    """Where a request to erase stands."""

    OPEN = "open"  # chưa quyết
    DONE = "done"  # đã xóa
    REFUSED = "refused"  # không xóa


class ErasureRefusal(StrEnum):
    """Why what somebody asks to be erased is kept: a choice, for the same reason as above."""

    NEEDED = "needed"  # đơn chưa xong
    LAW = "law"  # luật buộc giữ
    NOT_SENDER = "not_sender"  # chưa chứng minh được là người gửi
    NOTHING = "nothing"  # không có gì để xóa
