"""The Board goes to look: requests from senders, and work that officials claim was done on the ground."""

from __future__ import annotations

from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from accounts.roles import Role
from agencies.queries import AgencyCard, list_children
from agencies.states import AgencyKind
from casework.attachments import ImageSize, list_attachments, read_attachment
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from core.paging import PageRequest
from feedback.aftermath.commands import Found
from feedback.aftermath.machine import ASKING
from feedback.aftermath.services import asking
from feedback.aftermath.states import AskAct, BoardFinding
from feedback.claims.commands import Looked
from feedback.claims.queries import list_claims
from feedback.claims.services import look
from feedback.claims.states import ClaimState, Eye, Side
from feedback.commands import Spot
from oversight.requests import demand_look, list_asks, list_seen, list_unseen, read_ask, read_claim
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import requires
from web.oversight.board.blueprint import bp
from web.oversight.board.forms import FoundForm, LookedForm
from web.public.petitions.forms import EmptyForm
from web.scenes import scene_response, taken_in

gate = requires(Role.BOARD_MEMBER)
Page = str | BaseResponse | tuple[str, int]


@bp.get("/de-nghi")
@gate
def asks() -> str:
    """What senders ask the Board to look at, the oldest first."""
    done = _is_done()
    sections = [
        {"text": gettext("Chờ xem"), "url": url_for(".asks"), "current": not done},
        {"text": gettext("Đã trả lời"), "url": url_for(".asks", muc="xong"), "current": done},
    ]
    page = list_asks(read_context(), PageRequest(size=25, after=request.args.get("sau")), done=done)
    return render_template("oversight/board/asks.html", page=page, sections=sections, done=done)


@bp.route("/de-nghi/<uuid:request_id>", methods=["GET", "POST"])
@gate
def ask(request_id: UUID) -> Page:
    """A request: the petition without who sent it, the answer, and what the Board saw."""
    found, readable = read_ask(read_context(), request_id)
    form = FoundForm()
    if form.validate_on_submit():
        try:
            with taken_in(found.petition_id, (Side.SEEN, form.photos)) as scenes, transaction(public=True) as ctx:
                command = Found(BoardFinding(form.finding.data), typed(form.text), scenes)
                asking.find(ctx, request_id, command)
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi. Người gửi và xã thấy ngay trên trang của đơn."), "success")
            return redirect(url_for(".asks"), code=303)
    page = render_template(
        "oversight/board/ask.html", ask=found, readable=readable, form=form,
        photos=list_attachments(read_context(), found.petition_id),
        claims=[one for one in list_claims(read_context(), found.petition_id) if one.state is not ClaimState.RETRACTED],
        may_take=ASKING.allows(found.state, AskAct.TAKE), mine=found.taken_by == actor().account_id,
        may_find=ASKING.allows(found.state, AskAct.FIND) and found.taken_by in (None, actor().account_id),
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


@bp.post("/de-nghi/<uuid:request_id>/<any('nhan', 'tra-lai'):word>")
@gate
def take(request_id: UUID, word: str) -> Page:
    """Go and look, or hand it back."""
    if EmptyForm().validate_on_submit():
        try:
            with transaction() as ctx:
                (asking.take if word == "nhan" else asking.hand_back)(ctx, request_id)
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            flash(gettext(error.text), "info")
    return redirect(url_for(".ask", request_id=request_id), code=303)


@bp.post("/don/<uuid:petition_id>/lien-quan")
@gate
def recuse(petition_id: UUID) -> Page:
    """The member sent it or is close to it: it goes from their lists."""
    if EmptyForm().validate_on_submit():
        with transaction() as ctx:
            asking.recuse(ctx, petition_id)
        flash(gettext("Đã ghi. Đơn này không hiện với anh chị nữa, thành viên khác của Ban sẽ xem."), "success")
    return redirect(url_for(".asks"), code=303)


@bp.get("/viec-can-xem")
@gate
def claims() -> str:
    """Work claimed done that the Board has not seen: the oldest first, by hamlet, or the nearest; or what it has."""
    sections = [
        {"text": gettext("Cần đi xem"), "url": url_for(".claims"), "current": not _is_done()},
        {"text": gettext("Ban đã xem"), "url": url_for(".claims", muc="xong"), "current": _is_done()},
    ]
    if _is_done():
        seen = list_seen(read_context(), PageRequest(size=25, after=request.args.get("sau")))
        return render_template("oversight/board/seen.html", page=seen, sections=sections)
    ctx, hamlets = read_context(), _hamlets(read_context())
    chosen = next((one for one in hamlets if one.code == request.args.get("thon")), None)
    near = Spot.parse(request.args.get("gan", ""))
    return render_template(
        "oversight/board/claims.html", lines=list_unseen(ctx, hamlet_id=chosen.id if chosen else None, near=near),
        sections=sections, hamlets=hamlets, chosen=chosen, near=near, names={one.id: one.name for one in hamlets},
    )  # fmt: skip


@bp.route("/viec-can-xem/<uuid:claim_id>", methods=["GET", "POST"])
@gate
def claim(claim_id: UUID) -> Page:
    """One claim, and what the Board saw of it."""
    found, case = read_claim(read_context(), claim_id)
    form = LookedForm()
    if form.validate_on_submit():
        try:
            with taken_in(found.petition_id, (Side.SEEN, form.photos)) as scenes, transaction(public=True) as ctx:
                look(
                    ctx, claim_id, Looked(form.done.data == "1", typed(form.text), scenes, bool(form.open_photos.data))
                )
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã ghi điều Ban thấy, cạnh lời của xã."), "success")
            return redirect(url_for(".claims"), code=303)
    may_look = found.seen_by(Eye.BOARD) is None and found.state not in (ClaimState.RETRACTED,)
    page = render_template("oversight/board/claim.html", claim=found, case=case, form=form, may_look=may_look)
    return (page, 422) if request.method == "POST" else page


@bp.get("/don/<uuid:petition_id>/anh-cho/<uuid:scene_id>")
@gate
def scene(petition_id: UUID, scene_id: UUID) -> Response:
    """A photo of the place, for whoever may look for the Board."""
    demand_look(read_context(), petition_id)
    return scene_response(petition_id, scene_id)


@bp.get("/de-nghi/<uuid:request_id>/anh/<uuid:photo_id>")
@gate
def photo(request_id: UUID, photo_id: UUID) -> Response:
    """A photo of the petition that the Board was asked about."""
    found, _readable = read_ask(read_context(), request_id)
    size = ImageSize.THUMB if request.args.get("nho") else ImageSize.DISPLAY
    return Response(read_attachment(read_context(), found.petition_id, photo_id, size), mimetype="image/jpeg")


def _is_done() -> bool:
    return request.args.get("muc") == "xong"


def _hamlets(ctx: Context) -> list[AgencyCard]:
    places = actor().agencies(Role.BOARD_MEMBER)
    return [unit for place in places for unit in list_children(ctx, place, AgencyKind.HAMLET)]
