"""Requests to erase who sent a petition: the data protection officer's book. Nothing of a petition is shown here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.matrix import Capability, roles_for
from casework.states import ErasureRefusal, ErasureState
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from core.paging import PageRequest
from deadlines.queries import explain_view
from feedback import services
from feedback.commands import AskErasure
from feedback.queries import get_erasure, list_erasures
from web.admin.erasures.forms import AskForm, GrantForm, RefuseForm
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import Form, typed
from web.gates import requires
from web.public.petitions.words import clock_card, standing_chip

bp = Blueprint("admin_erasures", __name__, url_prefix="/quan-tri/xoa-thong-tin")
gate = requires(*roles_for(Capability.ERASURE_DECIDE))
Page = str | Response | tuple[str, int]
CHIPS = {ErasureState.DONE: "ok", ErasureState.REFUSED: "mute"}


@bp.get("")
@gate
def index() -> str:
    """The requests in the officer's reach, with the days left."""
    page = list_erasures(read_context(), viewer=actor(), page=PageRequest(30, request.args.get("sau")))
    return render_template("admin/erasures/index.html", page=page, chips=CHIPS, standing_chip=standing_chip)


@bp.route("/them", methods=["GET", "POST"])
@gate
def ask() -> Page:
    """Write a request on paper into the book."""
    form = AskForm()
    if form.validate_on_submit():
        command = AskErasure(typed(form.number), typed(form.document_number), form.received_on.data or date.max)
        if _done(form, lambda ctx: services.ask_erasure(ctx, command)):
            flash(gettext("Đã ghi yêu cầu. Hạn trả lời tính từ ngày nhận."), "success")
            return redirect(url_for("admin_erasures.index"), code=303)
    page = render_template("admin/erasures/ask.html", form=form)
    return (page, 422) if request.method == "POST" else page


@bp.get("/<uuid:request_id>")
@gate
def item(request_id: UUID) -> str:
    """One request: what the decision rests on."""
    return _page(request_id, GrantForm(formdata=None), RefuseForm(formdata=None))


@bp.post("/<uuid:request_id>/xoa")
@gate
def grant(request_id: UUID) -> Page:
    """Erase."""
    form = GrantForm()
    number = typed(form.decision_number)
    if form.validate() and _done(form, lambda ctx: services.grant_erasure(ctx, request_id, decision_number=number)):
        flash(gettext("Đã xoá tên và cách liên lạc của người gửi. Việc này đã vào nhật ký."), "success")
        return redirect(url_for("admin_erasures.item", request_id=request_id), code=303)
    return _page(request_id, form, RefuseForm(formdata=None)), 422


@bp.post("/<uuid:request_id>/khong-xoa")
@gate
def refuse(request_id: UUID) -> Page:
    """Keep, and say why."""
    form = RefuseForm()
    if form.validate() and _done(form, lambda ctx: _refuse(ctx, request_id, form)):
        flash(gettext("Đã ghi quyết định không xoá."), "success")
        return redirect(url_for("admin_erasures.item", request_id=request_id), code=303)
    return _page(request_id, GrantForm(formdata=None), form), 422


def _refuse(ctx: Context, request_id: UUID, form: RefuseForm) -> None:
    services.refuse_erasure(
        ctx, request_id, decision_number=typed(form.reply_number), refusal=ErasureRefusal(form.refusal.data)
    )


def _page(request_id: UUID, grant_form: GrantForm, refuse_form: RefuseForm) -> str:
    ctx = read_context()
    found = get_erasure(ctx, request_id, viewer=actor())
    clock = found.row.clock
    return render_template(
        "admin/erasures/item.html", found=found, row=found.row, grant_form=grant_form, refuse_form=refuse_form,
        form=refuse_form if refuse_form.errors else grant_form, chips=CHIPS,
        card=clock_card(clock, found.row.agency_name) if clock else None,
        why=explain_view(ctx, clock) if clock else None,
    )  # fmt: skip


def _done(form: Form, act: Callable[[Context], object]) -> bool:
    try:
        with transaction() as ctx:
            act(ctx)
    except (Forbidden, NotFound):
        raise
    except DomainError as error:
        add_to_form(form, error)
        return False
    return True
