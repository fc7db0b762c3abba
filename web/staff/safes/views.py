"""két danh tính: who keeps the halves of its two keys, how losing one is rehearsed, and how it is found again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from agencies.queries import get_card
from casework.locks.own import private_of
from casework.safes import calling, escrow, rotating
from casework.safes.keys import AGREEING_ROLES, SIDE_ROLES, side_of
from casework.safes.overview import list_safes
from casework.safes.states import Side
from core.context import Context
from core.errors import DomainError, NotFound
from feedback.opening import emptying
from web import errors
from web.context import actor, read_context, transaction
from web.gates import requires
from web.staff.locks.acting import try_and_tell
from web.staff.locks.forms import RotateForm

bp = Blueprint("staff_safes", __name__, url_prefix="/can-bo/ket-danh-tinh")
KEEP = roles_for(Capability.KEY_KEEP_HALF)


@bp.get("")
@requires(*SIDE_ROLES, *KEEP)
def index() -> str:
    """The safes of one's province, and the halves one keeps of them."""
    ctx = read_context()
    safes, halves = list_safes(ctx), escrow.list_my_halves(ctx)
    provinces = {one.province_id for one in safes} | {one.province_id for one in halves}
    return render_template(
        "staff/safes/index.html", me=actor().account_id, in_hand=private_of(ctx, actor()) is not None, safes=safes,
        halves=halves, cards={one: get_card(ctx, one) for one in provinces},
    )  # fmt: skip


@bp.route("/<uuid:safe_id>/giu-ho", methods=["GET", "POST"])
@requires(*SIDE_ROLES)
def split(safe_id: UUID) -> ResponseReturnValue:
    """Choose who keeps the halves of one's key."""
    ctx = read_context()
    side = side_of(ctx, safe_id, actor().account_id)
    if side is None or actor().account_id not in escrow.seats(ctx, safe_id, side):
        raise NotFound
    people, form = escrow.list_safe_keepers(ctx, safe_id, side), RotateForm()
    form.offer(people)
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                escrow.split_side(ctx, safe_id, form.keepers())
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            flash(gettext("Đã chia đôi chìa cho hai người giữ hộ. Nhờ họ diễn tập một lần cho chắc."), "success")
            return redirect(url_for(".index"), code=303)
    shown = render_template("staff/safes/split.html", form=form, side=side, enough=len(people) > 1)
    return shown, 422 if request.method == "POST" else 200


@bp.route("/<uuid:safe_id>/thay", methods=["GET", "POST"])
@requires(*AGREEING_ROLES)
def rotate(safe_id: UUID) -> ResponseReturnValue:
    """A new safe: what comes in goes into it at once."""
    if actor().account_id not in escrow.seats(read_context(), safe_id, Side.AGREEING):
        raise NotFound
    if request.method == "POST":
        return try_and_tell(
            lambda ctx: rotating.rotate_safe(ctx, safe_id),
            gettext("Đã có két mới. Đơn gửi đến từ lúc này vào két mới."),
        )
    return render_template("staff/safes/rotate.html", safe_id=safe_id)


@bp.route("/<uuid:safe_id>/chuyen", methods=["GET", "POST"])
@requires(*SIDE_ROLES)
def move(safe_id: UUID) -> ResponseReturnValue:
    """Empty an older safe into the one in use: how far it is, and one's own next step."""
    if request.method == "POST":
        return _go_on(safe_id, lambda ctx: emptying.do_my_part(ctx, safe_id))
    ctx = read_context()
    state = emptying.find_emptying(ctx, safe_id)
    shown = {"safe_id": safe_id, "state": state, "in_hand": private_of(ctx, actor()) is not None}
    return render_template("staff/safes/move.html", **shown)


@bp.post("/<uuid:safe_id>/bat-dau-chuyen")
@requires(*AGREEING_ROLES)
def begin_move(safe_id: UUID) -> ResponseReturnValue:
    """Begin to empty it, or take over from a colleague."""
    return _go_on(safe_id, lambda ctx: emptying.begin(ctx, safe_id))


def _go_on(safe_id: UUID, act: Callable[[Context], int | None]) -> ResponseReturnValue:
    try:
        with transaction() as ctx:
            done = act(ctx)
    except NotFound:
        raise
    except DomainError as error:
        flash(errors.message(error), "error")
    else:
        told = gettext("Đã bắt đầu. Nhờ những người làm đơn đang giữ chìa két cũ vào trang này, bấm phần của họ.")
        flash(told if done is None else gettext("Xong %(count)s đơn lượt này.", count=done), "success")
    return redirect(url_for(".move", safe_id=safe_id), code=303)


@bp.post("/<uuid:safe_id>/goi")
@requires(*SIDE_ROLES)
def call(safe_id: UUID) -> ResponseReturnValue:
    """Ask both keepers for their half: to rehearse, or because the key was lost."""
    return try_and_tell(
        lambda ctx: calling.call_halves(ctx, safe_id),
        gettext("Đã gọi hai nửa chìa. Nhờ hai người giữ hộ vào trang này trao cho anh chị."),
    )


@bp.post("/<uuid:safe_id>/ghep")
@requires(*SIDE_ROLES)
def join(safe_id: UUID) -> ResponseReturnValue:
    """Both halves are there."""
    return try_and_tell(
        lambda ctx: calling.join_halves(ctx, safe_id),
        gettext("Hai nửa ghép lại đúng là chìa của két. Hai nửa vừa trao đã xoá, anh chị đang giữ chìa."),
    )


@bp.post("/<uuid:safe_id>/trao/<uuid:account_id>")
@requires(*KEEP)
def give(safe_id: UUID, account_id: UUID) -> ResponseReturnValue:
    """Give one's half to whoever calls it in."""
    return try_and_tell(
        lambda ctx: escrow.return_half(ctx, safe_id, account_id),
        gettext("Đã trao nửa chìa. Đủ hai nửa thì người ấy mới ghép được."),
    )
