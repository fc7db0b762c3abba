"""Lines of a paper book as sheets, and scanned papers, made for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from PIL import Image, ImageDraw

from feedback.bulk.lines import HEADINGS, Slot

GOOD: Mapping[Slot, Any] = {
    Slot.BOOK: "12/2026",
    Slot.RECEIVED: date(2026, 3, 5),
    Slot.WAY: "Đơn viết, mang tới",
    Slot.CONCERNS: "Không nói về ai cả",
    Slot.WHAT: "Cống đầu xóm tắc, nước ngập đường.",
    Slot.NAME: "Nguyễn Văn Mẫu",
}


def line(**changes: Any) -> dict[Slot, Any]:
    """A line that is right but for these columns, by the slots' names."""
    return {**GOOD, **{Slot[name]: value for name, value in changes.items()}}


def sheet_of(*lines: Mapping[Slot, Any], slots: Sequence[Slot] = tuple(Slot)) -> bytes:
    """A workbook with the headings in its first row and these lines below."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([HEADINGS[slot] for slot in slots])
    for one in lines:
        sheet.append([one.get(slot) for slot in slots])
        for cell in sheet[sheet.max_row]:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # what begins with = was typed as a text
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def numbered(*books: str, **changes: Any) -> list[dict[Slot, Any]]:
    """So many lines with these numbers, each of its own words."""
    return [
        line(BOOK=book, WHAT=f"Việc thứ {place}: đèn đường không sáng.", **changes) for place, book in enumerate(books)
    ]


def picture(*, size: tuple[int, int] = (850, 1100), kind: str = "JPEG", pages: int = 1, **options: Any) -> bytes:
    """A sheet of paper with a line on it, as a scanner gives it."""
    sheets = []
    for number in range(pages):
        sheet = Image.new("RGB", size, "white")
        ImageDraw.Draw(sheet).rectangle((5, 8 + 4 * number, size[0] - 5, 11 + 4 * number), fill="black")
        sheets.append(sheet)
    out = io.BytesIO()
    more = {"save_all": True, "append_images": sheets[1:]} if pages > 1 else {}
    sheets[0].save(out, kind, **more, **options)
    return out.getvalue()
