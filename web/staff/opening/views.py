"""hai người cùng mở: who sent a sealed petition, seen for some hours after somebody else agreed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.queries import Person, names_of
from accounts.ties.services import list_workers
from agencies.queries import AgencyCard, get_card
from agencies.states import AgencyKind
from casework.identity import Identity, has_identity, is_in_safe
from casework.states import IdentityReason
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from core.text import N_
from feedback.deleting.policies import can_propose
from feedback.deleting.queries import deletions_of, list_deletions
from feedback.opening import services
from feedback.opening.policies import can_ask
from feedback.opening.queries import get_opening, list_openings, openings_of
from feedback.policies import can_act, can_open
from feedback.proceedings.catalogue import identity_reasons
from feedback.queries import CaseView, get_case, open_content
from feedback.redacting.queries import copies_of, list_copies
from feedback.services import note_opening
from feedback.shutting.reads import accused_of
from feedback.shutting.services import declare_accused, send_up_if_led, stand_aside
from feedback.shutting.upward import leads
from feedback.states import Act
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires
from web.staff.opening.forms import AccusedForm, AsideForm, AskForm

bp = Blueprint("staff_opening", __name__, url_prefix="/can-bo/hai-nguoi")
gate = requires(*roles_for(Capability.SEALED_TOGETHER))
ACTS: dict[str, tuple[Callable[[Context, UUID], None], str]] = {
    "dong-y": (
        lambda ctx, of: services.decide_opening(ctx, of, agrees=True),
        N_("Đã đồng ý. Người đề nghị xem được tới hết giờ, rồi tự khép lại."),
    ),
    "khong": (
        lambda ctx, of: services.decide_opening(ctx, of, agrees=False),
        N_("Đã ghi là không đồng ý. Danh tính vẫn kín."),
    ),
    "rut": (services.withdraw_opening, N_("Đã rút đề nghị.")),
    "khep": (services.shut_opening, N_("Đã khép lại. Muốn xem nữa thì đề nghị lại.")),
}


@bp.get("")
@gate
def index() -> str:
    """What waits for the reader as the second person, and what they asked for."""
    ctx = read_context()
    return render_template(
        "staff/opening/index.html", openings=list_openings(ctx), copies=list_copies(ctx), deletions=list_deletions(ctx)
    )


@bp.route("/don/<uuid:petition_id>", methods=["GET", "POST"])
@gate
def case(petition_id: UUID) -> ResponseReturnValue:
    """What takes two people in one petition. Asking is not reading: nothing of the petition is on the page."""
    seen, form = _sealed_case(petition_id), _ask_form(empty=False)
    with transaction() as ctx:
        went = send_up_if_led(ctx, petition_id)
    if went:
        return _gone_up()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                services.ask_opening(ctx, petition_id, IdentityReason(form.reason.data), typed(form.words))
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã gửi đề nghị. Người thứ hai đồng ý thì anh chị xem được ở đây."), "success")
            return redirect(url_for(".case", petition_id=petition_id), code=303)
    return _case_page(seen, form), 422 if form.errors else 200


@bp.get("/<uuid:opening_id>")
@gate
def opening(opening_id: UUID) -> str:
    """A request, for the asker and those who may answer."""
    return _opening_page(opening_id)


@bp.post("/<uuid:opening_id>/xem")
@gate
def read(opening_id: UUID) -> ResponseReturnValue:
    """Who sent it, on this page only; each look is in the log."""
    get_opening(read_context(), opening_id)
    try:
        with transaction() as ctx:
            found = services.read_identity(ctx, opening_id)
    except (NotFound, Forbidden):
        raise
    except DomainError as error:
        flash(gettext(error.text), "error")
        return redirect(url_for(".opening", opening_id=opening_id), code=303)
    return _opening_page(opening_id, found)


@bp.post("/<uuid:opening_id>/<slug>")
@gate
def act(opening_id: UUID, slug: str) -> ResponseReturnValue:
    """Agree or not, withdraw, close early."""
    if slug not in ACTS:
        raise NotFound
    get_opening(read_context(), opening_id)
    send, done = ACTS[slug]
    try:
        with transaction() as ctx:
            send(ctx, opening_id)
    except (NotFound, Forbidden):
        raise
    except DomainError as error:
        flash(gettext(error.text), "error")
    else:
        flash(gettext(done), "success")
    return redirect(url_for(".opening", opening_id=opening_id), code=303)


@bp.post("/don/<uuid:petition_id>/noi-ve")
@gate
def accused(petition_id: UUID) -> ResponseReturnValue:
    """Say which officials it speaks of: they and theirs are shut out at once."""
    seen = _sealed_case(petition_id)
    form = AccusedForm()
    form.offer(*_nameable(read_context(), seen))
    if form.validate_on_submit():
        with transaction() as ctx:
            went = declare_accused(ctx, petition_id, form.chosen())
        if went:
            return _gone_up()
        flash(gettext("Đã ghi. Người bị nói tới, cấp dưới và người thân đã kê khai không còn thấy đơn này."), "success")
        return redirect(_back(petition_id), code=303)
    return _case_page(seen, _ask_form()), 422


@bp.post("/don/<uuid:petition_id>/xin-thoi")
@gate
def aside(petition_id: UUID) -> ResponseReturnValue:
    """The reader is too close to it: it goes to somebody else."""
    seen = _sealed_case(petition_id)
    form = AsideForm()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                stand_aside(ctx, petition_id, typed(form.why))
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi. Đơn về bàn tiếp nhận để giao người khác, anh chị không thấy đơn nữa."), "success")
            return redirect(url_for("staff_petitions.queue"), code=303)
    return _case_page(seen, _ask_form(), aside_form=form), 422


def _sealed_case(petition_id: UUID) -> CaseView:
    ctx = read_context()
    seen = get_case(ctx, petition_id, viewer=actor())
    if not (seen.sealed or is_in_safe(ctx, petition_id)) or not can_open(actor(), seen.facts()):
        raise NotFound
    return seen


def _ask_form(*, empty: bool = True) -> AskForm:
    form = AskForm(formdata=None) if empty else AskForm()
    form.offer(identity_reasons(read_context()))
    return form


def _gone_up() -> ResponseReturnValue:
    flash(gettext("Đơn nói về lãnh đạo nơi đang giữ đơn nên đã lên tỉnh. Ở đây không ai còn thấy đơn."), "success")
    return redirect(url_for("staff_petitions.queue"), code=303)


def _nameable(ctx: Context, seen: CaseView) -> tuple[Sequence[Person], Sequence[AgencyCard]]:
    """Who works at the place it speaks of, at the desk that has it, and whoever was named and works elsewhere by now:
    saying it anew forgets nobody. And the communes whose leadership it may speak of.
    """
    named, near = accused_of(ctx, seen.id), [open_content(ctx, seen.id).about, seen.agency_id]
    workers = list_workers(ctx, set(near))
    elsewhere = names_of(ctx, named - {one.account_id for one in workers})
    places = [get_card(ctx, one) for one in dict.fromkeys(near)]
    people = [*workers, *(Person(account_id, name) for account_id, name in elsewhere.items())]
    return people, [one for one in places if one.kind == AgencyKind.COMMUNE]


def _up(ctx: Context, seen: CaseView, named: Collection[UUID]) -> str:
    """Where it must go when it accuses who leads the commune that has it, and could not go by itself (`go_up` says
    when). Empty when it does not, or the reader cannot send it. Denunciation Act art. 13; law sheet §2.4.
    """
    if not leads(ctx, seen.agency_id, named) or not can_act(actor(), Act.TRANSFER, seen.facts()):
        return ""
    province = get_card(ctx, get_card(ctx, seen.agency_id).province_id)
    return url_for("staff_routes.transfer", petition_id=seen.id, toi=province.code)


def _back(petition_id: UUID) -> str:
    """To the page while it is still ours to see, else to the queue: whoever named themselves is out."""
    try:
        _sealed_case(petition_id)
    except NotFound:
        return url_for("staff_petitions.queue")
    return url_for(".case", petition_id=petition_id)


def _opening_page(opening_id: UUID, identity: Identity | None = None) -> str:
    found = get_opening(read_context(), opening_id)
    return render_template("staff/opening/opening.html", opening=found, identity=identity)


def _case_page(seen: CaseView, form: AskForm, aside_form: AsideForm | None = None) -> str:
    with transaction() as writing:
        note_opening(writing, seen.id)  # whom it speaks of is on the page
    ctx = read_context()
    named = accused_of(ctx, seen.id)
    accused_form = AccusedForm(formdata=None, data={"accused": [str(one) for one in named]})
    accused_form.offer(*_nameable(ctx, seen))
    in_safe = is_in_safe(ctx, seen.id)
    return render_template(
        "staff/opening/case.html", case=seen, form=form, openings=openings_of(ctx, seen.id),
        left=has_identity(ctx, seen.id), in_safe=in_safe, up_url=_up(ctx, seen, named), accused_form=accused_form,
        may_ask=bool(can_ask(actor(), seen.facts(), in_safe=in_safe)),
        aside_form=aside_form or AsideForm(formdata=None), copies=copies_of(ctx, seen.id),
        deletions=deletions_of(ctx, seen.id), may_delete=bool(can_propose(actor(), seen.facts())),
    )  # fmt: skip
