"""What was published of the ratings, with method and period: one page, and the same figures as CSV, XLSX and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify, render_template
from flask_babel import gettext

from agencies.queries import AgencyCard, find_card_by_code
from agencies.states import AgencyKind
from bootstrap.sheets import make_marked
from core.errors import NotFound
from core.sheets import CellValue, Grid
from surveys.comments.queries import PublishedComment, list_published
from surveys.figures import Figures, published_figures
from surveys.parts.figures import Apart
from surveys.publishing import first_of_next
from surveys.statistics import Tally
from web.context import read_context
from web.formatting import label
from web.gates import public_page
from web.public.surveys.blueprint import bp, show
from web.public.surveys.charts import Spot, stacked, trend
from web.public.surveys.method import method
from web.public.surveys.wording import point_label

_METHOD = {
    "interval": "Wilson 95 %",
    "compared": "Newcombe 99 %",
    "smallest_cell": 5,
    "satisfied": [4, 5],
    "excluded": [0],
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
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
        "public/surveys/results.html", agency=figures.agency, figures=figures, trend=chart, stacked=stacked,
        comments=_comments(figures), point_by_id={one.point.id: one.point for one in figures.points},
    )  # fmt: skip


def _comments(figures: Figures) -> Sequence[PublishedComment]:
    """Only beside a figure: where too few answered, words would tell who it was."""
    shown = {
        (one.point.id, month)
        for one in figures.points
        for month, tally in zip(figures.months, one.months, strict=True)
        if tally is not None
    }
    since, before = figures.months[0], first_of_next(figures.months[-1])
    found = list_published(read_context(), figures.agency.id, since=since, before=before) if shown else ()
    return [one for one in found if (one.service_point_id, one.month) in shown]


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
    csv.writer(buffer).writerows([_as_text(cell) for cell in row] for row in _rows(figures))
    return _file(("\ufeff" + buffer.getvalue()).encode(), "text/csv", f"khao-sat-{figures.agency.code}.csv")


def _as_text(cell: CellValue) -> CellValue:
    """What a table program would take for a formula stays a text; in a workbook the cell itself says so."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


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
    """A heading; a line for each point and month, each point together, each month, the whole, each commune below."""
    name, whole = figures.agency.name, _period(figures)
    lines: list[Sequence[CellValue]] = [_head()]
    for one in figures.points:
        place = f"{point_label(one.point)} · {one.point.name}"
        for month, tally, apart in zip(figures.months, one.months, one.apart_by_month, strict=True):
            lines.append([name, place, f"{month:%m/%Y}", *_line(tally or Tally(), apart)])
        lines.append([name, place, whole, *_line(one.together, one.apart, label(one.compared))])
    for month, tally, apart in zip(figures.months, figures.by_month, figures.apart_by_month, strict=True):
        lines.append([name, "", f"{month:%m/%Y}", *_line(tally, apart)])
    lines.append([name, "", whole, *_line(figures.together, figures.apart)])
    lines += [[one.name, "", whole, *_line(one.tally, one.apart, label(one.compared))] for one in figures.below]
    if figures.below:
        province = gettext("%(name)s, cả tỉnh", name=name)
        lines.append([province, "", whole, *_line(figures.everything, figures.everything_apart)])
    return [*lines, [], [gettext("Các con số này tính thế nào")], *([sentence] for sentence in method())]


def _head() -> Sequence[CellValue]:
    return [
        gettext("Đơn vị"), gettext("Quầy"), gettext("Kỳ"), gettext("Số lượt"), gettext("Hài lòng và rất hài lòng"),
        gettext("Tỷ lệ"), gettext("Cận dưới"), gettext("Cận trên"), gettext("So với phần còn lại"),
        gettext("Đến muộn (trong số lượt)"), gettext("Số lượt không kể đến muộn"), gettext("Tỷ lệ không kể đến muộn"),
        gettext("Tin nhắn (trong số lượt)"), gettext("Tỷ lệ của tin nhắn"),
        gettext("Nghi vấn (ngoài số lượt)"), gettext("Số lượt kể cả nghi vấn"), gettext("Tỷ lệ kể cả nghi vấn"),
        gettext("Không tính (ngoài số lượt)"), gettext("Số lượt kể cả mọi lượt"), gettext("Tỷ lệ kể cả mọi lượt"),
        gettext("Rất không hài lòng"), gettext("Không hài lòng"), gettext("Bình thường"), gettext("Hài lòng"),
        gettext("Rất hài lòng"),
    ]  # fmt: skip


