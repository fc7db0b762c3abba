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


class Assurance(StrEnum):
    """muc_dinh_danh (law sheet §9.11, 20): how surely it is known that the sender is who they say. NĐ 69/2024."""

    UNVERIFIED = "unverified"  # chưa xác minh
    PHONE_CODE = "phone_code"  # OTP điện thoại
    DECLARED_ID = "declared_id"  # khai CCCD
    AT_DESK = "at_desk"  # đối chiếu tại quầy
    VNEID_2 = "vneid_2"  # VNeID mức 2


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
