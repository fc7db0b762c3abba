"""Papers that were just scanned: looked at, entered, joined to a petition, or discarded; every look is audited."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Answer

from agencies.queries import get_card
from core.clock import local_date
from core.errors import DomainError, NotFound
from core.paging import PageRequest
from feedback.bulk.checking import check_line
from feedback.bulk.folders import list_folders, list_refused, note_refusals_seen
from feedback.bulk.lines import Line, Slot, Way
from feedback.bulk.queries import list_places
from feedback.bulk.scans import (
    discard_scan,
    enter_scan,
    find_case_to_join,
    find_entered,
    join_scan,
    note_scan_opening,
    read_pages,
    read_picture,
    seal_for_case,
)
from feedback.bulk.states import DiscardReason
from feedback.bulk.waiting import OpenedScan, get_waiting, list_waiting
from feedback.commands import Submitted
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form, message
from web.files import pdf_response
from web.notice import NOTICE_VERSION
from web.receipts import Receipt, keep_receipt, read_receipt
from web.rendering import show_agency
from web.staff.bulk.blueprint import bp, clerk, desk_asked, desks
from web.staff.bulk.forms import DiscardForm, EmptyForm, JoinForm, LineForm, ScanForm

Page = str | Answer | tuple[str, int]
LISTED = 24


@bp.get("/may-quet")
@clerk
def scans() -> str:
    """What waits, how the folder fares, what was put aside."""
    ctx, desk = read_context(), desk_asked()
    page = PageRequest(LISTED, request.args.get("sau"))
    folder = next(iter(list_folders(ctx, [desk.id])), None)
    return render_template(
        "staff/bulk/scans.html", desk=desk, desks=desks(), folder=folder,
        waiting=list_waiting(ctx, desk.id, viewer=actor(), page=page), refused=list_refused(ctx, desk.id),
        configured=runtime().settings.scan_folder is not None, now=runtime().clock(), after=page.after,
        silent=folder is not None and folder.is_silent(runtime().clock()),
    )  # fmt: skip


@bp.route("/may-quet/<uuid:scan_id>", methods=["GET", "POST"])
@clerk
def scan(scan_id: UUID) -> Page:
    """The paper beside the form that makes it a petition."""
    opened = _opened(scan_id)
    if opened is None:
        return _pressed_twice(scan_id) or _gone()
    form = _form(opened)
    if form.is_submitted() and form.validate():
        done = _enter(opened, form)
        if done is not None:
            return done
    page = _page(opened, form=form)
    return (page, 422) if form.errors or form.form_errors else page


@bp.post("/may-quet/<uuid:scan_id>/gan")
@clerk
def join(scan_id: UUID) -> Page:
    """Enclose it in a petition that is there."""
    opened, form = _opened(scan_id), JoinForm(prefix="gan")
    if opened is None:
        return _gone()
    if form.validate_on_submit():
        try:
            petition_id = _join(opened, str(form.number.data))
        except NotFound:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã gắn giấy quét vào đơn."), "success")
            return redirect(url_for("staff_petitions.case", petition_id=petition_id), code=303)
    return _page(opened, join_form=form), 422


@bp.post("/may-quet/<uuid:scan_id>/bo")
@clerk
def discard(scan_id: UUID) -> Page:
    """It is no petition."""
    opened, form = _opened(scan_id), DiscardForm(prefix="bo")
    if opened is None:
        return _gone()
    if not form.validate_on_submit():
        return _page(opened, discard_form=form), 422
    try:
        with transaction() as ctx:
            discard_scan(ctx, scan_id, DiscardReason(form.reason.data))
    except NotFound:
        raise
    except DomainError as error:
        flash(message(error), "error")
    else:
        flash(gettext("Đã bỏ giấy quét."), "success")
    return redirect(url_for("staff_bulk.scans"), code=303)


@bp.get("/may-quet/<uuid:scan_id>/bien-nhan")
@clerk
def scan_receipt(scan_id: UUID) -> str | Answer:
    """Number and code of the petition it became, for whoever just entered it."""
    receipt = read_receipt(f"scan:{scan_id}")
    if receipt is None:
        return _gone()
    desk = desk_asked()
    show_agency(desk)
    return render_template("staff/bulk/scan_receipt.html", receipt=receipt, desk=desk)


@bp.get("/may-quet/<uuid:scan_id>/trang/<int:page>")
@clerk
def scan_page(scan_id: UUID, page: int) -> Response:
    """The picture of a page."""
    opened = _looked_at(scan_id, f"page {page}")
    return Response(read_picture(runtime().files, opened.key, opened.facts, page), mimetype="image/jpeg")


@bp.get("/may-quet/<uuid:scan_id>/anh-nho")
@clerk
def scan_thumb(scan_id: UUID) -> Response:
    """The small picture of the first page."""
    opened = _looked_at(scan_id, "thumb")
    return Response(read_picture(runtime().files, opened.key, opened.facts, -1), mimetype="image/jpeg")


@bp.get("/may-quet/<uuid:scan_id>/tep")
@clerk
def scan_file(scan_id: UUID) -> Response:
    """All pages as a clean PDF."""
    opened = _looked_at(scan_id, "file")
    return pdf_response(read_pages(runtime().files, opened.key, opened.facts), "giay-quet.pdf")


@bp.post("/may-quet/da-xem")
@clerk
def refusals_seen() -> Answer:
    """The clerk dealt with the files that were put aside."""
    desk = desk_asked()
    if EmptyForm().validate_on_submit():
        with transaction() as ctx:
            note_refusals_seen(ctx, desk.id)
    return redirect(url_for("staff_bulk.scans", ban=desk.code), code=303)


def _opened(scan_id: UUID) -> OpenedScan | None:
    """A paper that still waits; None when somebody decided it meanwhile (or it never was, or is another desk's)."""
    try:
        return get_waiting(read_context(), scan_id, viewer=actor())
    except NotFound:
        return None


def _gone() -> Answer:
    flash(gettext("Giấy này không còn trong danh sách chờ: đã có người ghi nhận hoặc bỏ đi."), "info")
    return redirect(url_for("staff_bulk.scans"), code=303)


def _looked_at(scan_id: UUID, what: str) -> OpenedScan:
    opened = get_waiting(read_context(), scan_id, viewer=actor())
    with transaction() as ctx:
        note_scan_opening(ctx, scan_id, agency_id=opened.scan.agency_id, what=what)
    return opened


def _form(opened: OpenedScan) -> ScanForm:
    came = local_date(opened.scan.arrived_at)
    begun = {Slot.RECEIVED.value: came.isoformat(), Slot.WAY.value: Way.PAPER_BROUGHT.value}
    form = ScanForm(data={"line": begun})
    form.line.form.offer(list_places(read_context(), opened.scan.agency_id))
    return form


def _enter(opened: OpenedScan, form: ScanForm) -> Answer | None:
    line: LineForm = form.line.form
    places = list_places(read_context(), opened.scan.agency_id)
    checked = check_line(line.cells(), hamlets=places, today=local_date(runtime().clock()))
    if checked.line is None:
        line.tell(checked.faults)
        return None
    try:
        return _received(opened.scan.id, checked.line)
    except NotFound:
        raise
    except DomainError as error:
        field = error.field if error.field and error.field in line else Slot.WHAT.value
        line[field].errors = [message(error)]
        return None


def _received(scan_id: UUID, line: Line) -> Answer:
    with transaction() as ctx:
        done = enter_scan(ctx, scan_id, line, notice_version=NOTICE_VERSION)
    return _receipt(scan_id, done)


def _pressed_twice(scan_id: UUID) -> Answer | None:
    """The receipt once more, for whoever sent the form twice: the first answer never reached them."""
    done = find_entered(read_context(), scan_id) if request.method == "POST" else None
    return _receipt(scan_id, done) if done else None


def _receipt(scan_id: UUID, done: Submitted) -> Answer:
    keep_receipt(Receipt(done.number, done.access_code, f"scan:{scan_id}"))
    return redirect(url_for("staff_bulk.scan_receipt", scan_id=scan_id), code=303)


def _join(opened: OpenedScan, number: str) -> UUID:
    with transaction() as ctx:
        case_id, key = find_case_to_join(ctx, number)
    stored = seal_for_case(runtime().files, opened.key, opened.facts, key)
    try:
        with transaction() as ctx:
            join_scan(ctx, opened.scan.id, number, stored)
    except BaseException:
        for name in stored.file_keys():
            runtime().files.delete(name)
        raise
    return case_id


def _page(
    opened: OpenedScan, *, form: ScanForm | None = None, join_form: JoinForm | None = None,
    discard_form: DiscardForm | None = None,
) -> str:  # fmt: skip
    shown = form or join_form or discard_form
    return render_template(
        "staff/bulk/scan.html", scan=opened.scan, form=shown, entry=form or _form(opened),
        join_form=join_form or JoinForm(prefix="gan"), discard_form=discard_form or DiscardForm(prefix="bo"),
        desk=get_card(read_context(), opened.scan.agency_id), open_join=join_form is not None,
        open_discard=discard_form is not None,
    )  # fmt: skip
