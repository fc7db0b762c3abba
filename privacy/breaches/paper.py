"""The report of a breach to the authority as an official paper: what the Word file, the PDF and the page are made from.

Official papers are in Vietnamese whoever asks for them. The form is provisional: its parts follow 91/2025/QH15 art. 23
and NĐ 356/2025 art. 28 as the law sheet tells them (§5), and were not compared with the decree's own form 08.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from agencies.queries import AgencyCard
from core.clock import local
from core.papers import PaperForm, PaperStamp
from core.text import slug
from feedback.papers.wording import NO_DAY, day_words, office_words
from privacy.breaches.queries import BreachCase
from privacy.labels import LABELS
from privacy.states import BreachAct

TITLE = "Vi phạm quy định về bảo vệ dữ liệu cá nhân"
# The form as it was laid out on this day; another wording is another day.
FORM_OF = date(2026, 11, 23)
PROVISIONAL = f"Mẫu tạm ngày {FORM_OF:%d/%m/%Y}, chờ xác nhận theo Mẫu số 08, Nghị định 356/2025/NĐ-CP."
TO = "Bộ Công an (Cục An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao)"
_SYMBOL = "BC-UBND"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report. `field`: under which name its words are filled in; empty words are dots on paper."""

    field: str
    heading: str
    words: str


@dataclass(frozen=True, slots=True)
class BreachPaper:
    """What the layouts need. `file_name`: without its ending; it names the day, no person."""

    form: PaperForm
    values: Mapping[str, str]
    stamp: PaperStamp
    file_name: str
    sections: Sequence[Section]
    number: str


def paper_of(found: BreachCase, card: AgencyCard, *, made_at: datetime) -> BreachPaper:
    """The report as far as it is known: what nobody has written yet is left as dots, to be filled by hand."""
    sections = _sections(found, card)
    number, _, symbol = found.row.report_number.partition("/")
    form = PaperForm(
        name="BÁO CÁO", about=TITLE, symbol=symbol or _SYMBOL, to=(TO,),
        body=(
            f"({PROVISIONAL})",
            *(f"**{place}. {one.heading}:** {{{{{one.field}}}}}" for place, one in enumerate(sections, 1)),
        ),
        recipients=("Như trên;", "Lưu: VT."),
    )  # fmt: skip
    sent = next((step.at for step in found.steps if step.act is BreachAct.REPORT), None)
    values = {
        **office_words(card), "so_van_ban": number, "ngay_van_ban": day_words(sent) or NO_DAY,
        "quyen_ky": "TM. ỦY BAN NHÂN DÂN", "chuc_vu_ky": "CHỦ TỊCH",
        **{one.field: one.words for one in sections if one.words},
    }  # fmt: skip
    name = slug(f"bao cao su co {card.code} {local(found.row.found_at):%Y-%m-%d}")
    return BreachPaper(form, values, PaperStamp(TITLE, made_at), name, sections, number)


def _sections(found: BreachCase, card: AgencyCard) -> Sequence[Section]:
    row = found.row
    where = ", ".join(one for one in (card.name, card.desk_address) if one)
    contact = ", ".join(one for one in ("Người bảo vệ dữ liệu", card.hotline) if one)
    grave = LABELS[row.severity] if row.severity else ""
    people = "" if row.people is None else f"{row.people} người"
    told = (found.said(BreachAct.TELL), found.said(BreachAct.SPARE))
    return (
        Section("noi_xay_ra", "Cơ quan báo cáo", where),
        Section("luc_phat_hien", "Lúc phát hiện", _moment(row.found_at)),
        Section("chuyen_gi", "Chuyện xảy ra", _joined(LABELS[row.kind], found.said(None))),
        Section("so_nguoi", "Số người bị ảnh hưởng", people),
        Section("hau_qua", "Hậu quả có thể có", _joined(grave, found.said(BreachAct.ASSESS))),
        Section("da_lam", "Việc đã làm để ngăn chặn", found.said(BreachAct.CONTAIN)),
        Section("bao_nguoi", "Báo cho người bị ảnh hưởng", _joined(*told)),
        Section("lien_he", "Người liên hệ", contact),
    )


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _moment(value: datetime) -> str:
    here = local(value)
    return f"{here:%H} giờ {here:%M} phút, {day_words(value)}"