def _line(tally: Tally, apart: Apart, compared: str = "") -> Sequence[CellValue]:
    """What every line says after place and period; how often each level was chosen comes last."""
    levels: Sequence[CellValue] = list(tally.counts[1:]) if tally.n else [""] * len(tally.counts[1:])
    return [*_numbers(tally), compared, *_beside(tally, apart), *levels]


def _period(figures: Figures) -> str:
    return f"{figures.months[0]:%m/%Y} – {figures.months[-1]:%m/%Y}"


def _numbers(tally: Tally) -> Sequence[CellValue]:
    if tally.share is None:
        return ["", "", "", "", ""]
    return [tally.n, tally.satisfied, round(tally.share, 4), round(tally.low, 4), round(tally.high, 4)]


def _beside(tally: Tally | None, apart: Apart) -> Sequence[CellValue]:
    """The eleven columns of what stands beside a figure; empty where nothing is told."""
    figure = tally or Tally()
    early, more, every = apart.without_late(figure), apart.with_suspect(figure), apart.with_all(figure)
    return [
        *_counted(apart.late, [early.n, _share(early)]),
        *_counted(apart.sms, [_share(apart.sms)]),
        *_counted(apart.suspect, [more.n, _share(more)] if figure.n else ["", ""]),
        *_counted(apart.excluded, [every.n, _share(every)] if figure.n else ["", ""]),
    ]


def _counted(part: Tally, more: Sequence[CellValue]) -> Sequence[CellValue]:
    return [part.n, *more] if part.n else [""] * (len(more) + 1)


def _share(tally: Tally) -> CellValue:
    return "" if tally.share is None else round(tally.share, 4)


@bp.get("/api/v1/surveys/<code>")
@public_page
def results_json(code: str) -> Response:
    """The figures for programs."""
    figures = _figures(code, None)
    return jsonify(
        agency={"code": figures.agency.code, "name": figures.agency.name},
        months=[f"{month:%Y-%m}" for month in figures.months],
        method={**_METHOD, "text": method()},
        together=_json(figures.together),
        by_month=[_json(tally) for tally in figures.by_month],
        beside_by_month=[
            _json_beside(tally, apart) for tally, apart in zip(figures.by_month, figures.apart_by_month, strict=True)
        ],
        beside=_json_beside(figures.together, figures.apart),
        points=[
            {
                "code": one.point.code, "label": point_label(one.point), "name": one.point.name,
                "months": [_json(tally) for tally in one.months], "together": _json(one.together),
                "beside": _json_beside(one.together, one.apart),
                "beside_by_month": [
                    _json_beside(tally, apart) for tally, apart in zip(one.months, one.apart_by_month, strict=True)
                ],
                "compared": one.compared.value,
            }
            for one in figures.points
        ],
        everything=_json(figures.everything),
        everything_beside=_json_beside(figures.everything, figures.everything_apart),
        below=[
            {
                "code": one.code, "name": one.name, "together": _json(one.tally),
                "beside": _json_beside(one.tally, one.apart), "compared": one.compared.value,
            }
            for one in figures.below
        ],
    )  # fmt: skip


Figure = dict[str, float | int | Sequence[int]]


def _json(tally: Tally | None) -> Figure | None:
    """None where nothing is published."""
    if tally is None or tally.share is None:
        return None
    return _figure(tally) | {"counts": list(tally.counts[1:])}


def _figure(tally: Tally) -> Figure:
    share = tally.share or 0.0
    return {
        "n": tally.n, "satisfied": tally.satisfied, "share": round(share, 4), "low": round(tally.low, 4),
        "high": round(tally.high, 4),
    }  # fmt: skip


def _json_beside(tally: Tally | None, apart: Apart) -> dict[str, Any]:
    """By kind: how many, and the figure without or with them; a kind that is not told is not there."""
    figure = tally or Tally()
    early = apart.without_late(figure)
    told: dict[str, tuple[Tally, dict[str, Figure | None]]] = {
        "late": (apart.late, {"without": _figure(early) if early.n else None}),
        "sms": (apart.sms, {"alone": _figure(apart.sms)}),
        "suspect": (apart.suspect, {"with": _figure(apart.with_suspect(figure)) if figure.n else None}),
        "excluded": (apart.excluded, {"with": _figure(apart.with_all(figure)) if figure.n else None}),
    }
    return {kind: {"n": part.n, **figures} for kind, (part, figures) in told.items() if part.n}
