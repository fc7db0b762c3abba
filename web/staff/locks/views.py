"""khóa hồ sơ kín: who can open what is sealed at a desk, how it is handed on, and how it is found again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from agencies.queries import get_card
from casework.locks import desks, escrow
from casework.locks.keepers import list_keepers
from casework.locks.own import private_of
from core.context import Context
from core.errors import DomainError, NotFound
from web import errors
from web.context import actor, read_context, transaction
from web.gates import requires
from web.staff.locks.forms import CloseForm

bp = Blueprint("staff_locks", __name__, url_prefix="/can-bo/khoa")
HOLD, KEEP = roles_for(Capability.KEY_HOLD), roles_for(Capability.KEY_KEEP_HALF)


@bp.get("")
@requires(*HOLD, *KEEP)
def index() -> str:
    """The keys of one's desks, and the halves one keeps for others."""
    ctx = read_context()
    return render_template(
        "staff/locks/index.html", in_hand=private_of(ctx, actor()) is not None,
        desks=[_desk(ctx, agency_id) for agency_id in actor().agencies(*HOLD)],
        halves=[_half(ctx, line) for line in escrow.list_halves(ctx)],
    )  # fmt: skip


@bp.route("/<uuid:agency_id>/dung", methods=["GET", "POST"])
@requires(*HOLD)
def close(agency_id: UUID) -> ResponseReturnValue:
    """From now on the server alone opens nothing that comes to this desk."""
    if not actor().holds_at(Role.INTAKE_CLERK, agency_id):
        raise NotFound
    form, people = CloseForm(), list_keepers(read_context(), agency_id)
    form.offer(people)
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                escrow.make_and_split(ctx, agency_id, form.keepers())
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            flash(gettext("Bàn tiếp nhận đã có khoá. Đơn gửi đến từ bây giờ chỉ người giữ khoá mở được."), "success")
            return redirect(url_for(".index"), code=303)
    page = render_template(
        "staff/locks/close.html", form=form, card=get_card(read_context(), agency_id), enough=len(people) > 1
    )
    return page, 422 if request.method == "POST" else 200


@bp.post("/<uuid:agency_id>/trao/<uuid:account_id>")
@requires(*HOLD)
def hand(agency_id: UUID, account_id: UUID) -> ResponseReturnValue:
    """Give a colleague the desk's key."""
    return _try(lambda ctx: desks.hand_desk_key(ctx, agency_id, account_id), gettext("Đã trao khoá của bàn tiếp nhận."))


@bp.post("/nua/<uuid:desk_key_id>/trao/<uuid:account_id>")
@requires(*KEEP)
def give_half(desk_key_id: UUID, account_id: UUID) -> ResponseReturnValue:
    """Give one's half to a clerk who lost the key."""
    return _try(
        lambda ctx: escrow.return_half(ctx, desk_key_id, account_id),
        gettext("Đã trao nửa khoá. Đủ hai nửa thì người ấy mới mở được."),
    )


@bp.post("/<uuid:agency_id>/ghep")
@requires(*HOLD)
def join(agency_id: UUID) -> ResponseReturnValue:
    """Both halves are there."""
    return _try(lambda ctx: escrow.join_halves(ctx, agency_id), gettext("Đã ghép hai nửa. Anh chị lại giữ khoá."))


def _try(act: Callable[[Context], None], done: str) -> ResponseReturnValue:
    try:
        with transaction() as ctx:
            act(ctx)
    except DomainError as error:
        flash(errors.message(error), "error")
    else:
        flash(done, "success")
    return redirect(url_for(".index"), code=303)


def _desk(ctx: Context, agency_id: UUID) -> dict[str, object]:
    key = desks.find_desk_key(ctx, agency_id)
    lines = desks.list_key_lines(ctx, agency_id)
    mine = any(line.holds for line in lines if line.person.account_id == actor().account_id)
    return {
        "card": get_card(ctx, agency_id), "key": key, "lines": lines, "mine": mine,
        "returned": escrow.count_returned(ctx, key.id) if key else 0,
    }  # fmt: skip


def _half(ctx: Context, line: escrow.HalfLine) -> dict[str, object]:
    lost = [one for one in desks.list_key_lines(ctx, line.agency_id) if one.has_own and not one.holds]
    return {"line": line, "card": get_card(ctx, line.agency_id), "lost": lost}
