"""The days off of a year nobody has announced yet, computed; shown as provisional until the province confirms them."""

from __future__ import annotations

from deadlines.catalogue import CalendarDayView
from deadlines.states import DayKind

SOURCE = "Tính theo Bộ luật Lao động, Điều 111 và 112; chờ thông báo nghỉ lễ của năm"
TET = "Tết Nguyên đán"
# What `holidays` calls a day → our plain name; every other name of theirs is one of the days of Tết.
_NAMES = {
    "Tết Dương lịch": "Tết Dương lịch",
    "Ngày Giỗ Tổ Hùng Vương": "Giỗ Tổ Hùng Vương",
    "Ngày Chiến thắng": "Ngày Chiến thắng 30/4",
    "Ngày Quốc tế Lao động": "Quốc tế Lao động 1/5",
    "Quốc khánh": "Quốc khánh 2/9",
    "Ngày Văn hóa Việt Nam": "Ngày Văn hóa Việt Nam",
}
_IN_LIEU = "nghỉ bù"
TET_DAYS, SATURDAY = 5, 5  # the law gives five days of Tết; `holidays` counts the days in lieu among them


def propose_days(year: int) -> tuple[CalendarDayView, ...]:
    """Holidays and days in lieu of the year, by the rules of the Labour Code. Swaps are never known beforehand."""
    import holidays  # the world's holidays: 6 MB that only this page and the set-up need

    days = []
    of_tet = 0
    for day, text in sorted(holidays.country_holidays("VN", years=year, language="vi").items()):
        name = _NAMES.get(text.partition(" (")[0], TET)
        of_tet += name == TET
        in_lieu = _IN_LIEU in text or (name == TET and of_tet > TET_DAYS)
        if in_lieu and day.weekday() >= SATURDAY:
            continue  # they lengthen Tết to the weekend; a Saturday is off anyway
        kind = DayKind.IN_LIEU if in_lieu else DayKind.HOLIDAY
        days.append(CalendarDayView(day, kind, name, True, SOURCE))
    return tuple(days)
