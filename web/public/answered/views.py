"""Answered petitions as everybody reads them: a register with search, a page each, a feed, open data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext

from agencies.queries import AgencyCard, get_card
from agencies.states import AgencyKind
from casework.redaction import Piece
from core.clock import local, local_date
from core.paging import Page, PageRequest
from feedback.publishing.register import (
    Answered,
    Chosen,
    Place,
    get_answered,
    list_answered,
    list_changed,
    list_for_export,
    read_public_photo,
)
from feedback.publishing.states import Ground, Part
from feedback.states import Field, Outcome
from web.context import read_context
from web.formatting import label
from web.gates import public_page
from web.portal.framing import link_base
from web.public.addressing import agency_of_page
from web.public.answered.asked import asked_of, chosen_of
from web.rendering import show_agency

bp = Blueprint("answered", __name__)
SIZE, FEED_SIZE, YEARS = 20, 30, 4
COLUMNS = (
    "id", "ma_xa", "xa", "linh_vuc", "ket_qua", "ngay_tra_loi", "dung_han", "tai_cho", "thon", "so_o_che", "sua",
    "ten_viec", "nguoi_dan_viet", "cau_tra_loi", "dia_chi",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@bp.get("/xa/<code>/tra-loi")
@public_page
def commune_index(code: str) -> str:
    """What a commune answered, newest first."""
    return _index(agency_of_page(read_context(), code, AgencyKind.COMMUNE))


@bp.get("/tinh/<code>/tra-loi")
@public_page
def province_index(code: str) -> str:
    """What a province and all its communes answered."""
    return _index(agency_of_page(read_context(), code, AgencyKind.PROVINCE))


@bp.get("/xa/<code>/tra-loi.<any('atom', 'csv', 'json'):form>")
@public_page
def commune_data(code: str, form: str) -> Response:
    """The same for feed readers and for machines."""
    return _data(agency_of_page(read_context(), code, AgencyKind.COMMUNE), form)


@bp.get("/tinh/<code>/tra-loi.<any('atom', 'csv', 'json'):form>")
@public_page
def province_data(code: str, form: str) -> Response:
    """The same for feed readers and for machines."""
    return _data(agency_of_page(read_context(), code, AgencyKind.PROVINCE), form)


@bp.get("/tra-loi/<uuid:public_id>")
@public_page
def item(public_id: UUID) -> str:
    """One answer, with its boxes and why they are there."""
    found = get_answered(read_context(), public_id)
    card = get_card(read_context(), found.agency_id)
    show_agency(card)
    return render_template("public/answered/item.html", one=found, card=card, index_url=_address(card))


@bp.get("/tra-loi/<uuid:public_id>/anh/<int:number>")
@public_page
def photo(public_id: UUID, number: int) -> Response:
    """A photo that goes along, painted over where something private was."""
    return Response(read_public_photo(read_context(), public_id, number), mimetype="image/jpeg")


def words_of_pieces(pieces: Sequence[Piece]) -> str:
    """A covered text in plain letters."""
    return "".join(
        piece.text if piece.reason is None else gettext("[đã che: %(what)s]", what=label(piece.reason))
        for piece in pieces
    )


def _index(card: AgencyCard) -> str:
    ctx, chosen, after = read_context(), chosen_of(request.args), request.args.get("sau")
    found = list_answered(ctx, _place(card), chosen, PageRequest(SIZE, after))
    here, asked = _address(card), asked_of(chosen)
    return render_template(
        "public/answered/index.html", card=card, found=found, chosen=chosen, asked=asked, here=here, after=after,
        endpoint=f"answered.{card.kind}_index", data=f"answered.{card.kind}_data", choices=_choices(),
        at_province=card.kind == AgencyKind.PROVINCE,
    )  # fmt: skip


def _choices() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Name, label and options of each filter."""
    this_year = local_date(read_context().now).year
    return [
        ("linh-vuc", gettext("Lĩnh vực"), [(one.value, label(one)) for one in Field]),
        ("ket-qua", gettext("Kết quả"), [(one.value, label(one)) for one in Outcome]),
        ("thang", gettext("Trả lời khi nào"), _months(this_year, local_date(read_context().now).month)),
        ("han", gettext("Đúng hạn"), [("dung", gettext("Trả lời đúng hạn")), ("tre", gettext("Trả lời trễ hạn"))]),
        ("tai-cho", gettext("Việc làm tại chỗ"), [(one.value, label(one)) for one in Ground]),
    ]  # fmt: skip


