"""Requests about personal data, for the data protection officer. Opening one is in the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from accounts.matrix import Capability, roles_for
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.paging import PageRequest
from core.transitions import TransitionNotAllowed
from deadlines.queries import explain_view
from deadlines.states import CLOCK
from privacy.requests import services
from privacy.requests.commands import Extend, Settle, Verify
from privacy.requests.queries import list_requests, open_request
from privacy.states import REQUEST, Proof, Refusal, RequestAct
from web.admin.requests.forms import ExtendForm, GrantForm, RefuseForm, VerifyForm
from web.admin.requests.words import NEXT_STEPS, doing
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.forms import VersionForm, typed
from web.gates import requires
from web.public.petitions.words import standing_chip
from web.public.privacy.words import request_card

bp = Blueprint("admin_requests", __name__, url_prefix="/quan-tri/yeu-cau-du-lieu")
gate = requires(*roles_for(Capability.DATA_REQUEST_ANSWER))
Page = str | Response | tuple[str, int]

F = TypeVar("F", bound=VersionForm)


@dataclass(frozen=True, slots=True)
class _Forms:
    acknowledge: VersionForm
    verify: VerifyForm
    extend: ExtendForm
    grant: GrantForm
    refuse: RefuseForm


@bp.get("")
@gate
def index() -> str:
    """What waits for an answer, with the days left, or (`xong`) what was answered: no name, no words."""
    over = "xong" in request.args
    page = list_requests(read_context(), viewer=actor(), page=PageRequest(30, request.args.get("sau")), over=over)
    return render_template(
        "admin/requests/index.html", page=page, standing_chip=standing_chip, over=over, next_steps=NEXT_STEPS
    )


@bp.get("/<uuid:request_id>")
@gate
def item(request_id: UUID) -> str:
    """One request, opened."""
    return _page(request_id, None)


@bp.post("/<uuid:request_id>/bao-nhan")
@gate
def acknowledge(request_id: UUID) -> Page:
    """Tell the person that it came."""
    form = VersionForm(prefix="acknowledge")
    return _act(
        request_id, form, gettext("Đã báo nhận. Người gửi thấy ngay ở trang Tra cứu."),
        lambda ctx: services.acknowledge(ctx, request_id, version=form.seen()),
    )  # fmt: skip


@bp.post("/<uuid:request_id>/xac-minh")
@gate
def verify(request_id: UUID) -> Page:
    """Write by what the person is known."""
    form = VerifyForm(prefix="verify")

    def act(ctx: Context) -> None:
        proof, shared = Proof(form.proof.data), bool(form.third_party.data)
        services.verify(ctx, Verify(request_id, form.seen(), proof, third_party=shared))

    return _act(request_id, form, gettext("Đã ghi cách chứng minh. Không giữ bản nào của giấy tờ."), act)


@bp.post("/<uuid:request_id>/gia-han")
@gate
def extend(request_id: UUID) -> Page:
    """More time, as far as the table allows."""
    form = ExtendForm(prefix="extend")

    def act(ctx: Context) -> None:
        days = int(form.days.data or 0)
        services.extend(ctx, Extend(request_id, form.seen(), days, typed(form.reason), typed(form.paper)))

    return _act(request_id, form, gettext("Đã gia hạn."), act)


@bp.post("/<uuid:request_id>/thuc-hien")
@gate
def grant(request_id: UUID) -> Page:
    """Do it, and say so."""
    form = GrantForm(prefix="grant")

    def act(ctx: Context) -> None:
        services.settle(ctx, Settle(request_id, form.seen(), typed(form.answer), typed(form.decision_number)))

    return _act(request_id, form, gettext("Đã thực hiện và trả lời."), act)


@bp.post("/<uuid:request_id>/khong-thuc-hien")
@gate
def refuse(request_id: UUID) -> Page:
    """Do not, and say why."""
    form = RefuseForm(prefix="refuse")

    def act(ctx: Context) -> None:
        number, why = typed(form.reply_number), Refusal(form.refusal.data)
        services.settle(ctx, Settle(request_id, form.seen(), typed(form.why), number, why))

    return _act(request_id, form, gettext("Đã trả lời, có lý do."), act)


def _act(request_id: UUID, form: VersionForm, done: str, act: Callable[[Context], object]) -> Page:
    if form.validate():
        try:
            with transaction(public=True) as ctx:
                act(ctx)
        except (Forbidden, NotFound, StaleVersion, TransitionNotAllowed):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(done, "success")
            return redirect(url_for("admin_requests.item", request_id=request_id), code=303)
    return _page(request_id, form), 422


def _forms(sent: VersionForm | None, version: str, known: Proof) -> _Forms:
    def one(kind: type[F], prefix: str) -> F:
        return sent if isinstance(sent, kind) else kind(formdata=None, prefix=prefix, version=version)

    verify_form = one(VerifyForm, "verify")
    verify_form.offer(known)
    return _Forms(
        one(VersionForm, "acknowledge"), verify_form, one(ExtendForm, "extend"), one(GrantForm, "grant"),
        one(RefuseForm, "refuse"),
    )  # fmt: skip


def _page(request_id: UUID, sent: VersionForm | None) -> str:
    # A transaction although it shows: whoever opens a request is in the log.
    with transaction() as ctx:
        found = open_request(ctx, request_id)
    row = found.row
    forms = _forms(sent, str(row.version), row.proof)
    running = [one for one in found.clocks if one.state not in CLOCK.final]
    return render_template(
        "admin/requests/item.html", found=found, row=row, forms=forms, form=sent or forms.verify, doing=doing(row.kind),
        acts={act.value for act in RequestAct if REQUEST.allows(row.state, act)},
        cards=[request_card(one, row.agency_name) for one in running],
        why=explain_view(read_context(), row.clock) if row.clock else None,
    )  # fmt: skip
