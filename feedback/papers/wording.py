"""How days, places, offices and kinds are written in an official document: in Vietnamese, whoever reads the page."""

from __future__ import annotations

from datetime import date, datetime

from agencies.naming import lower_kind, split_name
from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from core.clock import local_date
from feedback.papers.states import SignedAs
from feedback.states import PetitionKind

# Behind the word "đơn".
KIND_WORDS = {
    None: "phản ánh, kiến nghị",
    PetitionKind.REPORT: "phản ánh",
    PetitionKind.PROPOSAL: "kiến nghị",
    PetitionKind.COMPLAINT_INFO: "có nội dung khiếu nại",
    PetitionKind.DENUNCIATION_INFO: "có nội dung tố cáo",
    PetitionKind.MIXED: "có nhiều nội dung",
    PetitionKind.OTHER: "phản ánh, kiến nghị",
    PetitionKind.COMPLAINT: "khiếu nại",
    PetitionKind.DENUNCIATION: "tố cáo",
}
_COUNCIL, _HEAD = "ỦY BAN NHÂN DÂN", "CHỦ TỊCH"
# Above the signature, and the title that goes with it when none is typed (Decree 30/2020 art. 13 and annex I).
SIGNATURES = {
    SignedAs.HEAD: ("", _HEAD),
    SignedAs.DEPUTY: (f"KT. {_HEAD}", f"PHÓ {_HEAD}"),
    SignedAs.COLLECTIVE: (f"TM. {_COUNCIL}", _HEAD),
    SignedAs.COLLECTIVE_DEPUTY: (f"TM. {_COUNCIL}\nKT. {_HEAD}", f"PHÓ {_HEAD}"),
    SignedAs.BY_ORDER: (f"TL. {_HEAD}", ""),
    SignedAs.BY_MANDATE: (f"TUQ. {_HEAD}", ""),
    SignedAs.ACTING: ("", f"Q. {_HEAD}"),
}
NO_DAY = "ngày …… tháng …… năm ………"


def day_words(value: date | datetime | None) -> str:
    """ "ngày 05 tháng 3 năm 2026": a zero before days under ten and before January and February."""
    if value is None:
        return ""
    day = local_date(value) if isinstance(value, datetime) else value
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def office_words(desk: AgencyCard) -> dict[str, str]:
    """Who writes: the people's committee of a commune or a province."""
    inside = lower_kind(desk.name)
    kind, rest = split_name(desk.name)
    place = desk.name if desk.kind == AgencyKind.COMMUNE else rest if kind else desk.name
    return {
        "co_quan_chu_quan": "", "co_quan": _COUNCIL, "noi_co_quan": desk.name.upper(),
        "co_quan_thuong": f"Ủy ban nhân dân {inside}", "chu_tich": f"Chủ tịch Ủy ban nhân dân {inside}",
        "chu_tich_hoa": f"{_HEAD} {_COUNCIL} {desk.name.upper()}", "dia_danh": place,
        "dia_chi_co_quan": desk.desk_address, "dien_thoai_co_quan": desk.hotline,
    }  # fmt: skip


def counted(photos: int, pdfs: int, voices: int) -> str:
    """ "02 ảnh, 01 tệp PDF"; nothing when nothing is enclosed."""
    parts = ((photos, "ảnh"), (pdfs, "tệp PDF"), (voices, "lời kể ghi âm"))
    return ", ".join(f"{count:02} {what}" for count, what in parts if count)
