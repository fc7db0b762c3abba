"""Enumerations of erasing."""

from __future__ import annotations

from enum import StrEnum


class Erased(StrEnum):
    """What was destroyed of a case."""

    IDENTITY = "identity"  # tên, cách liên lạc
    CASE = "case"  # khóa của cả hồ sơ: không còn gì mở được
    OPINION = "opinion"  # nội dung góp ý, câu hỏi, người gửi tự xóa
    PIECE = "piece"  # một ảnh, tệp, lời ghi, hai người cùng xóa


class HoldReason(StrEnum):
    """Why a case may not be erased yet: a choice, so that the book holds no word about anyone."""

    DISPUTE = "dispute"  # đang có tranh chấp, khiếu nại tiếp
    COURT = "court"  # tòa án đang xem xét
    INSPECTION = "inspection"  # thanh tra, kiểm tra, điều tra
    SUBJECT = "subject"  # chính người có dữ liệu xin giữ để bảo vệ quyền của mình
