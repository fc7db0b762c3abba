"""Enumerations of hot spots."""

from __future__ import annotations

from enum import StrEnum


class Flag(StrEnum):
    """Why a petition is a hot spot (điểm nóng, vụ việc phức tạp, kéo dài)."""

    MANY = "many"  # đông người
    LONG = "long"  # kéo dài
    ABOVE = "above"  # vượt cấp
    REPEATED = "repeated"  # lặp lại


class Reason(StrEnum):
    """What in the record raised a flag; the number beside it is the one that was counted."""

    SIGNERS = "signers"  # nhiều người cùng đứng đơn
    SENDERS = "senders"  # nhiều người gửi đơn cùng một việc
    DAYS = "days"  # mở đã nhiều ngày
    SECOND_INSTANCE = "second_instance"  # khiếu nại lần hai
    HANDED_DOWN = "handed_down"  # cấp trên, cơ quan khác chuyển về
    PASSED_UP = "passed_up"  # cấp dưới chuyển lên
    NEIGHBOURS = "neighbours"  # nhiều đơn cùng nơi, cùng lĩnh vực
    SAME_SENDER = "same_sender"  # một người gửi nhiều lần
    REOPENED = "reopened"  # mở lại vì chưa đồng ý


class Limit(StrEnum):
    """A number that decides from when on a flag is raised; which one holds is dated data (`limits`)."""

    PEOPLE = "people"
    DAYS_OPEN = "days_open"
    NEIGHBOURS = "neighbours"
    WEEKS = "weeks"
    TIMES = "times"


FLAG_OF: dict[Reason, Flag] = {
    Reason.SIGNERS: Flag.MANY,
    Reason.SENDERS: Flag.MANY,
    Reason.DAYS: Flag.LONG,
    Reason.SECOND_INSTANCE: Flag.ABOVE,
    Reason.HANDED_DOWN: Flag.ABOVE,
    Reason.PASSED_UP: Flag.ABOVE,
    Reason.NEIGHBOURS: Flag.REPEATED,
    Reason.SAME_SENDER: Flag.REPEATED,
    Reason.REOPENED: Flag.REPEATED,
}
