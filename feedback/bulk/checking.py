"""Whether a line may become a petition, and if not, which of its cells is in the way. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.states import Writer
from core.sheets import CellValue
from core.text import N_
from feedback.bulk.lines import ARRIVALS, REQUIRED, Consent, Line, Slot, Way
from feedback.bulk.reading import (
    Place,
    Unfit,
    plain_text,
    read_choice,
    read_count,
    read_day,
    read_hamlet,
    read_phone,
    read_text,
    read_what,
    shown,
)
from feedback.desk.states import Arrival, Signature

_PERSONAL = (Slot.NAME, Slot.ADDRESS, Slot.PHONE)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a line, at which column: what was found, and (a source sentence) what is expected."""

    slot: Slot
    found: str
    expected: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """A line, or what keeps it from being one."""

    line: Line | None
    faults: Sequence[Fault]


def is_blank(cells: Mapping[Slot, CellValue]) -> bool:
    """Whether nothing was filled in."""
    return not any(plain_text(value) for value in cells.values())


def check_line(cells: Mapping[Slot, CellValue], *, hamlets: Sequence[Place], today: date) -> CheckedLine:
    """Read every cell, then see whether they fit together; all faults are told at once."""
    reader = _Reader(cells, hamlets, today)
    values = reader.read_all()
    _fit_together(values, reader)
    if reader.faults:
        return CheckedLine(None, reader.faults)
    return CheckedLine(_line(values), ())


class _Reader:
    """Reads the cells of one line and collects what is wrong instead of stopping at the first."""

    def __init__(self, cells: Mapping[Slot, CellValue], hamlets: Sequence[Place], today: date) -> None:
        self._cells = cells
        self._hamlets = hamlets
        self._today = today
        self.faults: list[Fault] = []

    def read_all(self) -> dict[Slot, Any]:
        """Every column's value; None where it does not fit."""
        read: Mapping[Slot, Callable[[CellValue], Any]] = {
            Slot.RECEIVED: lambda value: read_day(value, today=self._today),
            Slot.WHAT: read_what,
            Slot.HAMLET: lambda value: read_hamlet(value, self._hamlets),
            Slot.PHONE: read_phone,
            Slot.PEOPLE: read_count,
            **{slot: self._chosen(slot) for slot in _CHOSEN},
            **{slot: self._text(slot) for slot in _TEXTS},
        }
        return {slot: self._one(slot, read[slot]) for slot in Slot}

    def refuse(self, slot: Slot, text: str, **values: object) -> None:
        """Note a fault, unless the cell has one already."""
        if all(fault.slot is not slot for fault in self.faults):
            self.faults.append(Fault(slot, shown(self._cells.get(slot)), text, values))

    def _one(self, slot: Slot, read: Callable[[CellValue], Any]) -> Any:
        value = self._cells.get(slot)
        if slot in REQUIRED and not plain_text(value):
            self.refuse(slot, _MISSING[slot])
            return None
        try:
            return read(value)
        except Unfit as problem:
            self.refuse(slot, problem.text, **problem.values)
            return None

    @staticmethod
    def _chosen(slot: Slot) -> Callable[[CellValue], Any]:
        return lambda value: read_choice(slot, value)

    @staticmethod
    def _text(slot: Slot) -> Callable[[CellValue], Any]:
        return lambda value: read_text(slot, value)


_CHOSEN = (Slot.WAY, Slot.CONCERNS, Slot.FIELD, Slot.WRITER, Slot.CONSENT, Slot.SIGNATURE)
_TEXTS = (Slot.BOOK, Slot.WANTED, Slot.PLACE, Slot.NAME, Slot.ADDRESS, Slot.HANDED_ON, Slot.DOCUMENT)
_MISSING: Mapping[Slot, str] = {
    Slot.RECEIVED: N_("Ghi ngày nhận, như 05/03/2026."),
    Slot.WAY: N_("Chọn đơn tới bằng cách nào."),
    Slot.CONCERNS: N_("Chọn đơn nói về ai. Điều này quyết định ai được đọc."),
    Slot.WHAT: N_("Ghi chuyện gì, ít nhất 10 ký tự."),
}


def _fit_together(values: dict[Slot, Any], reader: _Reader) -> None:
    _writer(values, reader)
    _people(values, reader)
    if values[Slot.PHONE] and values[Slot.CONSENT] is None:
        reader.refuse(Slot.CONSENT, N_("Có số điện thoại thì chọn Có hoặc Không: bà con có đồng ý cho liên lạc không."))
    signature, way = values[Slot.SIGNATURE], values[Slot.WAY]
    if signature not in (None, Signature.NONE) and way is not None:
        arrival = ARRIVALS[Way(way)][0]
        if arrival is Arrival.TELEPHONE:
            reader.refuse(Slot.SIGNATURE, N_("Qua điện thoại thì không ký được. Chọn “Không ký”."))
        if arrival is Arrival.ORAL:
            reader.refuse(Slot.SIGNATURE, N_("Lời kể có ký thì phải ghi là đã đọc lại: ghi ở trang Tiếp nhận tại bàn."))


def _writer(values: dict[Slot, Any], reader: _Reader) -> None:
    """Either somebody is named or it is said that nobody is."""
    name, writer = values[Slot.NAME], values[Slot.WRITER]
    if writer is Writer.ANONYMOUS:
        for slot in _PERSONAL:
            if values[slot]:
                reader.refuse(slot, N_("Đơn không nêu tên thì để trống ô này, hoặc chọn người gửi khác."))
    elif name == "":
        reader.refuse(Slot.NAME, N_("Ghi họ tên, hoặc chọn “Không nêu tên” ở mục Người gửi là."))


def _people(values: dict[Slot, Any], reader: _Reader) -> None:
    count, writer = values[Slot.PEOPLE], values[Slot.WRITER]
    if count is None:
        return
    if writer is Writer.SEVERAL and count < 2:
        reader.refuse(Slot.PEOPLE, N_("Nhiều người cùng gửi thì ghi có bao nhiêu người, từ 2 trở lên."))
    if writer not in (Writer.SEVERAL, None) and count > 1:
        reader.refuse(Slot.PEOPLE, N_("Chỉ ghi số người khi mục Người gửi là chọn “Nhiều người”."))


def _line(values: Mapping[Slot, Any]) -> Line:
    several = values[Slot.WRITER] is None and values[Slot.PEOPLE] > 1
    writer = values[Slot.WRITER] or (Writer.SEVERAL if several else Writer.ALONE)
    place: Place | None = values[Slot.HAMLET]
    return Line(
        received_on=values[Slot.RECEIVED], way=values[Slot.WAY], concerns=values[Slot.CONCERNS],
        what=values[Slot.WHAT], writer=writer, book_number=values[Slot.BOOK], wanted=values[Slot.WANTED],
        field=values[Slot.FIELD],
        hamlet_id=place.id if place and not place.code else None,
        about_code=place.code if place else "", place=values[Slot.PLACE],
        people=values[Slot.PEOPLE] if writer is Writer.SEVERAL else 0, name=values[Slot.NAME],
        address=values[Slot.ADDRESS], phone=values[Slot.PHONE], consent=values[Slot.CONSENT] is Consent.YES,
        signature=values[Slot.SIGNATURE] or Signature.NONE, handed_on_by=values[Slot.HANDED_ON],
        document_number=values[Slot.DOCUMENT],
    )  # fmt: skip
