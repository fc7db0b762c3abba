"""The registry (văn thư): what waits for a number, for its signed file, what was issued today."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from bootstrap.papers import signed_tools
from core.clock import local_date
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound, StaleVersion
from core.transitions import TransitionNotAllowed
from feedback.issuing import services
from feedback.issuing.catalogue import series_of
from feedback.issuing.commands import GiveNumber
from feedback.issuing.files import StoredPaper, discard, store_signed
from feedback.issuing.listing import for_records, issued_today
from feedback.issuing.policies import can_do
from feedback.issuing.reading import PaperView, key_of, view_paper
from feedback.issuing.register import reserved
from feedback.issuing.services.moving import PaperTarget
from feedback.issuing.states import PaperAct, PaperState
from web.context import actor, read_context, runtime, transaction
from web.errors import add_to_form
from web.forms import VersionForm, typed
from web.gates import requires
from web.staff.issuing.drafting import page_of
from web.staff.issuing.forms import NumberForm, SignedForm, VoidForm, WordsForm, named

bp = Blueprint("staff_records", __name__, url_prefix="/can-bo/van-thu")
clerk = requires(*roles_for(Capability.PAPER_NUMBER))
_LOST = (StaleVersion, TransitionNotAllowed)
_PAGES = (NotFound, Forbidden)


@bp.get("")
@clerk
def index() -> str:
    """Three lists: number, signed file, issued today."""
    ctx = read_context()
    return render_template(
        "staff/issuing/records.html", to_number=for_records(ctx, PaperState.APPROVED),
        to_sign=for_records(ctx, PaperState.NUMBERED), today=issued_today(ctx),
    )  # fmt: skip


@bp.get("/<uuid:paper_id>")
@clerk
def paper(paper_id: UUID) -> str:
    """One paper as the registry sees it."""
    return _page(_view(paper_id))


@bp.post("/<uuid:paper_id>/cap-so")
@clerk
def number(paper_id: UUID) -> ResponseReturnValue:
    """Give number and date."""
    view = _view(paper_id)
    form = _number_form(view, NumberForm())
    if form.validate_on_submit() and isinstance(form.day.data, date):
        command = GiveNumber(paper_id, form.seen(), form.day.data, form.entry_id())
        done = _try(lambda ctx: services.give_number(ctx, command), form)
        if done is not None:
            return done
    return _failed(paper_id, form)


@bp.post("/<uuid:paper_id>/tra-lai")
@clerk
def send_back(paper_id: UUID) -> ResponseReturnValue:
    """Back to whoever drafted it, with a word."""
    form = WordsForm()
    target = PaperTarget(paper_id, form.seen())
    if form.validate_on_submit():
        done = _try(lambda ctx: services.send_back(ctx, target, typed(form.text)), form, to=url_for(".index"))
        if done is not None:
            return done
    return _failed(paper_id, form)


@bp.post("/<uuid:paper_id>/ban-ky")
@clerk
def attach(paper_id: UUID) -> ResponseReturnValue:
    """The signed file: checked, sealed and stored outside of the transaction."""
    view, form = _view(paper_id), SignedForm()
    if not form.validate_on_submit():
        return _failed(paper_id, form)
    if not can_do(actor(), PaperAct.ATTACH, view.standing):
        raise Forbidden
    stored: StoredPaper | None = None
    try:
        stored = store_signed(runtime().files, key_of(read_context(), view), form.uploads(), signed_tools())
        with transaction() as ctx:
            services.attach(ctx, PaperTarget(paper_id, form.seen()), stored)
    except _LOST:
        discard(runtime().files, stored)
        return _failed(paper_id, form, lost=True)
    except _PAGES:
        discard(runtime().files, stored)
        raise
    except DomainError as error:
        discard(runtime().files, stored)
        add_to_form(form, error)
        return _failed(paper_id, form)
    flash(gettext("Đã lưu bản ký. Xem lại rồi bấm Ban hành."), "success")
    return redirect(url_for(".paper", paper_id=paper_id), code=303)


@bp.post("/<uuid:paper_id>/ban-hanh")
@clerk
def issue(paper_id: UUID) -> ResponseReturnValue:
    """Issue it."""
    form = VersionForm()
    target = PaperTarget(paper_id, form.seen())
    if form.validate_on_submit():
        done = _try(lambda ctx: services.issue(ctx, target), form, public=True)
        if done is not None:
            return done
    return _failed(paper_id, form)


@bp.post("/<uuid:paper_id>/huy-so")
@clerk
def void(paper_id: UUID) -> ResponseReturnValue:
    """Its number is not used."""
    form = VoidForm()
    target = PaperTarget(paper_id, form.seen())
    if form.validate_on_submit():
        done = _try(lambda ctx: services.void_paper(ctx, target, form.command()), form)
        if done is not None:
            return done
    return _failed(paper_id, form)


def _try(
    send: Callable[[Context], object], form: VersionForm, *, to: str = "", public: bool = False
) -> ResponseReturnValue | None:
    """Do it; None when a rule stands in the way, which the form then says."""
    try:
        with transaction(public=public) as ctx:
            send(ctx)
    except _LOST:
        form.form_errors.append(gettext("Văn bản vừa có người làm trước. Xem lại rồi làm tiếp nếu còn cần."))
        return None
    except _PAGES:
        raise
    except DomainError as error:
        add_to_form(form, error)
        return None
    flash(gettext("Đã ghi."), "success")
    return redirect(to or url_for(".index"), code=303)


def _failed(paper_id: UUID, form: VersionForm, *, lost: bool = False) -> tuple[str, int]:
    if lost:
        form.form_errors.append(gettext("Văn bản vừa có người làm trước. Xem lại rồi làm tiếp nếu còn cần."))
    return _page(_view(paper_id), failed=form), 422


def _view(paper_id: UUID) -> PaperView:
    view = view_paper(read_context(), paper_id)
    if view.paper.agency_id not in actor().agencies(*roles_for(Capability.PAPER_NUMBER)):
        raise NotFound
    return view


def _number_form(view: PaperView, form: NumberForm) -> NumberForm:
    series = series_of(view.paper.kind, secret=view.case.sealed)
    form.offer(reserved(read_context(), view.paper.agency_id, series))
    return form


def _page(view: PaperView, *, failed: VersionForm | None = None) -> str:
    version = {"version": str(view.paper.version)}
    today = {**version, "day": local_date(runtime().clock())}
    forms: dict[str, VersionForm] = {
        "number": _number_form(view, NumberForm(formdata=None, data=today)),
        "words": WordsForm(formdata=None, data=version), "signed": SignedForm(formdata=None, data=version),
        "void": VoidForm(formdata=None, data=version), "plain": VersionForm(formdata=None, data=version),
    }  # fmt: skip
    kinds = {NumberForm: "number", WordsForm: "words", SignedForm: "signed", VoidForm: "void", VersionForm: "plain"}
    if failed is not None:
        forms[kinds[type(failed)]] = failed
        failed.version.data = version["version"]
        failed.version.raw_data = None
    for name, form in forms.items():
        named(form, name)
    return render_template(
        "staff/issuing/record.html", page=page_of(read_context(), view), paper=view.paper, forms=forms, form=failed
    )
