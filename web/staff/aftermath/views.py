"""What follows an answer, for officials: claims on the ground, cases for a new owner, acts that wait for a hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from accounts.matrix import Capability, roles_for
from core.clock import VIETNAM
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from core.paging import PageRequest
from feedback.aftermath.policies import can_act_on_wish
from feedback.aftermath.queries import Followed, followed_by, list_found, list_open_wishes
from feedback.aftermath.services.wishing import end_wish
from feedback.aftermath.states import WishAct, WishState
from feedback.claims.commands import ClaimDone
from feedback.claims.policies import can_claim_done
from feedback.claims.queries import Claim, list_claims
from feedback.claims.services import claim_done, retract
from feedback.claims.states import ClaimState, Side
from feedback.inventory import inventory_of
from feedback.machine import FORMAL_KINDS
from feedback.policies import can_open
from feedback.queries import CaseView, get_case, list_queue, open_content
from feedback.queries.narrowing import Narrowing
from feedback.services import note_opening
from feedback.states import PetitionState, View
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.forms import VersionForm, typed
from web.gates import requires
from web.public.petitions.forms import EmptyForm
from web.scenes import scene_response, taken_in
from web.staff.aftermath.forms import ClaimForm

bp = Blueprint("staff_aftermath", __name__, url_prefix="/can-bo/sau-tra-loi")
gate = requires(*roles_for(Capability.PETITION_SEE))
Page = str | BaseResponse | tuple[str, int]
_WORDS = {"da-ghi": WishAct.RECORD, "khep": WishAct.LAPSE}


@dataclass(frozen=True, slots=True)
class Panel:
    """What the case page shows of what followed. None of it is read where the official may not open the case."""

    followed: Followed
    claims: Sequence[Claim]
    may_claim: bool
    may_end: bool

    def may_retract(self, claim: Claim) -> bool:
        """Whether this official may take back this claim."""
        return claim.claimed_by == actor().account_id and claim.state in (ClaimState.CLAIMED, ClaimState.LAPSED)


def followed_panel(ctx: Context, case: CaseView, *, readable: bool) -> Panel | None:
    """The panel; None to whoever may not read the case."""
    if not readable:
        return None
    may_end = bool(can_act_on_wish(ctx.actor, WishAct.LAPSE, WishState.OPEN, case.facts()))
    # Nothing follows what was never answered, but for the wish to take back what was signed.
    begun = case.answered_at is not None or case.kind in FORMAL_KINDS
    has = inventory_of(ctx, case.id)
    followed = followed_by(ctx, case.id) if begun and has.followed else Followed([], [], [])
    may_claim = bool(can_claim_done(ctx.actor, case.facts(), case.kind))
    return Panel(followed, list_claims(ctx, case.id) if has.claims else [], may_claim, may_end)


@bp.get("")
@gate
def index() -> str:
    """What waits after an answer: disputed petitions nobody has, and formal acts that wait for a signature."""
    ctx, after = read_context(), request.args.get("sau")
    narrowed = Narrowing(state=PetitionState.REOPENED)
    reopened = list_queue(ctx, viewer=actor(), view=View.OPEN, page=PageRequest(size=50), narrowed=narrowed)
    return render_template(
        "staff/aftermath/index.html", reopened=reopened.items, found=list_found(ctx, viewer=actor()),
        wishes=list_open_wishes(ctx, viewer=actor(), page=PageRequest(size=25, after=after)),
    )  # fmt: skip


@bp.route("/<uuid:petition_id>/bao-da-lam", methods=["GET", "POST"])
@gate
def claim(petition_id: UUID) -> Page:
    """Say that the work on the ground is done, with photos. It stays a claim until somebody else was there."""
    case = get_case(read_context(), petition_id, viewer=actor())
    if not can_claim_done(actor(), case.facts(), case.kind):
        raise Forbidden
    form = ClaimForm()
    if form.validate_on_submit():
        try:
            with taken_in(petition_id, (Side.BEFORE, form.before), (Side.AFTER, form.after)) as scenes:
                command = ClaimDone(
                    typed(form.text), typed(form.place), form.done_at(), form.chosen_spot(), scenes,
                    open_photos=bool(form.open_photos.data),
                )  # fmt: skip
                with transaction(public=True) as ctx:
                    claim_done(ctx, petition_id, command)
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi lời báo. Người gửi được mời tới xem."), "success")
            return redirect(url_for("staff_petitions.case", petition_id=petition_id, _anchor="tai-cho"), code=303)
    if request.method == "GET":
        _note_if_sealed(case)
        written = open_content(read_context(), petition_id).content
        form.place.data, form.spot.data = written.place, str(written.spot or "")
        now: datetime = runtime().clock().astimezone(VIETNAM)
        form.done_on.data, form.done_time.data = now.date(), now.time().replace(second=0, microsecond=0)
    page = render_template("staff/aftermath/claim.html", form=form, case=case)
    return (page, 422) if request.method == "POST" else page


@bp.post("/<uuid:petition_id>/viec/<uuid:claim_id>/rut")
@gate
def take_claim_back(petition_id: UUID, claim_id: UUID) -> Page:
    """Take back what one claimed."""
    form = VersionForm()
    if form.validate_on_submit():
        with transaction(public=True) as ctx:
            retract(ctx, claim_id, version=form.seen())
        flash(gettext("Đã rút lời báo."), "success")
    return redirect(url_for("staff_petitions.case", petition_id=petition_id), code=303)


@bp.get("/<uuid:petition_id>/anh/<uuid:scene_id>")
@gate
def scene(petition_id: UUID, scene_id: UUID) -> Response:
    """A photo of the place, for whoever may read the petition; of a sealed one each is audited."""
    case = get_case(read_context(), petition_id, viewer=actor())
    if not can_open(actor(), case.facts()):
        raise Forbidden
    _note_if_sealed(case)
    return scene_response(petition_id, scene_id)


@bp.post("/yeu-cau/<uuid:wish_id>/<any('da-ghi', 'khep'):word>")
@gate
def end(wish_id: UUID, word: str) -> Page:
    """A formal act was signed and recorded, or its sender never came to sign."""
    if EmptyForm().validate_on_submit():
        try:
            with transaction() as ctx:
                end_wish(ctx, wish_id, _WORDS[word])
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            flash(gettext(error.text), "info")
        else:
            flash(gettext("Đã ghi."), "success")
    return redirect(url_for("staff_aftermath.index"), code=303)


def _note_if_sealed(case: CaseView) -> None:
    if case.sealed:
        with transaction() as ctx:
            note_opening(ctx, case.id)
