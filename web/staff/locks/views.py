"""khóa hồ sơ kín: who can open what is sealed at a desk, how it is handed on, and how it is found again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from accounts.roles import Role
from agencies.queries import get_card
from agencies.states import AgencyKind
from casework.locks import desks, drills, escrow, rotating
from casework.locks.keepers import list_keepers
from casework.locks.own import private_of
from core.context import Context
from core.errors import DomainError, NotFound
from feedback.services.boxing import older_left
from web import errors
from web.context import actor, read_context, transaction
from web.gates import requires
from web.staff.locks.acting import try_and_tell
from web.staff.locks.forms import CloseForm, RotateForm

bp = Blueprint("staff_locks", __name__, url_prefix="/can-bo/khoa")
HOLD, KEEP = roles_for(Capability.KEY_HOLD), roles_for(Capability.KEY_KEEP_HALF)


@bp.get("")
@requires(*HOLD, *KEEP)
def index() -> str:
    """The keys of one's desks, and the halves one keeps for others."""
    ctx = read_context()
    return render_template(
        "staff/locks/index.html", me=actor().account_id, in_hand=private_of(ctx, actor()) is not None,
        desks=[_desk(ctx, agency_id) for agency_id in actor().agencies(*HOLD)],
        halves=[_half(ctx, line) for line in escrow.list_halves(ctx)],
    )  # fmt: skip


@bp.route("/<uuid:agency_id>/dung", methods=["GET", "POST"])
@requires(*HOLD)
def close(agency_id: UUID) -> ResponseReturnValue:
    """From now on the server alone opens nothing that comes to this desk."""
    if not actor().holds_at(Role.INTAKE_CLERK, agency_id):
        raise NotFound
    told = gettext("Bàn tiếp nhận đã có khoá. Đơn gửi đến từ bây giờ chỉ người giữ khoá mở được.")
    return _split_anew(agency_id, CloseForm(), "close", escrow.make_and_split, told)


@bp.post("/<uuid:agency_id>/trao/<uuid:account_id>")
@requires(*HOLD)
def hand(agency_id: UUID, account_id: UUID) -> ResponseReturnValue:
    """Give a colleague the desk's key."""
    return try_and_tell(
        lambda ctx: desks.hand_desk_key(ctx, agency_id, account_id), gettext("Đã trao khoá của bàn tiếp nhận.")
    )


@bp.route("/<uuid:agency_id>/doi", methods=["GET", "POST"])
@requires(*HOLD)
def rotate(agency_id: UUID) -> ResponseReturnValue:
    """A new key for the desk, while it works."""
    if not actor().holds_at(Role.INTAKE_CLERK, agency_id) or desks.find_desk_key(read_context(), agency_id) is None:
        raise NotFound
    told = gettext("Bàn tiếp nhận đã có khoá mới. Khoá cũ ngừng dùng từ lúc này.")
    return _split_anew(agency_id, RotateForm(), "rotate", rotating.rotate_desk_key, told)


@bp.post("/<uuid:agency_id>/chuyen")
@requires(*HOLD)
def move(agency_id: UUID) -> ResponseReturnValue:
    """Close for the key in use what still opens with an older one."""
    return try_and_tell(lambda ctx: rotating.move_boxes(ctx, agency_id), gettext("Đã chuyển sang khoá mới."))


@bp.post("/<uuid:agency_id>/dien-tap")
@requires(*HOLD)
def drill(agency_id: UUID) -> ResponseReturnValue:
    """Ask both keepers for their half, to see that they still have it."""
    return try_and_tell(
        lambda ctx: drills.open_drill(ctx, agency_id),
        gettext("Đã mở diễn tập. Nhờ hai người giữ hộ vào trang này trao nửa khoá."),
    )


@bp.post("/<uuid:agency_id>/dien-tap/ghep")
@requires(*HOLD)
def finish_drill(agency_id: UUID) -> ResponseReturnValue:
    """Both halves are there: see what they open."""
    return try_and_tell(
        lambda ctx: drills.finish_drill(ctx, agency_id),
        gettext("Hai nửa ghép lại mở được khoá của bàn. Hai nửa vừa trao đã xoá."),
    )


@bp.post("/nua/<uuid:desk_key_id>/trao/<uuid:account_id>")
@requires(*KEEP)
def give_half(desk_key_id: UUID, account_id: UUID) -> ResponseReturnValue:
    """Give one's half to a clerk who lost the key."""
    return try_and_tell(
        lambda ctx: escrow.return_half(ctx, desk_key_id, account_id),
        gettext("Đã trao nửa khoá. Đủ hai nửa thì người ấy mới mở được."),
    )


@bp.post("/<uuid:agency_id>/ghep")
@requires(*HOLD)
def join(agency_id: UUID) -> ResponseReturnValue:
    """Both halves are there."""
    return try_and_tell(
        lambda ctx: escrow.join_halves(ctx, agency_id), gettext("Đã ghép hai nửa. Anh chị lại giữ khoá.")
    )


def _split_anew(
    agency_id: UUID, form: RotateForm, page: str, act: Callable[[Context, UUID, Sequence[UUID]], object], done: str
) -> ResponseReturnValue:  # fmt: skip
    """Ask who keeps the halves of a key that is made now, and make it."""
    people = list_keepers(read_context(), agency_id)
    form.offer(people)
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                act(ctx, agency_id, form.keepers())
        except DomainError as error:
            errors.add_to_form(form, error)
        else:
            flash(done, "success")
            return redirect(url_for(".index"), code=303)
    shown = render_template(
        f"staff/locks/{page}.html", form=form, card=get_card(read_context(), agency_id), enough=len(people) > 1
    )
    return shown, 422 if request.method == "POST" else 200


def _desk(ctx: Context, agency_id: UUID) -> dict[str, object]:
    key = desks.find_desk_key(ctx, agency_id)
    lines = desks.list_key_lines(ctx, agency_id)
    mine = any(line.holds for line in lines if line.person.account_id == actor().account_id)
    return {
        "card": get_card(ctx, agency_id), "key": key, "lines": lines, "mine": mine,
        "returned": escrow.count_returned(ctx, key.id) if key else 0,
        "older": older_left(ctx, agency_id) if key else None, "retired": rotating.list_retired(ctx, agency_id),
        "drill": drills.drill_state(ctx, key) if key else None,
        "province": get_card(ctx, agency_id).kind == AgencyKind.PROVINCE,
    }  # fmt: skip


def _half(ctx: Context, line: escrow.HalfLine) -> dict[str, object]:
    key = desks.find_desk_key(ctx, line.agency_id)
    going = drills.drill_state(ctx, key).for_whom if key and key.id == line.desk_key_id else None
    people = desks.list_key_lines(ctx, line.agency_id)
    lost = [one for one in people if one.has_own and (not one.holds or one.person.account_id == going)]
    return {"line": line, "card": get_card(ctx, line.agency_id), "lost": lost, "going": going}
