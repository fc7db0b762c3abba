"""Vietnamese names of what is known of a notice."""

from __future__ import annotations

from enum import StrEnum

from flask_babel import gettext

from core.notices import Channel, NoticeState
from core.text import N_

LABELS: dict[StrEnum, str] = {
    Channel.EMAIL: N_("Thư điện tử"),
    Channel.SMS: N_("Tin nhắn"),
    Channel.ZALO: N_("Zalo"),
    NoticeState.QUEUED: N_("Đang chờ gửi"),
    NoticeState.SENDING: N_("Đang gửi"),
    NoticeState.SENT: N_("Đã gửi"),
    NoticeState.FAILED: N_("Chưa gửi được"),
    NoticeState.UNKNOWN: N_("Không rõ đã tới chưa"),
}
CHIPS = {
    NoticeState.QUEUED: "mute",
    NoticeState.SENDING: "info",
    NoticeState.SENT: "ok",
    NoticeState.FAILED: "late",
    NoticeState.UNKNOWN: "due",
}


def text(member: StrEnum) -> str:
    """The name in the reader's language."""
    return str(gettext(LABELS[member]))
