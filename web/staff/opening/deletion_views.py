"""xóa nội dung đơn giữ kín: one proposes what must not be kept, another sees what would go and agrees or not."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from core.text import N_
from feedback.deleting import services
from feedback.deleting.pieces import list_pieces
from feedback.deleting.policies import can_propose
from feedback.deleting.queries import get_deletion, list_deleted
from feedback.deleting.states import DeletionReason
from feedback.machine import PETITION
from feedback.proceedings.catalogue import deletion_reasons
from feedback.queries import CaseView, get_case
from feedback.services import note_opening
from web.context import actor, read_context, transaction
from web.errors import add_to_form, message
from web.forms import typed
from web.gates import requires
from web.staff.opening.deletion_forms import AgreeForm, ProposeForm, piece_words

bp = Blueprint("staff_deletions", __name__, url_prefix="/can-bo/hai-nguoi/xoa")
gate = requires(*roles_for(Capability.SEALED_TOGETHER))
ACTS: dict[str, tuple[Callable[[Context, UUID], None], str]] = {
    "khong": (services.refuse_deletion, N_("Đã ghi là không đồng ý. Không có gì bị xoá.")),
    "rut": (services.withdraw_deletion, N_("Đã rút đề nghị xoá.")),
}


@bp.route("/don/<uuid:petition_id>", methods=["GET", "POST"])
@gate
def propose(petition_id: UUID) -> ResponseReturnValue:
    """Choose what must go, and say why. First words of notes are on the page: it is an opening, and audited."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    if not can_propose(actor(), seen.facts()):
        raise NotFound
    with transaction() as ctx:
        note_opening(ctx, petition_id)
    form = _form(seen)
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                deletion_id = services.propose_deletion(ctx, petition_id, form.command())
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã gửi đề nghị. Chưa có gì bị xoá: người thứ hai đồng ý mới xoá."), "success")
            return redirect(url_for(".deletion", deletion_id=deletion_id), code=303)
    page = render_template(
        "staff/opening/delete.html", case=seen, form=form, closed=seen.state in PETITION.final,
        deleted=list_deleted(read_context(), petition_id),
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.get("/<uuid:deletion_id>")
@gate
def deletion(deletion_id: UUID) -> str:
    """A proposal, for the asker and those who may answer."""
    return _page(deletion_id)


@bp.post("/<uuid:deletion_id>/dong-y")
@gate
def agree(deletion_id: UUID) -> ResponseReturnValue:
    """Agree to what the page showed, by a decision with a number; it is destroyed at once."""
    get_deletion(read_context(), deletion_id)
    form = AgreeForm()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                services.approve_deletion(
                    ctx, deletion_id, number=typed(form.number), digest=str(form.digest.data or "")
                )
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã xoá. Số đơn, ngày tháng và nhật ký vẫn còn."), "success")
            return redirect(url_for(".deletion", deletion_id=deletion_id), code=303)
    return _page(deletion_id, form), 422


@bp.post("/<uuid:deletion_id>/<slug>")
@gate
def act(deletion_id: UUID, slug: str) -> ResponseReturnValue:
    """Refuse, or take it back."""
    if slug not in ACTS:
        raise NotFound
    get_deletion(read_context(), deletion_id)
    send, done = ACTS[slug]
    try:
        with transaction() as ctx:
            send(ctx, deletion_id)
    except (NotFound, Forbidden):
        raise
    except DomainError as error:
        flash(message(error), "error")
    else:
        flash(gettext(done), "success")
    return redirect(url_for(".deletion", deletion_id=deletion_id), code=303)


def _form(seen: CaseView) -> ProposeForm:
    ctx, form = read_context(), ProposeForm()
    reasons: list[DeletionReason] = list(deletion_reasons(ctx))
    form.offer(list_pieces(ctx, seen.id), reasons, whole=seen.state in PETITION.final)
    return form


def _page(deletion_id: UUID, form: AgreeForm | None = None) -> str:
    found = get_deletion(read_context(), deletion_id)
    shown = form or AgreeForm(formdata=None)
    shown.digest.data = found.digest
    what = piece_words(found.piece)[0] if found.piece else ""
    return render_template("staff/opening/deletion.html", deletion=found, form=shown, what=what)
