"""One line of the paper book: its columns, and what a checked line holds. Pure."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from casework.states import Writer
from core.text import N_
from feedback.desk.states import Arrival, Signature
from feedback.states import Concerns, Field, Source


class Slot(StrEnum):
    """The columns, in the order of the sheet."""

    BOOK = "book_number"
    RECEIVED = "received_on"
    WAY = "way"
    CONCERNS = "concerns"
    WHAT = "what"
    WANTED = "wanted"
    FIELD = "field"
    HAMLET = "hamlet"
    PLACE = "place"
    WRITER = "writer"
    PEOPLE = "people"
    NAME = "name"
    ADDRESS = "address"
    PHONE = "phone"
    CONSENT = "consent"
    SIGNATURE = "signature"
    HANDED_ON = "handed_on_by"
    DOCUMENT = "document_number"


REQUIRED = (Slot.RECEIVED, Slot.WAY, Slot.CONCERNS, Slot.WHAT)


class Way(StrEnum):
    """How it came, as the paper book says it: arrival and source (law sheet §9.11, 2) in one."""

    PAPER_BROUGHT = "paper_brought"
    PAPER_POST = "paper_post"
    PAPER_BOX = "paper_box"
    TOLD = "told"
    HOTLINE = "hotline"
    SOCIAL = "social"
    FRONT = "front"
    DELEGATE = "delegate"
    PRESS = "press"
    TRANSFERRED = "transferred"
    INSPECTION_BOARD = "inspection_board"
    INVESTMENT_BOARD = "investment_board"


ARRIVALS: Mapping[Way, tuple[Arrival, Source]] = {
    Way.PAPER_BROUGHT: (Arrival.PAPER, Source.IN_PERSON),
    Way.PAPER_POST: (Arrival.PAPER, Source.POST),
    Way.PAPER_BOX: (Arrival.PAPER, Source.SUGGESTION_BOX),
    Way.TOLD: (Arrival.ORAL, Source.IN_PERSON),
    Way.HOTLINE: (Arrival.TELEPHONE, Source.HOTLINE),
    Way.SOCIAL: (Arrival.TELEPHONE, Source.SOCIAL),
    Way.FRONT: (Arrival.FORWARDED, Source.FRONT),
    Way.DELEGATE: (Arrival.FORWARDED, Source.DELEGATE),
    Way.PRESS: (Arrival.FORWARDED, Source.PRESS),
    Way.TRANSFERRED: (Arrival.FORWARDED, Source.TRANSFERRED),
    Way.INSPECTION_BOARD: (Arrival.FORWARDED, Source.INSPECTION_BOARD),
    Way.INVESTMENT_BOARD: (Arrival.FORWARDED, Source.INVESTMENT_BOARD),
}


class Consent(StrEnum):
    """Whether the sender agreed to be called."""

    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Line:
    """A checked line: everything in it may be received."""

    received_on: date
    way: Way
    concerns: Concerns
    what: str
    writer: Writer
    book_number: str = ""
    wanted: str = ""
    field: Field | None = None
    hamlet_id: UUID | None = None
    about_code: str = ""  # at a province: the commune it speaks of
    place: str = ""
    people: int = 0
    name: str = dataclasses.field(default="", repr=False)
    address: str = dataclasses.field(default="", repr=False)
    phone: str = dataclasses.field(default="", repr=False)
    consent: bool = False
    signature: Signature = Signature.NONE
    handed_on_by: str = ""
    document_number: str = ""

    def pack(self) -> dict[str, Any]:
        """Plain values, to be sealed."""
        values = asdict(self)
        return {name: _plain(value) for name, value in values.items()}

    @classmethod
    def unpack(cls, values: Mapping[str, Any]) -> Line:
        """Back from plain values."""
        known = dict(values)
        return cls(
            **{
                **known,
                "received_on": date.fromisoformat(known["received_on"]),
                "way": Way(known["way"]),
                "concerns": Concerns(known["concerns"]),
                "writer": Writer(known["writer"]),
                "field": Field(known["field"]) if known["field"] else None,
                "hamlet_id": UUID(known["hamlet_id"]) if known["hamlet_id"] else None,
                "signature": Signature(known["signature"]),
            }
        )


def _plain(value: object) -> object:
    return str(value) if isinstance(value, (date, UUID)) else value


HEADINGS: Mapping[Slot, str] = {
    Slot.BOOK: N_("Số trong sổ"),
    Slot.RECEIVED: N_("Ngày nhận"),
    Slot.WAY: N_("Tới bằng cách nào"),
    Slot.CONCERNS: N_("Đơn nói về ai"),
    Slot.WHAT: N_("Nội dung"),
    Slot.WANTED: N_("Mong muốn"),
    Slot.FIELD: N_("Lĩnh vực"),
    Slot.HAMLET: N_("Thôn, tổ dân phố"),
    Slot.PLACE: N_("Chỗ xảy ra"),
    Slot.WRITER: N_("Người gửi là"),
    Slot.PEOPLE: N_("Số người"),
    Slot.NAME: N_("Họ tên"),
    Slot.ADDRESS: N_("Địa chỉ"),
    Slot.PHONE: N_("Điện thoại"),
    Slot.CONSENT: N_("Đồng ý cho liên lạc"),
    Slot.SIGNATURE: N_("Ký tên"),
    Slot.HANDED_ON: N_("Nơi chuyển"),
    Slot.DOCUMENT: N_("Số công văn"),
}
# What else people call them in their own books.
OTHER_HEADINGS: Mapping[Slot, tuple[str, ...]] = {
    Slot.BOOK: ("Số sổ", "Số thứ tự trong sổ", "Số đơn", "Số vào sổ", "STT", "Số đến"),
    Slot.RECEIVED: ("Ngày", "Ngày tháng", "Ngày tiếp", "Ngày tiếp nhận", "Ngày đến"),
    Slot.WAY: ("Nguồn", "Nguồn đơn", "Cách tới", "Hình thức tiếp nhận"),
    Slot.CONCERNS: ("Nói về ai", "Đối tượng", "Liên quan tới ai"),
    Slot.WHAT: ("Nội dung đơn", "Nội dung vụ việc", "Trích yếu", "Tóm tắt nội dung"),
    Slot.WANTED: ("Yêu cầu", "Đề nghị", "Mong muốn của người gửi"),
    Slot.FIELD: ("Lĩnh vực đơn",),
    Slot.HAMLET: (
        "Xã, phường",
        "Xã, phường, đặc khu",
        "Xã",
        "Phường",
        "Thôn",
        "Tổ dân phố",
        "Thôn/tổ",
        "Thôn, tổ",
        "Thôn, bản, tổ dân phố",
        "Khu phố",
    ),
    Slot.PLACE: ("Địa điểm", "Nơi xảy ra", "Chỗ nào"),
    Slot.WRITER: ("Loại người gửi", "Đối tượng gửi", "Người gửi"),
    Slot.PEOPLE: ("Số người cùng nội dung", "Số người ký", "Số lượng người"),
    Slot.NAME: ("Họ và tên", "Tên", "Họ tên người gửi", "Tên người gửi"),
    Slot.ADDRESS: ("Địa chỉ người gửi", "Nơi ở"),
    Slot.PHONE: ("Số điện thoại", "SĐT", "ĐT", "Điện thoại liên hệ"),
    Slot.CONSENT: ("Đồng ý liên lạc", "Cho liên lạc", "Cho phép liên hệ"),
    Slot.SIGNATURE: ("Chữ ký", "Ký, điểm chỉ", "Có chữ ký"),
    Slot.HANDED_ON: ("Cơ quan chuyển", "Nơi chuyển đơn", "Đơn vị chuyển"),
    Slot.DOCUMENT: ("Số văn bản chuyển", "Công văn", "Số công văn chuyển"),
}
LONGEST: Mapping[Slot, int] = {
    Slot.BOOK: 40, Slot.WHAT: 5000, Slot.WANTED: 1000, Slot.PLACE: 300, Slot.NAME: 100, Slot.ADDRESS: 300,
    Slot.HANDED_ON: 200, Slot.DOCUMENT: 60,
}  # fmt: skip
