"""The secretary's pages: prepare, announce, hold, conclude a dialogue."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from core.clock import local
from core.context import Context
from core.errors import DomainError
from core.paging import PageRequest
from dialogues import queries, services
from web.context import read_context, transaction
from web.errors import add_to_form, message
from web.forms import VersionForm, typed
from web.staff.dialogues import promise_views, question_views
from web.staff.dialogues.blueprint import bp, gate, own_agency
from web.staff.dialogues.forms import ConclusionsForm, HoldForm, PlanForm, ReasonForm


@bp.get("")
@gate
def index() -> str:
    """Dialogues and promises of the agency."""
    ctx = read_context()
    agency_id = own_agency()
    return render_template(
        "staff/dialogues/index.html",
        page=queries.list_managed(ctx, PageRequest(after=request.args.get("sau"))),
        promises=queries.list_commitments(ctx, agency_id=agency_id, page=PageRequest(size=50)).items,
        tally=queries.tally_commitments(ctx, agency_id),
    )


@bp.route("/moi", methods=["GET", "POST"])
@gate
def create() -> str | Response:
    """Prepare a dialogue."""
    form = PlanForm()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                dialogue_id = services.plan_dialogue(ctx, form.command(own_agency()))
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("staff_dialogues.item", dialogue_id=dialogue_id), code=303)
    return render_template("staff/dialogues/form.html", form=form, earliest=services.earliest_day(read_context()))


@bp.route("/<uuid:dialogue_id>/sua", methods=["GET", "POST"])
@gate
def edit(dialogue_id: UUID) -> str | Response:
    """Change a dialogue before it is announced."""
    dialogue = queries.get_managed_dialogue(read_context(), dialogue_id)
    form = PlanForm(
        obj=dialogue, kind=dialogue.kind.value, form_of=dialogue.form.value, version=str(dialogue.version),
        starts_on=local(dialogue.starts_at).date(), starts_time=local(dialogue.starts_at).time(),
        ends_time=local(dialogue.ends_at).time(),
    )  # fmt: skip
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                services.revise_dialogue(ctx, dialogue_id, form.command(dialogue.agency_id), version=form.seen())
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("staff_dialogues.item", dialogue_id=dialogue_id), code=303)
    return render_template("staff/dialogues/form.html", form=form, earliest=services.earliest_day(read_context()))


@bp.get("/<uuid:dialogue_id>")
@gate
def item(dialogue_id: UUID) -> str:
    """One dialogue with all that can be done now."""
    ctx = read_context()
    dialogue = queries.get_managed_dialogue(ctx, dialogue_id)
    return render_template(
        "staff/dialogues/item.html",
        dialogue=dialogue,
        has_begun=ctx.now >= dialogue.starts_at,
        questions=queries.list_questions(ctx, dialogue),
        promises=queries.list_commitments(ctx, dialogue_id=dialogue_id, page=PageRequest(size=50)).items,
        version_form=VersionForm(version=str(dialogue.version)),
        conclusions_form=ConclusionsForm(version=str(dialogue.version), conclusions=dialogue.conclusions),
        reason_form=ReasonForm(version=str(dialogue.version)),
        hold_form=HoldForm(version=str(dialogue.version)),
    )


def _act(dialogue_id: UUID, form: VersionForm, act: Callable[[Context], None], done: str) -> Response:
    """Do one act and go back to the dialogue, saying what happened."""
    back = redirect(url_for("staff_dialogues.item", dialogue_id=dialogue_id), code=303)
    if not form.validate_on_submit():
        flash("; ".join(str(text) for texts in form.errors.values() for text in texts), "error")
        return back
    try:
        with transaction(public=True) as ctx:
            act(ctx)
    except DomainError as error:
        flash(message(error), "error")
    else:
        flash(done, "success")
    return back


@bp.post("/<uuid:dialogue_id>/thong-bao")
@gate
def announce(dialogue_id: UUID) -> Response:
    """Announce it."""
    form = VersionForm()

    def act(ctx: Context) -> None:
        services.announce_dialogue(ctx, dialogue_id, version=form.seen())

    return _act(dialogue_id, form, act, gettext("Đã thông báo. Bà con thấy buổi này trên trang của xã."))


@bp.post("/<uuid:dialogue_id>/hoan")
@gate
def postpone(dialogue_id: UUID) -> Response:
    """Call it off for now."""
    form = ReasonForm()

    def act(ctx: Context) -> None:
        services.postpone_dialogue(ctx, dialogue_id, version=form.seen(), reason=typed(form.reason))

    return _act(dialogue_id, form, act, gettext("Đã báo tạm hoãn."))


@bp.post("/<uuid:dialogue_id>/dien-ra")
@gate
def hold(dialogue_id: UUID) -> Response:
    """Note that it took place."""
    form = HoldForm()

    def act(ctx: Context) -> None:
        services.hold_dialogue(ctx, dialogue_id, version=form.seen(), attendance=form.attendance.data)

    return _act(dialogue_id, form, act, gettext("Đã ghi nhận buổi đối thoại diễn ra."))


@bp.post("/<uuid:dialogue_id>/ket-luan")
@gate
def write_conclusions(dialogue_id: UUID) -> Response:
    """Save the conclusions."""
    form = ConclusionsForm()

    def act(ctx: Context) -> None:
        services.save_conclusions(ctx, dialogue_id, version=form.seen(), conclusions=typed(form.conclusions))

    return _act(dialogue_id, form, act, gettext("Đã lưu kết luận."))


@bp.post("/<uuid:dialogue_id>/cong-bo")
@gate
def conclude(dialogue_id: UUID) -> Response:
    """Publish the results."""
    form = VersionForm()

    def act(ctx: Context) -> None:
        services.conclude_dialogue(ctx, dialogue_id, version=form.seen())

    return _act(dialogue_id, form, act, gettext("Đã công bố kết quả."))


__all__ = ["bp", "promise_views", "question_views"]
