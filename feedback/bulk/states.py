"""Enumerations of what is taken in by the many."""

from __future__ import annotations

from enum import StrEnum


class BatchSource(StrEnum):
    """How the lines came."""

    SHEET = "sheet"  # tệp Excel
    TYPED = "typed"  # gõ nhiều dòng một lúc


class IntakeState(StrEnum):
    """Where a batch of lines stands."""

    CHECKED = "checked"  # đã kiểm tra, chờ đồng ý nhập
    RUNNING = "running"  # đang nhập
    DONE = "done"  # đã nhập xong
    DROPPED = "dropped"  # đã bỏ, không nhập


class LineState(StrEnum):
    """Where one line stands."""

    READY = "ready"  # đúng, chờ nhập
    SAVED = "saved"  # đã thành đơn
    REFUSED = "refused"  # không nhập được


class ScanState(StrEnum):
    """Where a scanned paper stands."""

    WAITING = "waiting"  # chờ ghi nhận
    ENTERED = "entered"  # đã thành đơn mới
    JOINED = "joined"  # đã gắn vào đơn có sẵn
    DISCARDED = "discarded"  # đã bỏ


class DiscardReason(StrEnum):
    """Why a scan is no petition: a choice, so that the log holds a reason and no word about anyone."""

    TWICE = "twice"  # quét hai lần
    UNREADABLE = "unreadable"  # mờ, lệch, thiếu trang
    NO_PETITION = "no_petition"  # không phải đơn
    WRONG_DESK = "wrong_desk"  # giấy của nơi khác


class ScanFault(StrEnum):
    """Why a file of the folder was put aside."""

    KIND = "kind"  # không phải PDF, JPEG, TIFF
    DAMAGED = "damaged"  # hỏng
    LOCKED = "locked"  # có mật khẩu
    TOO_LARGE = "too_large"  # quá lớn
    TOO_MANY_PAGES = "too_many_pages"  # quá nhiều trang
    IDENTITY_CARD = "identity_card"  # có thẻ căn cước, không được giữ


class FolderTrouble(StrEnum):
    """Why nothing can be taken from a folder now."""

    MISSING = "missing"  # không có thư mục
    NO_RIGHTS = "no_rights"  # không đọc hoặc không xóa được
    DISK_FULL = "disk_full"  # máy chủ hết chỗ
    BROKEN = "broken"  # lỗi khác của ổ đĩa, mạng
