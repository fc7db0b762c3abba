"""The People's Inspection Board: how petitions and promises fare, and what the Board finds on the spot."""

from __future__ import annotations

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.roles import Role
from agencies.queries import AgencyCard, find_card_by_code, get_card, list_open_communes
from core.context import Context
from core.errors import DomainError, NotFound
from core.paging import PageRequest
from dialogues import commitments, queries
from dialogues.policies import can_verify
from dialogues.states import CommitmentAct
from feedback.claims.policies import sits_on_board
from feedback.queries.overview import list_for_board
from oversight.queries import WATCHERS, can_watch, get_watched
from web.context import read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires
from web.oversight.board import looking_views
from web.oversight.board.blueprint import bp
from web.oversight.board.forms import VerifyForm

__all__ = ["bp", "looking_views"]


@bp.get("")
@requires(*WATCHERS)
def index() -> str:
    """One agency at a glance: figures, petitions without identity, promises."""
    ctx = read_context()
    card = _watched_card(ctx)
    watched = get_watched(ctx, agency_id=card.id, path=card.path)
    return render_template(
        "oversight/board/index.html",
        card=card,
        watched=watched,
        petitions=list_for_board(ctx, card.path, PageRequest(size=25, after=request.args.get("sau"))),
        promises=queries.list_commitments(ctx, agency_id=card.id, page=PageRequest(size=50)).items,
        may_verify=can_verify(ctx.actor, card.id),
        on_board=sits_on_board(ctx.actor, card.path),
        communes=list_open_communes(ctx, card.id) if card.kind == "province" else (),
    )


def _watched_card(ctx: Context) -> AgencyCard:
    """The agency asked for (?xa=), else the first one the viewer watches. Raises NotFound."""
    code = request.args.get("xa")
    if code:
        card = find_card_by_code(ctx, code)
        if card is None or not can_watch(ctx.actor, card.path):
            raise NotFound
        return card
    return get_card(ctx, ctx.actor.agencies(*(role.value for role in WATCHERS))[0])


@bp.route("/cam-ket/<uuid:commitment_id>/<any('xac-nhan', 'chua-xong'):word>", methods=["GET", "POST"])
@requires(Role.BOARD_MEMBER)
def verify(commitment_id: UUID, word: str) -> str | Response:
    """Confirm or dispute what officials claim."""
    act = CommitmentAct.CONFIRM if word == "xac-nhan" else CommitmentAct.DISPUTE
    promise = queries.get_commitment(read_context(), commitment_id)
    if not can_verify(read_context().actor, promise.agency_id):
        raise NotFound
    form = VerifyForm(version=str(promise.version))
    if form.validate_on_submit():
        try:
            with transaction(public=True) as ctx:
                commitments.act_on_commitment(ctx, commitment_id, act=act, note=typed(form.note), version=form.seen())
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi. Bà con thấy ngay trên trang Việc đã hứa."), "success")
            return redirect(url_for("board.index"), code=303)
    return render_template("oversight/board/verify.html", form=form, promise=promise, act=act)
