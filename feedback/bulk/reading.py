"""From what stands in a cell, or was typed, to a value: forgiving in form, strict in meaning. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from casework.behalf import MOST_PEOPLE
from core.sheets import CellValue
from core.text import N_, clean
from feedback.bulk.choices import find_choice, key_of
from feedback.bulk.lines import LONGEST, Slot

# The desk takes in what came within a year.
OLDEST = timedelta(days=365)
SHORTEST_WHAT = 10
# Day 0 of Excel's calendar, which counts a 29 February 1900 that never was; and the numbers that can be such days.
_EXCEL_ZERO, _EXCEL_DAYS = date(1899, 12, 30), range(30_000, 80_000)
_DAY_FIRST = re.compile(r"^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[ T]\d{2}:\d{2}(?::\d{2})?)?$")
_IN_WORDS = re.compile(r"^(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})$")
_MOBILE_OR_LINE = re.compile(r"^0[2-9]\d{8,9}$")


@dataclass(frozen=True, slots=True)
class Place:
    """A hamlet of the commune, or a commune of the province (then with its code), as lines may name it."""

    id: UUID
    name: str
    short_name: str
    code: str = ""


class Unfit(Exception):
    """A value that does not fit; `text` is a Vietnamese source sentence that says what is expected."""

    def __init__(self, text: str, **values: object) -> None:
        super().__init__(text)
        self.text = text
        self.values = values


def shown(value: CellValue) -> str:
    """A value as its reader knows it from the sheet, short enough to be repeated."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, (datetime, date)):
        text = value.strftime("%d/%m/%Y %H:%M" if isinstance(value, datetime) else "%d/%m/%Y")
    else:
        text = plain_text(value)
    return text if len(text) <= 80 else text[:79] + "…"


def plain_text(value: CellValue) -> str:
    """Any value as text: numbers without the comma that Excel gave them."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return clean(str(value))


def read_text(slot: Slot, value: CellValue) -> str:
    """A text no longer than its column allows. Raises Unfit."""
    text = plain_text(value)
    if len(text) > LONGEST[slot]:
        raise Unfit(N_("Tối đa %(most)s ký tự, đang có %(n)s."), most=LONGEST[slot], n=len(text))
    return text


def read_what(value: CellValue) -> str:
    """What it is about. Raises Unfit."""
    text = read_text(Slot.WHAT, value)
    if len(text) < SHORTEST_WHAT:
        raise Unfit(N_("Ghi chuyện gì, ít nhất %(least)s ký tự."), least=SHORTEST_WHAT)
    return text


def read_day(value: CellValue, *, today: date) -> date:
    """A day of the past year, however it is written. Raises Unfit."""
    day = _day(value)
    if day is None:
        raise Unfit(N_("Ghi ngày như 05/03/2026."))
    if day > today:
        raise Unfit(N_("Ngày nhận không thể ở sau hôm nay."))
    if day < today - OLDEST:
        raise Unfit(N_("Ngày nhận quá xa. Xem lại năm: chỉ ghi được đơn nhận trong vòng một năm."))
    return day


def _day(value: CellValue) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _EXCEL_ZERO + timedelta(days=int(value)) if int_in(value, _EXCEL_DAYS) else None
    text = plain_text(value)
    for pattern, order, typed in (
        (_DAY_FIRST, (3, 2, 1), text), (_YEAR_FIRST, (1, 2, 3), text), (_IN_WORDS, (3, 2, 1), key_of(text))
    ):  # fmt: skip
        if (found := pattern.match(typed)) is not None:
            return _calendar_day(*(int(found[group]) for group in order))
    return None


def int_in(value: float, known: range) -> bool:
    """Whether a number, perhaps with a fraction, lies in a range; infinities and NaN do not."""
    return known.start <= value < known.stop


def _calendar_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_choice(slot: Slot, value: CellValue) -> StrEnum | None:
    """What was chosen; None for nothing. Raises Unfit."""
    text = plain_text(value)
    if not text:
        return None
    found = find_choice(slot, text)
    if found is None:
        raise Unfit(N_("Chọn một mục trong danh sách của cột này."))
    return found


def read_hamlet(value: CellValue, hamlets: Sequence[Place]) -> Place | None:
    """A place by its name, with or without "thôn", "xã"; None for nothing. Raises Unfit."""
    text = plain_text(value)
    if not text:
        return None
    known: Mapping[str, Place] = {
        **{key_of(place.short_name): place for place in hamlets},
        **{key_of(place.name): place for place in hamlets},
        **{str(place.id): place for place in hamlets},
    }
    found = known.get(key_of(text)) or known.get(text)
    if found is None:
        raise Unfit(N_("Không có nơi nào tên như vậy ở đây. Chọn trong danh sách, hoặc để trống."))
    return found


def read_phone(value: CellValue) -> str:
    """A Vietnamese number, its 0 put back where Excel took it away. Raises Unfit."""
    text = plain_text(value)
    if not text:
        return ""
    digits = re.sub(r"[\s.()-]", "", text)
    if digits.startswith("+84") or (digits.startswith("84") and len(digits) >= 11):
        digits = "0" + digits.removeprefix("+").removeprefix("84").removeprefix("0")
    elif len(digits) in (9, 10) and digits.isdigit() and not digits.startswith("0"):
        digits = "0" + digits
    if not digits.isascii() or not _MOBILE_OR_LINE.match(digits):
        raise Unfit(N_("Ghi một số điện thoại, ví dụ 0912 345 678."))
    return digits


def read_count(value: CellValue) -> int:
    """How many people; 0 for nothing. Raises Unfit."""
    text = plain_text(value)
    digits = text.removesuffix("người").strip()
    if not digits:
        return 0
    if not digits.isascii() or not digits.isdigit() or len(digits) > 6 or not 1 <= int(digits) <= MOST_PEOPLE:
        raise Unfit(N_("Ghi một số từ 1 đến %(most)s."), most=MOST_PEOPLE)
    return int(digits)
