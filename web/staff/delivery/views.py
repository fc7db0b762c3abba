"""Deliveries of a case's papers: side by side, one with its record, and what waits at the desk."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from accounts.matrix import Capability, roles_for
from accounts.queries import names_of
from casework.sealing import open_case_key
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.delivery import services
from feedback.delivery.commands import ChangeDelivery, PlanDelivery, RecordDelivery
from feedback.delivery.policies import can_handle_paper
from feedback.delivery.queries import (
    DeliveryRow,
    get_delivery,
    list_records,
    open_addressees,
)
from feedback.delivery.scans import Scan, discard_scan, read_scan
from feedback.delivery.states import PAPER_WAYS, DeliveryAct, DeliveryState, Recipient, Way
from feedback.issuing.queries import get_paper, issued_papers, number_of
from feedback.queries import CaseView, find_case_view
from feedback.services import note_opening
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.files import pdf_response
from web.formatting import label
from web.forms import Form, typed
from web.gates import requires
from web.staff.delivery.forms import ChangeForm, PlanForm, RecordForm, SeenForm
from web.staff.delivery.page import CHIPS, acts_now, cards_of, may_look
from web.staff.delivery.uploading import take_scan

bp = Blueprint("staff_delivery", __name__, url_prefix="/can-bo")
WORKERS = roles_for(Capability.PAPER_DELIVER)
_PAGES = (NotFound, Forbidden)


@bp.get("/don-thu/<uuid:petition_id>/giao-van-ban")
@requires(*WORKERS)
def index(petition_id: UUID) -> str:
    """Every issued paper of a case with its deliveries side by side, and what is missing."""
    return _index(_case(petition_id))


@bp.post("/don-thu/<uuid:petition_id>/giao-van-ban")
@requires(*WORKERS)
def plan(petition_id: UUID) -> ResponseReturnValue:
    """One more recipient, or another way."""
    case = _case(petition_id)
    form = _plan_form(case, PlanForm())
    if form.validate_on_submit():
        command = PlanDelivery(
            UUID(form.paper.data), Recipient(form.recipient.data), Way(form.way.data), typed(form.name),
            typed(form.address),
        )  # fmt: skip
        if _done(form, lambda ctx: services.plan_delivery(ctx, command)):
            return redirect(url_for("staff_delivery.index", petition_id=petition_id), code=303)
    return _index(case, form), 422


@bp.get("/giao-van-ban/<uuid:delivery_id>")
@requires(*WORKERS)
def one(delivery_id: UUID) -> str:
    """A delivery with its record, and what can be recorded now."""
    row, case = _delivery(delivery_id)
    return _one(row, case)


@bp.post("/giao-van-ban/<uuid:delivery_id>")
@requires(*WORKERS)
def record(delivery_id: UUID) -> ResponseReturnValue:
    """Record what happened, with a scan of the receipt."""
    row, case = _delivery(delivery_id)
    form = RecordForm()
    form.offer(acts_now(read_context(), case, row))
    scan: Scan | None = None
    if form.validate_on_submit():
        try:
            scan = take_scan(case.id, form.scan.data)
        except DomainError as error:
            add_to_form(form, error)
        else:
            command = RecordDelivery(
                DeliveryAct(form.act.data), form.day.data, typed(form.who), typed(form.witnesses),
                typed(form.tracking), typed(form.words), scan,
            )  # fmt: skip
            if _done(form, lambda ctx: services.record_delivery(ctx, row.id, command, version=form.seen())):
                return redirect(url_for("staff_delivery.index", petition_id=case.id), code=303)
            discard_scan(runtime().files, scan)
    return _one(row, case, record=form), 422


@bp.post("/giao-van-ban/<uuid:delivery_id>/sua")
@requires(*WORKERS)
def change(delivery_id: UUID) -> ResponseReturnValue:
    """Another way, name or address, before it leaves."""
    row, case = _delivery(delivery_id)
    form = ChangeForm()
    if form.validate_on_submit():
        command = ChangeDelivery(Way(form.way.data), typed(form.name), typed(form.address))
        if _done(form, lambda ctx: services.change_delivery(ctx, row.id, command, version=form.seen())):
            return redirect(url_for("staff_delivery.one", delivery_id=row.id), code=303)
    return _one(row, case, changed=form), 422


@bp.post("/giao-van-ban/<uuid:delivery_id>/dia-chi")
@requires(*WORKERS)
def address(delivery_id: UUID) -> ResponseReturnValue:
    """Take name and address of the sender from the case; that it was opened is audited."""
    row, case = _delivery(delivery_id)
    form = SeenForm()
    if form.validate_on_submit() and _done(
        form, lambda ctx: services.address_from_case(ctx, row.id, version=form.seen())
    ):
        return redirect(url_for("staff_delivery.one", delivery_id=row.id), code=303)
    return _one(row, case, refused=form), 422


@bp.get("/giao-van-ban/<uuid:delivery_id>/phieu/<uuid:record_id>")
@requires(*WORKERS)
def scan(delivery_id: UUID, record_id: UUID) -> Response:
    """The scan of a receipt or slip, for whoever may know for whom the paper was."""
    row, case = _delivery(delivery_id)
    ctx, key = read_context(), open_case_key(read_context(), case.id)
    for line in list_records(ctx, row, key=key):
        if line.id == record_id and line.scan is not None:
            data = read_scan(ctx.files, key, line.scan)
            return scan_response(line.scan, data)
    raise NotFound


def scan_response(found: Scan, data: bytes) -> Response:
    """A photo to look at, a PDF to keep; no cache keeps either."""
    if found.media_type == "application/pdf":
        response = pdf_response(data, "phieu.pdf")
    else:
        response = Response(data, mimetype=found.media_type)
    response.headers["Cache-Control"] = "no-store"
    return response


def _done(form: Form, write: Callable[[Context], object]) -> bool:
    """Write; what stands in the way is said on the page, and nothing typed is lost."""
    try:
        with transaction(public=True) as ctx:
            write(ctx)
    except (*_PAGES, StaleVersion, TransitionNotAllowed):
        raise
    except DomainError as error:
        add_to_form(form, error)
        return False
    flash(gettext("Đã ghi."), "success")
    return True


def _case(petition_id: UUID) -> CaseView:
    case = find_case_view(read_context(), petition_id)
    if case is None or not may_look(read_context(), case, _issuer(petition_id)):
        raise NotFound
    return case


def _issuer(petition_id: UUID) -> UUID | None:
    papers = issued_papers(read_context(), petition_id)
    return papers[-1].agency_id if papers else None


def _delivery(delivery_id: UUID) -> tuple[DeliveryRow, CaseView]:
    row = get_delivery(read_context(), delivery_id)
    case = find_case_view(read_context(), row.petition_id)
    if case is None or not can_handle_paper(actor(), case.facts(), row.agency_id):
        raise NotFound
    return row, case


def _plan_form(case: CaseView, form: PlanForm) -> PlanForm:
    ctx = read_context()
    key = open_case_key(ctx, case.id)
    papers = list(reversed(issued_papers(ctx, case.id)))
    numbers = {paper.id: number_of(ctx, paper.id, key=key) for paper in papers}
    form.paper.choices = [
        SelectChoice(
            str(paper.id), f"{label(paper.kind)} {number.text if (number := numbers[paper.id]) else ''}".strip()
        )
        for paper in papers
    ]
    return form


def _index(case: CaseView, form: PlanForm | None = None) -> str:
    _note(case)
    ctx = read_context()
    cards = cards_of(ctx, case)
    may = bool(cards) and bool(can_handle_paper(actor(), case.facts(), cards[0].paper.agency_id))
    return render_template(
        "staff/delivery/index.html", case=case, cards=cards, may=may,
        form=form or (_plan_form(case, PlanForm(formdata=None)) if may else None), filled=form is not None,
    )  # fmt: skip


def _one(
    row: DeliveryRow, case: CaseView, *, record: RecordForm | None = None, changed: ChangeForm | None = None,
    refused: SeenForm | None = None,
) -> str:  # fmt: skip
    _note(case)
    ctx = read_context()
    key = open_case_key(ctx, case.id)
    paper, to = get_paper(ctx, row.paper_id), open_addressees(ctx, key, [row.id])[row.id]
    records = list_records(ctx, row, key=key)
    acts = acts_now(ctx, case, row)
    if record is None and acts:
        record = RecordForm(formdata=None, data={"version": str(row.version)})
        record.offer(acts)
    may_change = row.state is DeliveryState.PLANNED and row.way in PAPER_WAYS
    if changed is None and may_change:
        data = {"version": str(row.version), "way": row.way.value, "name": to.name, "address": to.address}
        changed = ChangeForm(formdata=None, data=data)
    for prefix, form in (("ghi", record), ("sua", changed)):
        for field in form or ():
            field.id = f"{prefix}-{field.short_name}"
            field.label.field_id = field.id
    return render_template(
        "staff/delivery/one.html", case=case, row=row, to=to, paper=paper, number=number_of(ctx, row.paper_id, key=key),
        records=records, names=names_of(ctx, {line.account_id for line in records if line.account_id}), record=record,
        changed=changed, refused=refused, standing=(CHIPS[row.state], label(row.state)),
        from_case=may_change and row.recipient is Recipient.SENDER,
        form=next((one for one in (record, changed, refused) if one is not None and one.errors), None),
    )  # fmt: skip


def _note(case: CaseView) -> None:
    """Whatever shows something of a sealed case is an opening, written down before."""
    if case.sealed:
        with transaction() as ctx:
            note_opening(ctx, case.id)
