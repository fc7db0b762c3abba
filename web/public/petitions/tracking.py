"""Following a petition with its number and secret code."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from agencies.queries import get_card
from casework.attachments import ImageSize, read_attachment
from casework.errors import CaseShredded
from casework.locks.errors import CaseLocked
from casework.numbers import FoundCase, find_case
from casework.timeline import list_entries
from core.context import Context
from core.errors import DomainError
from deadlines.queries import explain_view, list_clocks
from feedback import services
from feedback.aftermath.services.disputing import UNSATISFIED
from feedback.commands import Rating
from feedback.deleting.queries import list_deleted
from feedback.inventory import inventory_of
from feedback.machine import PETITION as WAYS
from feedback.publishing.register import public_id_of
from feedback.queries import TrackedCase, find_case_view, get_tracked
from feedback.queries.tracking import ruling_clock
from feedback.reviewing.queries import held_among
from feedback.states import Act, Happened, PetitionState
from web.context import read_context, transaction
from web.errors import add_to_form
from web.forms import Form, typed
from web.gates import public
from web.network import network_key
from web.opened import PAGES, close, opened, remember
from web.public.confiding.page import confided_of
from web.public.petitions.afterwards import afterwards_of, disagree_form, disagree_page
from web.public.petitions.blueprint import bp
from web.public.petitions.formal import formal_of
from web.public.petitions.forms import EmptyForm, EraseContactForm, RatingForm, TrackForm
from web.public.petitions.papers import papers_of
from web.public.petitions.parts import followed
from web.public.petitions.texting import number_for_texts
from web.public.petitions.words import clock_card, steps_to_come, timeline_words
from web.rendering import show_agency

PETITION = "petition"
Page = str | BaseResponse | tuple[str, int]
# Of what is under way by law: the page says how it is withdrawn.
WITHDRAWABLE = frozenset(
    {*(state for state in PetitionState if WAYS.allows(state, Act.WITHDRAW)), PetitionState.PROCEEDING}
)


@bp.route("/tra-cuu", methods=["GET", "POST"])
@public
def track() -> Page:
    """Ask for number and code. An unknown number and a wrong code look the same."""
    form = TrackForm(data={"number": request.args.get("so", "")[:30]})
    if form.validate_on_submit():
        try:
            found = _look_up(form)
        except DomainError as error:
            add_to_form(form, error)
        else:
            if found is not None:
                remember(found)
                return redirect(url_for(PAGES[found.case_type]), code=303)
            form.form_errors.append(_("Số đơn và mã bí mật chưa khớp nhau. Xem lại từng ký tự trên biên nhận."))
    page = render_template("public/petitions/track.html", form=form, texts_to=number_for_texts())
    return (page, 422) if request.method == "POST" else page


@bp.get("/tra-cuu/don")
@public
def case() -> Page:
    """The petition: where it stands, by when, what happened, the answer."""
    petition_id = opened(PETITION)
    if petition_id is None:
        return ask_again()
    ctx = read_context()
    try:
        tracked = get_tracked(ctx, petition_id)
    except CaseShredded:
        return _destroyed(ctx, petition_id)
    except CaseLocked:  # closed after it came in: whoever opens it next closes it for its sender too
        return _relocked(ctx, petition_id)
    desk = get_card(ctx, tracked.case.agency_id)
    show_agency(desk)
    return render_template(
        "public/petitions/case.html", tracked=tracked, case=tracked.case, desk=desk,
        card=clock_card(tracked.clock, desk.name) if tracked.clock else None,
        why=explain_view(ctx, tracked.clock) if tracked.clock else None,
        entries=[*timeline_words(tracked.timeline), *steps_to_come(tracked.case.state)],
        withdrawable=tracked.case.state in WITHDRAWABLE, formal=formal_of(ctx, tracked.case, desk.name),
        ways=followed(ctx, tracked.case), after=afterwards_of(ctx, tracked.case),
        papers=papers_of(ctx, petition_id), confided=confided_of(ctx, tracked.case, tracked.clock),
        public_id=public_id_of(ctx, petition_id) if tracked.answer and not tracked.case.sealed else None,
        deleted=list_deleted(ctx, petition_id) if inventory_of(ctx, petition_id).deleted else [],
        held=tracked.case.state is PetitionState.RECEIVED and bool(held_among(ctx, [petition_id])),
    )  # fmt: skip


@bp.get("/tra-cuu/don/anh/<uuid:photo_id>")
@public
def photo(photo_id: UUID) -> Page:
    """A photo of the petition, for its sender."""
    petition_id = opened(PETITION)
    if petition_id is None:
        return ask_again()
    size = ImageSize.THUMB if request.args.get("nho") else ImageSize.DISPLAY
    return Response(read_attachment(read_context(), petition_id, photo_id, size), mimetype="image/jpeg")


@bp.route("/tra-cuu/don/nhan-xet", methods=["GET", "POST"])
@public
def rate() -> Page:
    """Say how the answer is; whoever is not satisfied chooses what should happen now."""
    petition_id, form = opened(PETITION), RatingForm()
    if petition_id is not None and form.validate_on_submit() and int(form.rating.data) <= UNSATISFIED:
        case = find_case_view(read_context(), petition_id)
        if case is not None and case.state is PetitionState.ANSWERED:
            return disagree_page(case, disagree_form(case, stars=form.rating.data, text=typed(form.comment)))

    def send(ctx: Context, case_id: UUID) -> None:
        services.rate(ctx, case_id, Rating(int(form.rating.data), typed(form.comment)))

    return _act("rate", form, send)


@bp.route("/tra-cuu/don/xoa-lien-lac", methods=["GET", "POST"])
@public
def erase_contact() -> Page:
    """Take back name, phone and e-mail; links that went there open nothing any more."""
    return _act("erase_contact", EraseContactForm(), services.erase_contact)


@bp.post("/tra-cuu/don/dong")
@public
def leave() -> Page:
    """Close the petition on this device."""
    if EmptyForm().validate_on_submit():
        close(PETITION)
    return redirect(url_for("petitions.track"), code=303)


def _act(name: str, form: Form, send: Callable[[Context, UUID], None]) -> Page:
    petition_id = opened(PETITION)
    if petition_id is None:
        return ask_again()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                send(ctx, petition_id)
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("petitions.case"), code=303)
    tracked: TrackedCase = get_tracked(read_context(), petition_id)
    show_agency(get_card(read_context(), tracked.case.agency_id))
    page = render_template(f"public/petitions/{name}.html", form=form, tracked=tracked, case=tracked.case)
    return (page, 422) if request.method == "POST" else page


def _look_up(form: TrackForm) -> FoundCase | None:
    # A transaction although it reads: wrong codes are counted.
    with transaction() as ctx:
        found = find_case(
            ctx, number_typed=typed(form.number), access_code_typed=typed(form.code), network=network_key()
        )
    return found if found and found.case_type in PAGES else None


def _relocked(ctx: Context, petition_id: UUID) -> Page:
    case = find_case_view(ctx, petition_id)
    if case is None:
        return ask_again()
    desk, clock = get_card(ctx, case.agency_id), ruling_clock(list_clocks(ctx, PETITION, petition_id))
    show_agency(desk)
    due_at = clock.due_at if clock else None
    return render_template("public/petitions/relocked.html", desk=desk, due_at=due_at)


def _destroyed(ctx: Context, petition_id: UUID) -> Page:
    """What it said is gone for good: number, states and dates are left, and by which decision."""
    case = find_case_view(ctx, petition_id)
    if case is None:
        return ask_again()
    desk = get_card(ctx, case.agency_id)
    show_agency(desk)
    told = timeline_words(list_entries(ctx, petition_id, kinds=Happened, public_only=True))
    deleted = list_deleted(ctx, petition_id)
    return render_template("public/petitions/destroyed.html", case=case, desk=desk, entries=told, deleted=deleted)


def ask_again() -> BaseResponse:
    """To where number and code are asked for."""
    return redirect(url_for("petitions.track"), code=303)
