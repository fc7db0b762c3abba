"""The words of choices in a line, as an official says them, and what else they may be called. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from casework.states import Writer
from core.text import N_, words_of
from feedback.bulk.labels import LABELS
from feedback.bulk.lines import Consent, Slot, Way
from feedback.desk.labels import LABELS as AT_DESK
from feedback.desk.states import Signature
from feedback.labels import LABELS as OF_PETITIONS
from feedback.states import Concerns, Field

WRITERS: Mapping[Writer, str] = {
    Writer.ALONE: N_("Một người"),
    Writer.SEVERAL: N_("Nhiều người"),
    Writer.ORGANISATION: N_("Cơ quan, tổ chức"),
    Writer.AUTHORISED: N_("Người được uỷ quyền"),
    Writer.ANONYMOUS: N_("Không nêu tên"),
}
_MORE: Mapping[StrEnum, tuple[str, ...]] = {
    Way.PAPER_BROUGHT: ("Trực tiếp", "Nộp trực tiếp", "Đơn trực tiếp", "Đơn giấy"),
    Way.PAPER_POST: ("Bưu điện", "Bưu chính", "Qua bưu điện", "Thư"),
    Way.PAPER_BOX: ("Hòm thư góp ý", "Hòm thư"),
    Way.TOLD: ("Trình bày tại bàn", "Trình bày trực tiếp", "Nói trực tiếp", "Kể trực tiếp"),
    Way.HOTLINE: ("Điện thoại", "Gọi điện", "Hotline"),
    Way.SOCIAL: ("Zalo", "Mạng xã hội", "Facebook", "Nhắn tin"),
    Way.FRONT: ("Mặt trận chuyển", "MTTQ", "MTTQ chuyển", "Mặt trận Tổ quốc"),
    Way.DELEGATE: ("ĐBQH chuyển", "HĐND chuyển", "Đại biểu chuyển"),
    Way.PRESS: ("Báo chí", "Báo chuyển"),
    Way.TRANSFERRED: ("Cấp trên chuyển", "Nơi khác chuyển", "Chuyển đến", "Tỉnh chuyển"),
    Way.INSPECTION_BOARD: ("Ban TTND", "Ban Thanh tra nhân dân", "Ban TTND chuyển"),
    Way.INVESTMENT_BOARD: ("Ban GSĐTCCĐ", "Ban Giám sát đầu tư", "Ban Giám sát đầu tư của cộng đồng"),
    Concerns.NOBODY: ("Không", "Không ai", "Không nói về ai"),
    Concerns.HAMLET_HEAD: ("Trưởng thôn", "Tổ trưởng", "Tổ trưởng dân phố"),
    Concerns.COMMUNE_OFFICIAL: ("Cán bộ xã", "Công chức xã", "Cán bộ phường"),
    Concerns.INTAKE_DESK: ("Người tiếp nhận đơn", "Bộ phận một cửa", "Một cửa"),
    Concerns.COMMUNE_LEADER: ("Lãnh đạo", "Lãnh đạo phường", "Chủ tịch xã"),
    Concerns.ABOVE: ("Cấp trên", "Người cấp trên", "Cơ quan cấp trên"),
    Writer.ALONE: ("Cá nhân", "Một mình"),
    Writer.SEVERAL: ("Tập thể", "Đông người", "Đoàn đông người"),
    Writer.ORGANISATION: ("Tổ chức", "Cơ quan", "Doanh nghiệp"),
    Writer.AUTHORISED: ("Uỷ quyền", "Được uỷ quyền", "Đại diện"),
    Writer.ANONYMOUS: ("Nặc danh", "Mạo danh", "Giấu tên"),
    Consent.YES: ("X", "Đồng ý", "C", "Yes"),
    Consent.NO: ("Không đồng ý", "K", "No"),
    Signature.NONE: ("Không", "Chưa ký"),
    Signature.SIGNED: ("Có", "Ký", "Ký tay", "X"),
    Signature.FINGERPRINT: ("Điểm chỉ",),
    Signature.DIGITAL: ("Chữ ký số", "Ký số"),
}


def label_of(member: StrEnum) -> str:
    """The Vietnamese source text of a choice as the sheet shows it."""
    if isinstance(member, Writer):
        return WRITERS[member]
    if isinstance(member, Signature):
        return AT_DESK[member]
    return LABELS[member] if member in LABELS else OF_PETITIONS[member]


CHOICES: Mapping[Slot, Sequence[StrEnum]] = {
    Slot.WAY: tuple(Way),
    Slot.CONCERNS: tuple(Concerns),
    Slot.FIELD: tuple(Field),
    Slot.WRITER: tuple(Writer),
    Slot.CONSENT: tuple(Consent),
    Slot.SIGNATURE: tuple(Signature),
}


def key_of(text: str) -> str:
    """What is compared: words without diacritics, case, spaces and marks."""
    return " ".join(words_of(text))


def _known(members: Sequence[StrEnum]) -> dict[str, StrEnum]:
    known: dict[str, StrEnum] = {}
    for member in members:
        for text in (label_of(member), *_MORE.get(member, ()), member.value):
            known.setdefault(key_of(text), member)
    return known


_KNOWN = {slot: _known(members) for slot, members in CHOICES.items()}


def find_choice(slot: Slot, text: str) -> StrEnum | None:
    """The choice somebody means; None when it is none of the list."""
    return _KNOWN[slot].get(key_of(text))
