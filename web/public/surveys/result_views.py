"""What was published of the ratings, with method and period: one page, and the same figures as CSV, XLSX and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from flask import Response, jsonify, render_template
from flask_babel import gettext

from agencies.queries import AgencyCard, find_card_by_code
from agencies.states import AgencyKind
from bootstrap.sheets import make_marked
from core.errors import NotFound
from core.sheets import CellValue, Grid
from surveys.figures import Figures, published_figures
from surveys.statistics import Tally
from web.context import read_context
from web.formatting import label
from web.gates import public_page
from web.public.surveys.blueprint import bp, show
from web.public.surveys.charts import Spot, stacked, trend
from web.public.surveys.wording import point_label

_METHOD = {
    "interval": "Wilson 95 %",
    "compared": "Newcombe 99 %",
    "smallest_cell": 5,
    "satisfied": [4, 5],
    "excluded": [0],
}
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/xa/<code>/khao-sat/ket-qua")
@public_page
def results(code: str) -> str:
    """A commune's results."""
    return _page(code, AgencyKind.COMMUNE)


@bp.get("/tinh/<code>/khao-sat/ket-qua")
@public_page
def results_province(code: str) -> str:
    """A province's: its own service points and its communes."""
    return _page(code, AgencyKind.PROVINCE)


def _page(code: str, kind: AgencyKind) -> str:
    figures = _figures(code, kind)
    months = zip(figures.months, figures.by_month, strict=True)
    chart = trend([Spot(f"{month:%m/%Y}", tally) for month, tally in months])
    return render_template(
        "public/surveys/results.html", agency=figures.agency, figures=figures, trend=chart, stacked=stacked
    )


def _figures(code: str, kind: AgencyKind | None) -> Figures:
    ctx = read_context()
    agency: AgencyCard | None = find_card_by_code(ctx, code, kind)
    if agency is None or agency.kind not in (AgencyKind.COMMUNE, AgencyKind.PROVINCE):
        raise NotFound
    return published_figures(ctx, show(agency))


@bp.get("/khao-sat/<code>/ket-qua.csv")
@public_page
def results_csv(code: str) -> Response:
    """The figures for spreadsheets: UTF-8 with a mark, so that Excel shows the diacritics."""
    figures = _figures(code, None)
    buffer = io.StringIO()
    csv.writer(buffer).writerows(_rows(figures))
    return _file(("\ufeff" + buffer.getvalue()).encode(), "text/csv", f"khao-sat-{figures.agency.code}.csv")


@bp.get("/khao-sat/<code>/ket-qua.xlsx")
@public_page
def results_xlsx(code: str) -> Response:
    """The figures as a workbook."""
    figures = _figures(code, None)
    grid = Grid(gettext("Kết quả"), _rows(figures))
    return _file(make_marked(grid, (), {}), _XLSX, f"khao-sat-{figures.agency.code}.xlsx")


def _file(data: bytes, kind: str, name: str) -> Response:
    response = Response(data, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _rows(figures: Figures) -> Sequence[Sequence[CellValue]]:
    """A heading, then a line for each point and month, for each point together, for the whole, for each commune."""
    head = [
        gettext("Đơn vị"), gettext("Quầy"), gettext("Kỳ"), gettext("Số lượt"), gettext("Hài lòng và rất hài lòng"),
        gettext("Tỷ lệ"), gettext("Cận dưới"), gettext("Cận trên"), gettext("So với phần còn lại"),
    ]  # fmt: skip
    name, whole = figures.agency.name, _period(figures)
    lines: list[Sequence[CellValue]] = [head]
    for one in figures.points:
        place = f"{point_label(one.point)} · {one.point.name}"
        for month, tally in zip(figures.months, one.months, strict=True):
            lines.append([name, place, f"{month:%m/%Y}", *_numbers(tally or Tally()), ""])
        lines.append([name, place, whole, *_numbers(one.together), label(one.compared)])
    lines.append([name, "", whole, *_numbers(figures.together), ""])
    lines += [[one.name, "", whole, *_numbers(one.tally), label(one.compared)] for one in figures.below]
    if figures.below:
        lines.append([gettext("%(name)s, cả tỉnh", name=name), "", whole, *_numbers(figures.everything), ""])
    return lines


def _period(figures: Figures) -> str:
    return f"{figures.months[0]:%m/%Y} – {figures.months[-1]:%m/%Y}"


def _numbers(tally: Tally) -> Sequence[CellValue]:
    if tally.share is None:
        return ["", "", "", "", ""]
    return [tally.n, tally.satisfied, round(tally.share, 4), round(tally.low, 4), round(tally.high, 4)]


@bp.get("/api/v1/surveys/<code>")
@public_page
def results_json(code: str) -> Response:
    """The figures for programs."""
    figures = _figures(code, None)
    return jsonify(
        agency={"code": figures.agency.code, "name": figures.agency.name},
        months=[f"{month:%Y-%m}" for month in figures.months],
        method=_METHOD,
        together=_json(figures.together),
        points=[
            {
                "code": one.point.code, "label": point_label(one.point), "name": one.point.name,
                "months": [_json(tally) for tally in one.months], "together": _json(one.together),
                "compared": one.compared.value,
            }
            for one in figures.points
        ],
        everything=_json(figures.everything),
        below=[
            {"code": one.code, "name": one.name, "together": _json(one.tally), "compared": one.compared.value}
            for one in figures.below
        ],
    )  # fmt: skip


def _json(tally: Tally | None) -> dict[str, float | int | Sequence[int]] | None:
    """None where nothing is published."""
    if tally is None or tally.share is None:
        return None
    n, satisfied, share, low, high = tally.n, tally.satisfied, tally.share, tally.low, tally.high
    return {
        "n": n, "satisfied": satisfied, "share": round(share, 4), "low": round(low, 4), "high": round(high, 4),
        "counts": list(tally.counts[1:]),
    }  # fmt: skip
