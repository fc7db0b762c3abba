"""hai người cùng mở: who sent a sealed petition, seen for some hours after somebody else agreed."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from casework.identity import Identity, has_identity
from casework.states import IdentityReason
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from core.text import N_
from feedback.opening import services
from feedback.opening.policies import can_ask
from feedback.opening.queries import get_opening, list_openings, openings_of
from feedback.policies import can_open
from feedback.proceedings.catalogue import identity_reasons
from feedback.queries import CaseView, get_case
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires
from web.staff.opening.forms import AskForm

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
    return render_template("staff/opening/index.html", openings=list_openings(read_context()))


@bp.route("/don/<uuid:petition_id>", methods=["GET", "POST"])
@gate
def case(petition_id: UUID) -> ResponseReturnValue:
    """What takes two people in one petition. Asking is not reading: nothing of the petition is on the page."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    if not seen.sealed or not can_open(actor(), seen.facts()):
        raise NotFound
    form = AskForm()
    form.offer(identity_reasons(read_context()))
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


def _opening_page(opening_id: UUID, identity: Identity | None = None) -> str:
    found = get_opening(read_context(), opening_id)
    return render_template("staff/opening/opening.html", opening=found, identity=identity)


def _case_page(seen: CaseView, form: AskForm) -> str:
    ctx = read_context()
    return render_template(
        "staff/opening/case.html", case=seen, form=form, openings=openings_of(ctx, seen.id),
        left=has_identity(ctx, seen.id), may_ask=bool(can_ask(actor(), seen.facts())),
    )  # fmt: skip
