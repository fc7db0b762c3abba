"""bản lược tên: a sealed petition without whoever sent it, for people by name."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from accounts.matrix import Capability, roles_for
from core.context import Context
from core.errors import DomainError, Forbidden, NotFound
from core.text import N_
from feedback.policies import can_open
from feedback.queries import get_case
from feedback.redacting import services
from feedback.redacting.policies import can_make
from feedback.redacting.queries import CopyText, get_copy
from feedback.redacting.source import place_of, read_words
from feedback.services import note_opening
from feedback.services.moving import lock_petition
from web.context import actor, read_context, transaction
from web.errors import add_to_form
from web.errors import message as said
from web.forms import typed
from web.gates import requires
from web.staff.opening.forms import CoverForm

bp = Blueprint("staff_copies", __name__, url_prefix="/can-bo/ban-luoc")
gate = requires(*roles_for(Capability.SEALED_TOGETHER))
ACTS: dict[str, tuple[Callable[[Context, UUID], None], str]] = {
    "duyet": (
        lambda ctx, of: services.decide_copy(ctx, of, lets=True),
        N_("Đã cho đọc. Người làm bản lược nêu tên người đọc."),
    ),
    "tra-lai": (lambda ctx, of: services.decide_copy(ctx, of, lets=False), N_("Đã trả lại để che thêm.")),
    "thu-lai": (services.withdraw_copy, N_("Đã thu lại. Không ai đọc được bản này nữa.")),
}


@bp.route("/don/<uuid:petition_id>", methods=["GET", "POST"])
@gate
def make(petition_id: UUID) -> ResponseReturnValue:
    """Cover: a tick for each place that looks private, more by hand; then somebody else looks."""
    seen = get_case(read_context(), petition_id, viewer=actor())
    if not (can_open(actor(), seen.facts()) and can_make(actor(), seen.facts())):
        raise NotFound
    with transaction() as ctx:
        note_opening(ctx, petition_id)
    words, form = read_words(read_context(), petition_id), CoverForm()
    if form.validate_on_submit():
        ticked = set(request.form.getlist("che"))
        left_open = {place_of(one) for one in words.suggested} - ticked
        photos = [one for one in words.photos if one.hex in request.form.getlist("anh")]
        command = services.MakeCopy(str(form.digest.data or ""), left_open, typed(form.more), photos)
        try:
            with transaction() as ctx:
                copy_id = services.make_copy(ctx, petition_id, command)
        except (NotFound, Forbidden):
            raise
        except DomainError as error:
            add_to_form(form, error)
        else:
            flash(gettext("Đã trình. Người khác xem bản lược rồi cho đọc hoặc trả lại."), "success")
            return redirect(url_for(".copy", copy_id=copy_id), code=303)
    form.digest.data = words.digest
    on = set(request.form.getlist("che")) if form.errors else {place_of(one) for one in words.suggested}
    page = render_template(
        "staff/opening/cover.html", case=seen, form=form, words=words, place_of=place_of, on=on,
        pieces=[(words.text[one.start : one.end], one) for one in words.suggested],
    )  # fmt: skip
    return page, 422 if form.errors else 200


@bp.get("/<uuid:copy_id>")
@gate
def copy(copy_id: UUID) -> str:
    """A copy, for whoever may do something with it; its words come on a tap, into the log."""
    return _page(copy_id)


@bp.post("/<uuid:copy_id>/doc")
@gate
def read(copy_id: UUID) -> ResponseReturnValue:
    """What it says, on this page only."""
    get_copy(read_context(), copy_id)
    with transaction() as ctx:
        text = services.read_copy(ctx, copy_id)
    return _page(copy_id, text)


@bp.get("/<uuid:copy_id>/anh/<int:place>")
@gate
def photo(copy_id: UUID, place: int) -> Response:
    """A cleared photo; in the log too."""
    get_copy(read_context(), copy_id)
    with transaction() as ctx:
        data = services.read_photo(ctx, copy_id, place)
    return Response(data, mimetype="image/jpeg")


@bp.post("/<uuid:copy_id>/nguoi-doc/<uuid:account_id>/<slug>")
@gate
def reader(copy_id: UUID, account_id: UUID, slug: str) -> ResponseReturnValue:
    """Name a reader, or drop one."""
    sends = {"them": services.name_reader, "bo": services.drop_named}
    if slug not in sends:
        raise NotFound
    return _try(copy_id, lambda ctx: sends[slug](ctx, copy_id, account_id), N_("Đã ghi người đọc."))


@bp.post("/<uuid:copy_id>/<slug>")
@gate
def act(copy_id: UUID, slug: str) -> ResponseReturnValue:
    """Let it be read or not, take it back."""
    if slug not in ACTS:
        raise NotFound
    send, done = ACTS[slug]
    return _try(copy_id, lambda ctx: send(ctx, copy_id), done)


def _try(copy_id: UUID, send: Callable[[Context], None], done: str) -> ResponseReturnValue:
    get_copy(read_context(), copy_id)
    try:
        with transaction() as ctx:
            send(ctx)
    except (NotFound, Forbidden):
        raise
    except DomainError as error:
        flash(said(error), "error")
    else:
        flash(gettext(done), "success")
    return redirect(url_for(".copy", copy_id=copy_id), code=303)


def _page(copy_id: UUID, text: CopyText | None = None) -> str:
    found = get_copy(read_context(), copy_id)
    acts = {one.value for one in found.acts}
    possible = []
    if "name" in acts:
        with transaction() as ctx:
            named = {one for one, _name in found.readers}
            locked = lock_petition(ctx, found.petition_id)
            possible = [one for one in services.list_possible_readers(ctx, locked) if one.account_id not in named]
    return render_template("staff/opening/copy.html", copy=found, acts=acts, text=text, possible=possible)
