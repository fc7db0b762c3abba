"""Denunciations by province and ended year: one page, and the same figures as CSV and JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, jsonify, render_template
from flask_babel import gettext

from agencies.queries import AgencyCard
from agencies.states import AgencyKind
from core.clock import local_date
from reports.denunciations.limits import Limits, limits_on
from reports.denunciations.queries import Edition, list_editions
from reports.denunciations.states import Telling
from reports.denunciations.telling import CELLS
from web.context import read_context
from web.formatting import day, label
from web.gates import public_page
from web.public.addressing import agency_of_page
from web.public.denunciations.method import method

bp = Blueprint("denunciation_years", __name__)


@bp.get("/tinh/<code>/to-cao-tung-nam")
@public_page
def years(code: str) -> str:
    """What is told of a province."""
    card, editions, limits = _read(code)
    return render_template(
        "public/denunciations/years.html", card=card, newest=_newest(editions), earlier=_earlier(editions),
        limits=limits, method=method(limits), untold=Telling.FEW_PLACES,
    )  # fmt: skip


@bp.get("/tinh/<code>/to-cao-tung-nam.csv")
@public_page
def years_csv(code: str) -> Response:
    """The same for spreadsheets: UTF-8 with a mark, so that Excel shows the diacritics."""
    card, editions, limits = _read(code)
    buffer = io.StringIO()
    csv.writer(buffer).writerows(_lines(card, editions, limits))
    response = Response(("\ufeff" + buffer.getvalue()).encode(), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=f"to-cao-tung-nam-{card.code}.csv")
    return response


@bp.get("/api/v1/denunciations/<code>")
@public_page
def years_json(code: str) -> Response:
    """The same for programs; null is a figure that is not told."""
    card, editions, limits = _read(code)
    return jsonify(
        province={"code": card.code, "name": card.name},
        method={
            "smallest_figure": limits.fewest, "smallest_change": limits.change,
            "smallest_number_of_communes": limits.places, "to_be_confirmed": limits.to_be_confirmed,
            "text": method(limits),
        },
        years=[_json(one) for one in editions],
    )  # fmt: skip


def _read(code: str) -> tuple[AgencyCard, Sequence[Edition], Limits]:
    """Two statements. Raises NotFound."""
    ctx = read_context()
    card = agency_of_page(ctx, code, AgencyKind.PROVINCE)
    return card, list_editions(ctx, card.id), limits_on(local_date(ctx.now))


def _newest(editions: Sequence[Edition]) -> list[Edition]:
    """The last edition of each year, newest year first."""
    kept: dict[int, Edition] = {}
    for one in editions:
        kept.setdefault(one.year, one)
    return list(kept.values())


def _earlier(editions: Sequence[Edition]) -> list[Edition]:
    newest = _newest(editions)
    return [one for one in editions if one not in newest]


def _lines(card: AgencyCard, editions: Sequence[Edition], limits: Limits) -> list[list[str | int]]:
    head = [
        gettext("Tỉnh, thành phố"), gettext("Năm"), gettext("Bản số"), gettext("Tính ngày"),
        gettext("Số xã, phường đã mở"), gettext("Nhận trong năm"), gettext("Kết luận trong năm"), gettext("Đúng"),
        gettext("Đúng một phần"), gettext("Sai"), gettext("Ghi chú"),
    ]  # fmt: skip
    lines: list[list[str | int]] = [list(head)]
    for one in editions:
        figures = [_cell(one.told.figure(cell)) for cell in CELLS]
        note = label(one.told.telling) if one.told.telling is Telling.FEW_PLACES else ""
        lines.append([card.name, one.year, one.edition, day(one.computed_on), one.communes, *figures, note])
    explained = gettext("Ô trống là con số không nêu.")
    return [*lines, [], [gettext("Cách đếm")], [explained], *([sentence] for sentence in method(limits))]


def _cell(figure: int | None) -> str | int:
    return "" if figure is None else figure


def _json(one: Edition) -> dict[str, Any]:
    return {
        "year": one.year, "edition": one.edition, "computed_on": one.computed_on.isoformat(),
        "communes": one.communes, "told": one.told.telling is Telling.TOLD,
        **{cell: one.told.figure(cell) for cell in CELLS},
    }  # fmt: skip
