"""Where an entry begins and is written: how it came, whom it concerns, then one form for everything."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from accounts.roles import Role
from agencies.queries import AgencyCard, get_card
from casework.locks.demanding import keeps_sealed
from casework.locks.errors import DeskWithoutKey
from core.errors import DomainError, NotFound
from feedback.desk import drafts
from feedback.desk.drafts import Entry
from feedback.desk.policies import can_receive
from feedback.desk.receiving import desk_for
from feedback.desk.states import Arrival
from feedback.machine import PROVINCE_RECEIVES
from feedback.queries.search import Hit, search_phone
from feedback.states import Concerns
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.formatting import label
from web.forms import typed
from web.gates import keeps_typed
from web.navigation import may_open
from web.public.petitions import concerning
from web.rendering import show_agency
from web.staff.intake import book_views, code_views, reading, slips
from web.staff.intake.blueprint import WAYS, bp, gate
from web.staff.intake.entering import desks_of, entry_form
from web.staff.intake.forms import COMPLAINT, EmptyForm, EntryForm, WhomForm, typed_now
from web.staff.intake.keeping import come_back, keep_for_owner
from web.staff.intake.scans import drop_scan, refuse_scan, take_scans
from web.staff.intake.whom import whom_choices
from web.staff.petitions.rows import row_entry

__all__ = ["book_views", "bp", "code_views", "reading", "slips"]
Page = str | Response | tuple[str, int]


@bp.get("")
@gate
def index() -> str:
    """How it came; what is still being written."""
    ctx = read_context()
    begun = [
        {"entry": one, "until": until, "text": one.typed.get("what", "")[:80]}
        for one, until in drafts.list_entries(ctx)
    ]
    waiting = [{"entry": one, "until": until} for one, until in drafts.list_entries(ctx, recorded=True)]
    may_find = bool(actor().agencies(Role.INTAKE_CLERK))
    return render_template("staff/intake/index.html", entries=begun, waiting=waiting, may_find=may_find)


@bp.route("/moi/<any(ke,giay,'dien-thoai','chuyen-toi'):way>", methods=["GET", "POST"])
@keeps_typed(come_back)
@gate
def begin(way: str) -> Page:
    """Whom it concerns, first of all: it says who receives, and whether it may be written down here at all."""
    ctx = read_context()
    desks = desks_of(ctx)
    form = _whom_form(desks)
    desk = _chosen_desk(desks, form)
    if form.validate_on_submit() and _is_kept(form, desk):
        arrival, about = WAYS[way], _concerns(form)
        with transaction() as writing:
            entry_id = drafts.begin_entry(writing, agency_id=desk.id, arrival=arrival, concerns=about)
            if form.concerns.data == COMPLAINT:
                drafts.keep_typed(writing, entry_id, {COMPLAINT: "y"})
        return redirect(url_for("staff_intake.entry", entry_id=entry_id), code=303)
    return _whom_page(form, desk, desks, title=label(WAYS[way]))


@bp.route("/<uuid:entry_id>/ve-ai", methods=["GET", "POST"])
@gate
def whom(entry_id: UUID) -> Page:
    """The same once more, when it turns out to be about somebody else."""
    ctx = read_context()
    entry = _unsent(drafts.get_entry(ctx, entry_id))
    desk = get_card(ctx, entry.agency_id)
    form = _whom_form([desk], COMPLAINT if COMPLAINT in entry.typed else entry.concerns.value)
    if form.validate_on_submit() and _is_kept(form, desk):
        kept = {name: text for name, text in entry.typed.items() if name != COMPLAINT}
        marked = {**kept, COMPLAINT: "y"} if form.concerns.data == COMPLAINT else kept
        with transaction() as writing:
            drafts.keep_typed(writing, entry_id, marked, concerns=_concerns(form))
        return redirect(url_for("staff_intake.entry", entry_id=entry_id), code=303)
    return _whom_page(form, desk, [desk], title=label(entry.arrival))


@bp.route("/<uuid:entry_id>", methods=["GET", "POST"])
@keeps_typed(keep_for_owner)
@gate
def entry(entry_id: UUID) -> Page:
    """Everything on one page. What is typed is kept first, then looked at: nothing is ever lost."""
    found = _unsent(drafts.get_entry(read_context(), entry_id))
    if request.method == "GET":
        return _entry_page(found, entry_form(found))
    form, found = entry_form(found), _keep(found)
    wanted = request.form.get("viec", "")
    if wanted == "luu":
        flash(gettext("Đã giữ bản ghi dở. Bản này ở đây trong hai ngày."))
        return redirect(url_for("staff_intake.index"), code=303)
    if wanted == "tim":
        return _entry_page(found, form, hits=_same_sender(form))
    fits = form.validate()
    try:
        found = take_scans(found, form)
    except DomainError as error:
        refuse_scan(form, error)
        fits = False
    if fits:
        onward = "staff_intake.entry" if wanted == "them" else "staff_intake.read"
        return redirect(url_for(onward, entry_id=entry_id), code=303)
    return _entry_page(found, form), 422


@bp.post("/<uuid:entry_id>/tep/<file_id>/bo")
@gate
def drop(entry_id: UUID, file_id: str) -> Response:
    """Take a photo or a scan out again."""
    found = _unsent(drafts.get_entry(read_context(), entry_id))
    if EmptyForm().validate_on_submit():
        drop_scan(found, file_id)
    return redirect(url_for("staff_intake.entry", entry_id=entry_id), code=303)


@bp.post("/<uuid:entry_id>/bo")
@gate
def discard(entry_id: UUID) -> Response:
    """Forget an entry that was never recorded."""
    if EmptyForm().validate_on_submit():
        with transaction() as ctx:
            unused = drafts.put_away(ctx, _unsent(drafts.get_entry(ctx, entry_id, lock=True)).id)
        for key in unused:
            runtime().files.delete(key)
        flash(gettext("Đã bỏ bản ghi dở."))
    return redirect(url_for("staff_intake.index"), code=303)


def _unsent(found: Entry) -> Entry:
    if found.slip is not None:
        raise NotFound
    return found


def _keep(found: Entry) -> Entry:
    """Right or wrong, what was sent with this request is kept before anything else happens."""
    marks = {name: found.typed[name] for name in (COMPLAINT,) if name in found.typed}
    with transaction() as ctx:
        return drafts.keep_typed(ctx, found.id, {**typed_now(), **marks})


def _whom_form(desks: list[AgencyCard], chosen: str | None = None) -> WhomForm:
    form = WhomForm(data={"concerns": chosen, "desk": desks[0].code})
    form.desk.choices = [SelectChoice(desk.code, desk.name) for desk in desks]
    form.concerns.choices = [SelectChoice(value, one.text) for value, one in whom_choices(desks[0]).items()]
    return form


def _chosen_desk(desks: list[AgencyCard], form: WhomForm) -> AgencyCard:
    return next((desk for desk in desks if desk.code == form.desk.data), desks[0])


def _concerns(form: WhomForm) -> Concerns:
    return Concerns.NOBODY if form.concerns.data == COMPLAINT else Concerns(form.concerns.data)


def _is_kept(form: WhomForm, desk: AgencyCard) -> bool:
    """Whether what speaks of somebody can be kept where it would go: said before anything is written down."""
    try:
        desk_for(read_context(), desk.id, "", _concerns(form))
    except DeskWithoutKey as error:
        add_to_form(form, error)
        return False
    except DomainError:  # said when it is received
        return True
    return True


def _whom_page(form: WhomForm, desk: AgencyCard, desks: list[AgencyCard], *, title: str) -> Page:
    show_agency(desk)
    hints = {value: one.hint for value, one in whom_choices(desk).items()}
    page = render_template(
        "staff/intake/whom.html", form=form, hints=hints, title=title, several=len(desks) > 1, desk=desk,
        unkeyed=not keeps_sealed(read_context(), desk.id), may_set=may_open(actor(), "staff_locks.index"),
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


def _same_sender(form: EntryForm) -> list[dict[str, object]]:
    """What this phone was left with before, of what the clerk may see anyway. Nothing of it is filled in here."""
    with transaction() as ctx:
        hits = search_phone(ctx, phone=typed(form.phone)) if actor().agencies(Role.INTAKE_CLERK) else []
    return [_line(hit) for hit in hits]


def _line(hit: Hit) -> dict[str, object]:
    return row_entry(hit.row, current=False, url=url_for("staff_petitions.case", petition_id=hit.row.id))


def _entry_page(found: Entry, form: EntryForm, *, hits: list[dict[str, object]] | None = None) -> str:
    ctx = read_context()
    desk = get_card(ctx, found.agency_id)
    can_receive(actor(), desk.id).demand()
    show_agency(desk)
    goes_up = found.concerns in PROVINCE_RECEIVES and desk.id != desk.province_id
    return render_template(
        "staff/intake/entry.html", entry=found, form=form, desk=desk, hits=hits, goes_up=goes_up, Arrival=Arrival,
        about=gettext("Khiếu nại") if COMPLAINT in found.typed else concerning.about(desk, found.concerns),
        may_find=bool(actor().agencies(Role.INTAKE_CLERK)), province=concerning.province_word(desk),
        is_sealed=found.concerns is not Concerns.NOBODY,
    )  # fmt: skip
