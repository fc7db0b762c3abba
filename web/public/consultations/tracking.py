"""Following one's own opinion by its number and code."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from agencies.queries import get_card
from casework.numbers import FoundCase, find_case
from consultations.opinion_queries import CASE_TYPE, opinion_status
from consultations.services.erasing import erase_opinion
from core.errors import DomainError
from web.context import read_context, transaction
from web.errors import add_to_form
from web.forms import typed
from web.gates import public
from web.network import network_key
from web.notice import notice_name
from web.opened import opened, remember
from web.public.consultations.blueprint import bp
from web.public.consultations.forms import TrackForm
from web.public.privacy.forms import EraseForm
from web.public.privacy.words import what_is_left
from web.rendering import show_agency


@bp.route("/lay-y-kien/tra-cuu", methods=["GET", "POST"])
@public
def track() -> str | Response | tuple[str, int]:
    """Ask for number and code, then show what became of the opinion."""
    form = TrackForm()
    if form.validate_on_submit():
        try:
            found = _look_up(form)
        except DomainError as error:
            add_to_form(form, error)
        else:
            if found is not None:
                remember(found)
                return redirect(url_for("consultations.followed"), code=303)
            form.number.errors = [gettext("Số và mã chưa khớp nhau. Xem lại từng ký tự trên tờ biên nhận.")]
    page = render_template("public/consultations/track.html", form=form)
    return (page, 422) if request.method == "POST" else page


def _look_up(form: TrackForm) -> FoundCase | None:
    # A transaction although it reads: wrong codes are counted.
    with transaction() as ctx:
        return find_case(
            ctx,
            number_typed=typed(form.number),
            access_code_typed=typed(form.access_code),
            network=network_key(),
            case_type=CASE_TYPE,
        )


@bp.get("/lay-y-kien/y-kien-cua-toi")
@public
def followed() -> str | Response:
    """The opinion this visitor has opened."""
    case_id = opened(CASE_TYPE)
    if case_id is None:
        return redirect(url_for("consultations.track"), code=303)
    ctx = read_context()
    status = opinion_status(ctx, case_id)
    show_agency(get_card(ctx, status.agency_id))
    return render_template(
        "public/consultations/status.html", status=status, notice=notice_name(status.notice_version),
        left=what_is_left(ctx, case_id),
    )  # fmt: skip


@bp.route("/lay-y-kien/y-kien-cua-toi/xoa", methods=["GET", "POST"])
@public
def erase() -> str | Response | tuple[str, int]:
    """Take back one's name, or what one wrote too."""
    case_id, form = opened(CASE_TYPE), EraseForm()
    if case_id is None:
        return redirect(url_for("consultations.track"), code=303)
    status = opinion_status(read_context(), case_id)
    show_agency(get_card(read_context(), status.agency_id))
    if form.validate_on_submit():
        try:
            with transaction() as ctx:
                erase_opinion(ctx, case_id, words=form.what.data == "words")
        except DomainError as error:
            add_to_form(form, error)
        else:
            return redirect(url_for("consultations.followed"), code=303)
    page = render_template("public/privacy/erase.html", form=form, back=url_for("consultations.followed"))
    return (page, 422) if request.method == "POST" else page
