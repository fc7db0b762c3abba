"""Enumerations of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from feedback.states import Source


class Arrival(StrEnum):
    """How it reached the desk: each has a form of its own, since each asks for other things."""

    ORAL = "oral"  # trình bày trực tiếp
    PAPER = "paper"  # đơn viết
    TELEPHONE = "telephone"  # gọi điện, nhắn tin
    FORWARDED = "forwarded"  # nơi khác chuyển


# By which ways (law sheet §9.11, 2) something arrives so; the first is the usual one.
SOURCES: Mapping[Arrival, tuple[Source, ...]] = {
    Arrival.ORAL: (Source.IN_PERSON,),
    Arrival.PAPER: (Source.IN_PERSON, Source.POST, Source.SUGGESTION_BOX),
    Arrival.TELEPHONE: (Source.HOTLINE, Source.SOCIAL),
    Arrival.FORWARDED: (
        Source.FRONT, Source.DELEGATE, Source.PRESS, Source.TRANSFERRED, Source.INSPECTION_BOARD,
        Source.INVESTMENT_BOARD,
    ),
}  # fmt: skip


class Signature(StrEnum):
    """What stands under it. Only with one can it become a complaint or denunciation (law sheet §2.3, §2.4)."""

    NONE = "none"
    SIGNED = "signed"  # ký tay
    FINGERPRINT = "fingerprint"  # điểm chỉ
    DIGITAL = "digital"  # chữ ký số


class ReadBack(StrEnum):
    """To whom what was taken down was read again (NĐ 154/2026 art. 14)."""

    NOT_READ = "not_read"
    SENDER = "sender"  # người trình bày
    COMPANION = "companion"  # người đi cùng
    REPRESENTATIVE = "representative"  # người đại diện


class VoidReason(StrEnum):
    """Why a fresh entry is undone: a choice, so that it may stand in the timeline and the log."""

    WRONG_PLACE = "wrong_place"  # ghi nhầm xã
    TWICE = "twice"  # ghi hai lần
    WRONG_TEXT = "wrong_text"  # ghi sai nội dung, sai người


class CodeState(StrEnum):
    """Where a lost code's replacement stands."""

    WAITING = "waiting"  # chờ người thứ hai
    CONFIRMED = "confirmed"  # cấp được
    ISSUED = "issued"  # đã cấp
    REFUSED = "refused"  # không cấp
