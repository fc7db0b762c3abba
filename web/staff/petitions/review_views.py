"""What came from a busy network without a proof of work: a clerk looks at each, lets it through or files it as spam."""

from __future__ import annotations

from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import InputRequired, Optional

from accounts.roles import Role
from core.errors import NotFound
from core.paging import PageRequest
from feedback.queries import get_case
from feedback.reviewing.labels import LABELS
from feedback.reviewing.queries import held_among, list_waiting
from feedback.reviewing.services import file_as_spam, let_through
from feedback.reviewing.states import SpamReason
from feedback.services import note_opening
from web.context import actor, read_context, transaction
from web.forms import Form, at_most, typed
from web.gates import requires
from web.staff.petitions.blueprint import bp
from web.staff.petitions.page import gather

PAGE_SIZE = 25
Page = str | Response | tuple[str, int]
_clerks = requires(Role.INTAKE_CLERK)


class LetThroughForm(Form):
    """A button."""


class SpamForm(Form):
    """Why it is no petition."""

    reason = RadioField(
        _l("Vì sao là thư rác?"),
        choices=[SelectChoice(member.value, _l(LABELS[member])) for member in SpamReason],
        validators=[InputRequired(_l("Chọn một lý do. Người gửi đọc được lý do này."))],
    )
    words = TextAreaField(_l("Nói thêm"), validators=[Optional(), at_most(500)])


@bp.get("/cho-xem-xet")
@_clerks
def reviews() -> str:
    """What waits, what is due first first. Nothing is opened by looking at the list."""
    page = list_waiting(read_context(), viewer=actor(), page=PageRequest(PAGE_SIZE, request.args.get("sau")))
    return render_template("staff/petitions/reviews.html", page=page)


@bp.route("/cho-xem-xet/<uuid:petition_id>", methods=["GET", "POST"])
@_clerks
def review(petition_id: UUID) -> Page:
    """One of them, opened (that is noted as for any sealed petition); a POST files it as spam."""
    form = SpamForm()
    _held(petition_id)
    if form.validate_on_submit():
        with transaction() as ctx:
            file_as_spam(ctx, petition_id, SpamReason(form.reason.data), typed(form.words))
        return _next()
    with transaction() as ctx:
        note_opening(ctx, petition_id)
    ctx = read_context()
    page = gather(ctx, get_case(ctx, petition_id, viewer=actor()))
    shown = render_template("staff/petitions/review.html", page=page, form=form, case=page.case)
    return (shown, 422) if request.method == "POST" else shown


@bp.post("/cho-xem-xet/<uuid:petition_id>/nhan")
@_clerks
def pass_review(petition_id: UUID) -> Response:
    """Let it through: from now on it is in every list and count."""
    _held(petition_id)
    if LetThroughForm().validate_on_submit():
        with transaction() as ctx:
            let_through(ctx, petition_id)
    return _next()


def _held(petition_id: UUID) -> None:
    """Raises NotFound when nothing waits there for this reader."""
    ctx = read_context()
    get_case(ctx, petition_id, viewer=actor())
    if not held_among(ctx, [petition_id]):
        raise NotFound


def _next() -> Response:
    """To the next one, else to the list that says that none is left."""
    waiting = list_waiting(read_context(), viewer=actor(), page=PageRequest(1)).items
    if waiting:
        return redirect(url_for("staff_petitions.review", petition_id=waiting[0].id), code=303)
    return redirect(url_for("staff_petitions.reviews"), code=303)
