"""Whoever denounced: words both ways, protection, reports of retaliation, advice, the quick way out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from agencies.queries import get_card
from casework.budgets import SUBMISSIONS
from casework.locks.errors import CaseLocked
from core.context import Context
from core.errors import DomainError, NotFound
from feedback.protection import services
from feedback.protection.commands import AskProtection, FileTarget, Retaliation
from feedback.protection.enclosing import read_enclosed
from feedback.protection.queries import open_record
from feedback.protection.record import find_file
from feedback.protection.states import AlarmAct, Avenger, Danger, Deed, EntryKind, Relation
from feedback.queries import CaseView
from feedback.shutting.services import say_of_leaders
from web.budgets import spend
from web.context import read_context, transaction
from web.errors import add_to_form
from web.files import confided_response
from web.forms import Form, typed
from web.gates import public, public_page
from web.identity import current_login
from web.opened import opened
from web.public.confiding.carrying import Load, ReportLoad
from web.public.confiding.forms import AskForm, ChangeForm, RetaliationForm, TakeBackForm, TalkForm, WriteOnForm
from web.public.confiding.page import confided_case, open_acts, sent_alarms, told_steps
from web.public.confiding.words import shown_of
from web.rendering import show_agency
from web.security import LEFT, WIPED

bp = Blueprint("confiding", __name__)
PETITION = "petition"
Page = str | Response | tuple[str, int]
# Where the quick way out leads: a page that anybody may have open, the national weather forecast.
NEUTRAL = "https://nchmf.gov.vn/"
_ELSEWHERE = "cross-site"


@bp.get("/giu-an-toan")
@public_page
def advice() -> str:
    """Which device, which network, what not to write: before anybody writes about somebody."""
    return render_template("public/confiding/advice.html")


@bp.get("/thoat-nhanh")
@public
def leave_now() -> Response:
    """Away at once: nothing of the visit stays in this browser, and it shows a page that says nothing.

    Another site that calls this address clears nothing: it may not sign people out.
    """
    answer = redirect(NEUTRAL, code=303)
    if request.headers.get("Sec-Fetch-Site") != _ELSEWHERE:
        signed_in = current_login() is not None
        if not signed_in:
            session.clear()
        answer.headers["Clear-Site-Data"] = LEFT if signed_in else WIPED
    return answer


@bp.route("/tra-cuu/don/trao-doi", methods=["GET", "POST"])
@public
def talk() -> Page:
    """Words both ways, by number and access code alone."""
    form = TalkForm()
    load = Load(form)

    def send(ctx: Context, target: FileTarget) -> None:
        services.write(ctx, target, typed(form.text), load.put)
        if form.of_leader.data:
            say_of_leaders(ctx, target.file_id)

    return _page("talk", form, send, gettext("Đã gửi lời nhắn."), load=load)


@bp.route("/tra-cuu/don/bao-ve", methods=["GET", "POST"])
@public
def protection() -> Page:
    """Ask to be protected; how it stands, what was decided and why."""
    form = AskForm()

    def send(ctx: Context, target: FileTarget) -> None:
        command = AskProtection(
            tuple(Relation(one) for one in form.relations.data or ()),
            tuple(Danger(one) for one in form.dangers.data or ()), typed(form.words), typed(form.names),
            bool(form.urgent.data),
        )  # fmt: skip
        services.ask(ctx, target, command)

    return _page("protection", form, send, gettext("Đã nhận đề nghị bảo vệ."))


@bp.route("/tra-cuu/don/bao-ve/thay-doi", methods=["GET", "POST"])
@public
def change() -> Page:
    """Ask for other measures, more, or none any more."""
    form = ChangeForm()
    return _page(
        "change", form, lambda ctx, target: services.ask_change(ctx, target, typed(form.words)),
        gettext("Đã nhận đề nghị."), onward="confiding.protection",
    )  # fmt: skip


@bp.route("/tra-cuu/don/bao-ve/rut", methods=["GET", "POST"])
@public
def take_back() -> Page:
    """The request is not wanted any more."""
    form = TakeBackForm()
    return _page("take_back", form, services.take_back, gettext("Đã rút đề nghị."), onward="confiding.protection")


@bp.route("/tra-cuu/don/bi-tra-thu", methods=["GET", "POST"])
@public
def retaliation() -> Page:
    """Report what was done because of the petition."""
    form = RetaliationForm()
    load = ReportLoad(form)

    def send(ctx: Context, target: FileTarget) -> None:
        command = Retaliation(
            Avenger(form.avenger.data), tuple(Deed(one) for one in form.deeds.data or ()), typed(form.words),
            typed(form.when),
        )  # fmt: skip
        services.report_retaliation(ctx, target, command, load.carried)

    return _page("retaliation", form, send, gettext("Đã gửi tin báo."), load=load)


@bp.route("/tra-cuu/don/bi-tra-thu/<uuid:alarm_id>", methods=["GET", "POST"])
@public
def write_on(alarm_id: UUID) -> Page:
    """More for the province about a report."""
    form = WriteOnForm()
    load = Load(form, of=alarm_id)

    def send(ctx: Context, target: FileTarget) -> None:
        row = find_file(ctx, alarm_id)
        if row is None or row.desk_id is None or row.petition_id != target.file_id:
            raise NotFound
        services.answer_alarm(ctx, FileTarget(alarm_id, None), AlarmAct.REOPEN, typed(form.text), load.put)

    done = gettext("Đã gửi thêm cho tỉnh.")
    return _page("write_on", form, send, done, onward="confiding.retaliation", load=load)


@bp.get("/tra-cuu/don/kin/<uuid:file_id>/tep/<uuid:item_id>")
@public
def enclosed(file_id: UUID, item_id: UUID) -> Response:
    """What its sender put with a word or a report."""
    ctx, petition_id = read_context(), opened(PETITION)
    row = find_file(ctx, file_id) if petition_id is not None else None
    if row is None or row.petition_id != petition_id:
        raise NotFound
    return confided_response(*read_enclosed(read_context(), file_id, item_id, small=bool(request.args.get("nho"))))


def _page(
    name: str, form: Form, send: Callable[[Context, FileTarget], Any], done: str, *, onward: str | None = None,
    load: Load | None = None,
) -> Page:  # fmt: skip
    """A page behind number and code: what was sent is written, else the page shows what is there."""
    petition_id = opened(PETITION)
    if petition_id is None:
        return redirect(url_for("petitions.track"), code=303)
    try:
        case = confided_case(read_context(), petition_id)
    except CaseLocked:  # until somebody closes it for the code they have now: that page says so
        return redirect(url_for("petitions.case"), code=303)
    if form.validate_on_submit():
        try:
            _send(case, send, load)
        except NotFound:
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(done, "success")
            return redirect(url_for(onward or f"confiding.{name}"), code=303)
    ctx = read_context()
    desk = get_card(ctx, case.agency_id)
    show_agency(desk)
    record = open_record(ctx, case.id, case.agency_id)
    told = shown_of(ctx, case.id, record.entries)
    alarms, before = sent_alarms(ctx, case.id) if name in ("retaliation", "write_on") else ([], 0)
    page = render_template(
        f"public/confiding/{name}.html", form=form, case=case, desk=desk, record=record, steps=told_steps(record),
        acts={act.value for act in open_acts(ctx, case, record)},
        alarms=alarms, alarms_before=before,
        words=[one for one in told if one.kind in (EntryKind.MESSAGE, EntryKind.SEEN)],
        reports=[one for one in told if one.kind is EntryKind.RETALIATION],
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page


def _send(case: CaseView, send: Callable[[Context, FileTarget], Any], load: Load | None) -> None:
    """Files first, outside the transaction; what was not sent leaves none."""
    try:
        if load is not None:
            load.take(case)
        with transaction() as ctx:
            spend(ctx, SUBMISSIONS)
            send(ctx, FileTarget(case.id, None))
    except Exception:
        if load is not None:
            load.discard()
        raise
