"""Sheets: the one to fill in, taking one in, looking it over, saying go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as Answer

from agencies.queries import AgencyCard
from bootstrap.sheets import make_marked, make_plan, read_sheets
from core.errors import DomainError, NotFound
from core.paging import PageRequest
from core.sheets import MAX_BYTES, CellMark
from feedback.bulk.batches import STUCK_AFTER, begin, begin_again, drop, keep_checked
from feedback.bulk.errors import FileMissing
from feedback.bulk.lines import Slot
from feedback.bulk.preparing import prepare_batch
from feedback.bulk.queries import (
    BatchView,
    get_batch,
    list_lines,
    list_places,
    read_file,
    read_ready,
    read_report,
)
from feedback.bulk.sheet import column_of, find_layout, plan
from feedback.bulk.states import BatchSource, IntakeState
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form, message
from web.notice import NOTICE_VERSION
from web.staff.bulk.blueprint import bp, clerk, desk_asked, desks
from web.staff.bulk.forms import EmptyForm, UploadForm, shown_choice

Page = str | Answer | tuple[str, int]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_LINES, SHOWN_FAULTS, LISTED = 50, 200, 100


@bp.get("/tep-mau")
@clerk
def template() -> Response:
    """The sheet to fill in, with the desk's own hamlets."""
    desk = desk_asked()
    made = make_plan(plan(list_places(read_context(), desk.id)))
    return _sheet(made, f"mau-nhap-don-{desk.code}.xlsx")


@bp.route("/tep", methods=["GET", "POST"])
@clerk
def upload() -> Page:
    """Take a sheet in: check all of it, write nothing but the check."""
    desk, form = desk_asked(), UploadForm()
    if form.validate_on_submit():
        try:
            batch_id = _keep(desk, form.file.data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("staff_bulk.batch", batch_id=batch_id), code=303)
    page = render_template("staff/bulk/upload.html", form=form, desk=desk, desks=desks())
    return (page, 422) if form.errors or form.form_errors else page


@bp.get("/lan/<uuid:batch_id>")
@clerk
def batch(batch_id: UUID) -> str:
    """One import: looked over, under way, or done."""
    ctx = read_context()
    found = get_batch(ctx, batch_id, viewer=actor())
    page = PageRequest(LISTED, request.args.get("sau"))
    faults = [_worded(one) for one in read_report(ctx, found)]
    return render_template(
        "staff/bulk/batch.html", batch=found, faults=faults[:SHOWN_FAULTS], fault_count=len(faults),
        ready=_ready(found), lines=list_lines(ctx, found, page=page), after=page.after, worded=_refusal,
        stuck=found.state is IntakeState.RUNNING and runtime().clock() >= found.moved_at + STUCK_AFTER,
        marked=bool(faults) and found.file_key is not None and found.readable, shown_lines=SHOWN_LINES,
        from_sheet=found.source is BatchSource.SHEET,
    )  # fmt: skip


@bp.get("/lan/<uuid:batch_id>/ban-danh-dau")
@clerk
def marked(batch_id: UUID) -> Response:
    """The official's own sheet once more, its bad cells coloured and commented."""
    ctx = read_context()
    found = get_batch(ctx, batch_id, viewer=actor())
    layout = find_layout(read_sheets(read_file(ctx, found)))
    places = list_places(ctx, found.agency_id)
    marks = [CellMark(one["row"], one["column"], _worded(one)["expected"]) for one in read_report(ctx, found)]
    columns = {column: column_of(slot, places) for column, slot in layout.columns.items()}
    return _sheet(make_marked(layout.grid, marks, columns), "danh-dau-o-sai.xlsx")


@bp.post("/lan/<uuid:batch_id>/nhap")
@clerk
def go(batch_id: UUID) -> Answer:
    """Say go."""
    return _act(batch_id, lambda: _in_transaction(begin, batch_id))


@bp.post("/lan/<uuid:batch_id>/nhap-tiep")
@clerk
def go_on(batch_id: UUID) -> Answer:
    """Start once more where it stopped."""
    return _act(batch_id, lambda: _in_transaction(begin_again, batch_id))


@bp.post("/lan/<uuid:batch_id>/bo")
@clerk
def give_up(batch_id: UUID) -> Answer:
    """Do not import it; the file goes at once."""

    def act() -> None:
        key = get_batch(read_context(), batch_id, viewer=actor()).file_key
        _in_transaction(drop, batch_id)
        if key:
            runtime().files.delete(key)
        flash(gettext("Đã bỏ tệp. Không có đơn nào được nhập."), "success")

    return _act(batch_id, act)


def _in_transaction(service: Any, batch_id: UUID) -> None:
    with transaction() as ctx:
        service(ctx, batch_id)


def _act(batch_id: UUID, act: Any) -> Answer:
    if not EmptyForm().validate_on_submit():
        raise NotFound
    try:
        act()
    except NotFound:
        raise
    except DomainError as error:
        flash(message(error), "error")
    return redirect(url_for("staff_bulk.batch", batch_id=batch_id), code=303)


def _keep(desk: AgencyCard, chosen: FileStorage | None) -> UUID:
    if chosen is None or not chosen.filename:
        raise FileMissing
    with closing(chosen):
        # One byte more than allowed is enough to know that it is too large.
        data = chosen.stream.read(MAX_BYTES + 1)
    new = prepare_batch(read_context(), desk.id, data, read_sheets(data), notice_version=NOTICE_VERSION)
    try:
        with transaction() as ctx:
            keep_checked(ctx, new)
    except BaseException:
        runtime().files.delete(new.file_key)
        raise
    return new.key.case_id


def _ready(found: BatchView) -> Sequence[Mapping[str, Any]]:
    if found.state is not IntakeState.CHECKED:
        return []
    return [
        {
            "row": row, "line": line, "way": shown_choice(Slot.WAY, line.way),
            "concerns": shown_choice(Slot.CONCERNS, line.concerns), "writer": shown_choice(Slot.WRITER, line.writer),
        }
        for row, line in read_ready(read_context(), found, most=SHOWN_LINES)
    ]  # fmt: skip


def _worded(one: Mapping[str, Any]) -> Mapping[str, Any]:
    sentence, heading = one["text"], one["heading"]
    return {**one, "expected": gettext(sentence, **one["values"]), "heading": gettext(heading)}


def _refusal(refusal: Mapping[str, Any]) -> str:
    sentence = refusal["text"]
    return str(gettext(sentence, **refusal["values"]))


def _sheet(data: bytes, name: str) -> Response:
    response = Response(data, mimetype=XLSX)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
