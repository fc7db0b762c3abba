"""After the last day: opinions into groups, answers, approval."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from consultations import queries, services
from consultations.commands import PublishResult
from consultations.opinion_queries import list_opinions
from consultations.queries import GroupView
from consultations.states import ConsultationState
from core.errors import DomainError, NotFound
from core.paging import PageRequest
from web.context import actor, read_context, transaction
from web.errors import add_to_form, message
from web.staff.consultations.acting import back_to, press, send
from web.staff.consultations.blueprint import bp, leader, preparer, reader
from web.staff.consultations.forms import AssignForm, GroupForm, PublishForm, ReturnForm

Answer = str | Response | tuple[str, int]


@bp.route("/<uuid:consultation_id>/y-kien", methods=["GET", "POST"])
@reader
def opinions(consultation_id: UUID) -> Answer:
    """Read the opinions, without who sent them, and put them into groups."""
    ctx = read_context()
    view = queries.get_own(ctx, consultation_id, viewer=actor())
    groups = queries.list_groups(ctx, view.id)
    form = AssignForm()
    form.offer(groups)
    if form.validate_on_submit():
        return _assign(consultation_id, form)
    loose, group = request.args.get("nhom") == "chua", _asked_group(groups)
    after = request.args.get("sau")
    page = list_opinions(
        ctx, view.id, viewer=actor(), agency_id=view.agency_id, page=PageRequest(50, after), only_ungrouped=loose,
        group_id=group.id if group else None,
    )  # fmt: skip
    return render_template(
        "staff/consultations/opinions.html", item=view, page=page, groups=groups, form=form, loose=loose, group=group,
        after=after, can_group=view.state is ConsultationState.CLOSED,
    )  # fmt: skip


def _asked_group(groups: Sequence[GroupView]) -> GroupView | None:
    wanted = request.args.get("nhom", "")
    return next((group for group in groups if str(group.id) == wanted), None)


def _assign(consultation_id: UUID, form: AssignForm) -> Response:
    chosen = [UUID(value) for value in request.form.getlist("opinions") if _is_uuid(value)]
    try:
        with transaction() as ctx:
            moved = services.assign_opinions(ctx, consultation_id, opinion_ids=chosen, group_id=form.group_id())
    except DomainError as error:
        flash(message(error))
    else:
        flash(ngettext("Đã xếp %(num)d ý kiến.", "Đã xếp %(num)d ý kiến.", moved))
    here = url_for("staff_consultations.opinions", consultation_id=consultation_id, nhom=request.args.get("nhom"))
    return redirect(here, code=303)


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@bp.route("/<uuid:consultation_id>/nhom/moi", methods=["GET", "POST"])
@preparer
def create_group(consultation_id: UUID) -> Answer:
    """Make a group."""
    return _group_page(consultation_id, None)


@bp.route("/<uuid:consultation_id>/nhom/<uuid:group_id>", methods=["GET", "POST"])
@preparer
def group(consultation_id: UUID, group_id: UUID) -> Answer:
    """Rewrite a group and answer it."""
    found = next((g for g in queries.list_groups(read_context(), consultation_id) if g.id == group_id), None)
    if found is None:
        raise NotFound
    return _group_page(consultation_id, found)


def _group_page(consultation_id: UUID, known: GroupView | None) -> Answer:
    view = queries.get_own(read_context(), consultation_id, viewer=actor())
    form = GroupForm(obj=known, response=known.response.value if known and known.response else "")
    form.offer()
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                services.describe_group(ctx, form.command(consultation_id, known.id if known else None))
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã lưu nhóm ý kiến."))
            return back_to(consultation_id)
    page = render_template("staff/consultations/group.html", form=form, item=view, group=known)
    return (page, 422) if request.method == "POST" else page


@bp.post("/<uuid:consultation_id>/nhom/<uuid:group_id>/xoa")
@preparer
def delete_group(consultation_id: UUID, group_id: UUID) -> Response:
    """Throw an empty group away."""
    return press(
        consultation_id,
        lambda ctx, _seen: services.delete_group(ctx, consultation_id, group_id),
        gettext("Đã xoá nhóm."),
    )


@bp.post("/<uuid:consultation_id>/trinh")
@preparer
def submit(consultation_id: UUID) -> Response:
    """Hand the table to the leader."""
    return press(
        consultation_id,
        lambda ctx, seen: services.submit_result(ctx, consultation_id, version=seen),
        gettext("Đã trình lãnh đạo duyệt."),
    )


@bp.route("/<uuid:consultation_id>/tra-lai", methods=["GET", "POST"])
@leader
def return_it(consultation_id: UUID) -> Answer:
    """Send the table back with what should change."""
    view = queries.get_own(read_context(), consultation_id, viewer=actor())
    form = ReturnForm(version=str(view.version))
    if form.validate_on_submit():
        reason = form.reason.data or ""
        answer = send(
            consultation_id, form,
            lambda ctx: services.return_result(ctx, consultation_id, version=form.seen(), reason=reason),
            gettext("Đã trả lại để sửa."),
        )  # fmt: skip
        if answer:
            return answer
    page = render_template("staff/consultations/return.html", form=form, item=view)
    return (page, 422) if request.method == "POST" else page


@bp.route("/<uuid:consultation_id>/cong-bo", methods=["GET", "POST"])
@leader
def publish(consultation_id: UUID) -> Answer:
    """Approve the table and make it public."""
    view = queries.get_own(read_context(), consultation_id, viewer=actor())
    form = PublishForm(version=str(view.version))
    if form.validate_on_submit():
        command = PublishResult(view.id, form.seen(), form.conclusion.data or "")
        answer = send(
            consultation_id, form, lambda ctx: services.publish_result(ctx, command),
            gettext("Đã công khai kết quả."),
        )  # fmt: skip
        if answer:
            return answer
    page = render_template(
        "staff/consultations/publish.html", form=form, item=view,
        groups=queries.list_groups(read_context(), view.id), figures=queries.count_opinions(read_context(), view.id),
    )  # fmt: skip
    return (page, 422) if request.method == "POST" else page
