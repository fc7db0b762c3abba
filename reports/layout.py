"""A report as an official paper (law sheet §6.3): what the Word file, the PDF and the workbook are all made from.

Official papers are in Vietnamese whoever asks for them; nothing here is counted, only written down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from core.clock import local
from core.papers import HeadCell, PaperForm, PaperStamp, PaperTable
from core.text import slug
from feedback.papers.wording import NO_DAY, office_words
from reports.labels import LABELS
from reports.periods import Period
from reports.queries import Line, Report
from reports.states import PeriodKind, Population
from reports.tables import Column

SUM, OWN_KIND = "Tổng số", "Trong đó: "


@dataclass(frozen=True, slots=True)
class ReportPaper:
    """What the layouts need. `file_name`: without its ending; it names table, place and period, no case."""

    form: PaperForm
    values: Mapping[str, str]
    stamp: PaperStamp
    file_name: str


def paper_of(report: Report) -> ReportPaper:
    """The paper of a report, to be numbered, dated and signed by hand or by the register."""
    name = period_words(report.period)
    form = PaperForm(
        name="BÁO CÁO", about=f"{report.form.title}, {name}", symbol="BC-UBND",
        body=(_under_title(report),), table=_table(report), notes=tuple(notes_of(report)),
        recipients=("Thanh tra tỉnh;", "Lưu: VT."),
    )  # fmt: skip
    values = {
        **office_words(report.scope.card), "ngay_van_ban": NO_DAY, "quyen_ky": "TM. ỦY BAN NHÂN DÂN",
        "chuc_vu_ky": "CHỦ TỊCH",
    }  # fmt: skip
    stamp = PaperStamp(f"{report.form.number} {name}", report.made_at)
    return ReportPaper(form, values, stamp, slug(f"{report.form.code} {report.scope.key} {name}"))


def period_words(period: Period) -> str:
    """ "quý IV năm 2026", or the days of a free one."""
    if period.kind is PeriodKind.FREE:
        return f"từ ngày {_day(period.first)} đến ngày {_day(period.last)}"
    if period.kind is PeriodKind.YEAR:
        return f"năm {period.year}"
    name = LABELS[period.kind]
    return f"{name[0].lower()}{name[1:]} năm {period.year}"


def line_title(line: Line) -> str:
    """What the first column says."""
    if line.group is not None:
        return OWN_KIND + LABELS[line.group].lower()
    return line.title or SUM


def notes_of(report: Report) -> Sequence[str]:
    """What a reader must know of the figures: on the page and below the table."""
    form = report.form
    notes = [form.note] if form.note else []
    if report.open_only:
        notes.append("Không kể đơn chưa phân loại, đơn tố cáo và đơn giữ kín.")
    if form.population is Population.CASES:
        notes.append(
            "Đơn chuyển nơi khác tính ở cả nơi chuyển và nơi nhận. Đơn tách thành nhiều việc tính theo từng việc."
        )
    if form.provisional:
        notes.append(
            "Mẫu tạm, chờ xác nhận: cột dựng theo danh mục và dữ liệu hồ sơ, chưa đối chiếu với biểu chính thức."
        )
    return notes


def column_head(columns: Sequence[Column]) -> tuple[tuple[HeadCell, ...], ...]:
    """The heading: groups above their columns; a column without one stands over both rows."""
    if not any(column.group for column in columns):
        return ((HeadCell("Đơn vị, loại đơn"), *(HeadCell(column.title) for column in columns)),)
    upper, lower = [HeadCell("Đơn vị, loại đơn", down=2)], []
    for group, together in groupby(columns, key=lambda column: column.group):
        titles = [column.title for column in together]
        if group:
            upper.append(HeadCell(group, span=len(titles)))
            lower += [HeadCell(title) for title in titles]
        else:
            upper += [HeadCell(title, down=2) for title in titles]
    return tuple(upper), tuple(lower)


def _table(report: Report) -> PaperTable:
    rows = tuple((line_title(line), *line.figures) for line in report.lines)
    return PaperTable(column_head(report.form.columns), rows, strong=frozenset({0}))


def _under_title(report: Report) -> str:
    period, made = report.period, local(report.made_at)
    return (
        f"{report.form.number}. Kỳ từ ngày {_day(period.first)} đến ngày {_day(period.last)}. "
        f"Số liệu tính lúc {made:%H:%M} ngày {_day(made.date())}."
    )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