def _months(year: int, month: int) -> list[tuple[str, str]]:
    """The last years, and the months of this one and of the last."""
    months = [(one, at) for one in (year, year - 1) for at in range(12, 0, -1) if (one, at) <= (year, month)]
    named = [
        (f"{one}-{at:02d}", gettext("Tháng %(month)s năm %(year)s", month=at, year=one)) for one, at in months[:12]
    ]
    return [*named, *((str(one), gettext("Cả năm %(year)s", year=one)) for one in range(year, year - YEARS, -1))]


def _data(card: AgencyCard, form: str) -> Response:
    if form == "atom":
        return _feed(card)
    chosen = chosen_of(request.args)
    page = list_for_export(read_context(), _place(card), chosen, request.args.get("sau"))
    further = _further(card, form, chosen, page)
    response = _csv(page.items) if form == "csv" else _json(card, page.items, further)
    if further:
        response.headers["Link"] = f'<{further}>; rel="next"'
    return response


def _feed(card: AgencyCard) -> Response:
    rows = list_changed(read_context(), _place(card), PageRequest(FEED_SIZE))
    updated = max((row.changed_at for row in rows), default=read_context().now).isoformat(timespec="seconds")
    text = render_template(
        "public/answered/feed.xml", card=card, rows=rows, updated=updated, words=words_of_pieces, part=Part,
        base=link_base(card.id), here=_address(card),
        itself=url_for(f"answered.{card.kind}_data", code=card.code, form="atom"),
    )  # fmt: skip
    return Response(text, mimetype="application/atom+xml")


def _further(card: AgencyCard, form: str, chosen: Chosen, page: Page[Answered]) -> str:
    if not page.next_cursor:
        return ""
    values: dict[str, Any] = {"code": card.code, "form": form, "sau": page.next_cursor, **asked_of(chosen)}
    return url_for(f"answered.{card.kind}_data", **values)


def _csv(rows: Sequence[Answered]) -> Response:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([[_cell(value) for value in _record(row).values()] for row in rows])
    response = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="tra-loi.csv"'
    return response


def _json(card: AgencyCard, rows: Sequence[Answered], further: str) -> Response:
    data = {"don_vi": card.code, "tiep": further or None, "tra_loi": [_record(row) for row in rows]}
    return Response(json.dumps(data, ensure_ascii=False), mimetype="application/json")


def _record(row: Answered) -> Mapping[str, Any]:
    texts = {part: words_of_pieces(row.pieces.get(part, ())) for part in Part}
    values = (
        str(row.id), row.place_code, row.place, row.field.value, row.outcome.value,
        local(row.answered_at).date().isoformat(), row.on_time, row.ground.value if row.ground else "", row.hamlet,
        sum(row.boxes.values()), row.corrected, *texts.values(), url_for("answered.item", public_id=row.id),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _cell(value: Any) -> Any:
    """What a table program would take for a formula stays a text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _place(card: AgencyCard) -> Place:
    return Place(card.id, card.kind)


def _address(card: AgencyCard) -> str:
    kind = AgencyKind.PROVINCE if card.kind == AgencyKind.PROVINCE else AgencyKind.COMMUNE
    code = card.code if card.kind in (AgencyKind.PROVINCE, AgencyKind.COMMUNE) else card.province_code
    kind = kind if code == card.code else AgencyKind.PROVINCE
    return url_for(f"answered.{kind.value}_index", code=code)
