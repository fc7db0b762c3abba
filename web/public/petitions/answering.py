"""Answering a question of the handler: behind number and code, or by a link that opens this one question only."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from uuid import UUID

from flask import make_response, redirect, render_template, request, url_for

from agencies.queries import get_card
from casework.attachments import MAX_IMAGES, StoredImage, discard_stored, store_image
from casework.budgets import FILES, PHOTOS, SUBMISSIONS
from casework.enclosures import StoredFile, discard_files
from casework.errors import TooManyImages
from casework.images import MAX_BYTES, prepare_image
from casework.sealing import open_case_key
from casework.states import Enclosed
from core.context import Context
from core.errors import DomainError
from feedback.errors import LinkGone
from feedback.links.services import Asked, answer_by_link, find_asked, was_answered
from feedback.queries import get_tracked
from feedback.services.sender import Added
from feedback.services.sender import supplement as add_to_petition
from web.budgets import spend
from web.context import read_context, runtime, transaction
from web.errors import add_to_form
from web.extensions import csrf
from web.forms import typed
from web.gates import public, public_page
from web.opened import opened
from web.public.petitions.blueprint import bp
from web.public.petitions.drafting import Page
from web.public.petitions.enclosing import is_chosen, store_enclosed
from web.public.petitions.forms import SupplementForm
from web.public.petitions.tracking import PETITION, ask_again
from web.rendering import show_agency

# Says whether what was added became part of the case.
Send = Callable[[Context, Added], bool]


@bp.route("/tra-cuu/don/bo-sung", methods=["GET", "POST"])
@public
def supplement() -> Page:
    """Answer what the handler asked, having shown number and code."""
    petition_id = opened(PETITION)
    if petition_id is None:
        return ask_again()
    form = SupplementForm()

    def send(ctx: Context, added: Added) -> bool:
        add_to_petition(ctx, petition_id, typed(form.text), added)
        return True

    if form.validate_on_submit() and _sent(form, petition_id, send):
        return redirect(url_for("petitions.case"), code=303)
    tracked = get_tracked(read_context(), petition_id)
    show_agency(get_card(read_context(), tracked.case.agency_id))
    page = render_template("public/petitions/supplement.html", form=form, tracked=tracked, most=MAX_IMAGES)
    return (page, 422) if request.method == "POST" else page


@bp.route("/hoi/<secret>", methods=["GET", "POST"])
@public
def asked(secret: str) -> Page:
    """One question of one petition, for whoever holds its link: no number, no code, nothing else of the case.

    Opening changes nothing: programmes that look at links in mails do that too.
    """
    found = find_asked(read_context(), secret)
    form = SupplementForm(meta={"csrf": False})
    if form.validate_on_submit():
        if found is None and was_answered(read_context(), secret):
            return redirect(url_for("petitions.asked_done"), code=303)
        if found is not None:
            taken = _sent(
                form, found.petition_id, lambda ctx, added: answer_by_link(ctx, secret, typed(form.text), added)
            )
            if taken:
                return redirect(url_for("petitions.asked_done"), code=303)
            found = find_asked(read_context(), secret)  # it may have ended meanwhile
    return _asked_page(found, form)


# Whoever posts here holds the secret; a token besides would ask for a cookie, which browsers inside mail apps refuse.
csrf.exempt(asked)


@bp.get("/hoi/da-nhan")
@public_page
def asked_done() -> str:
    """Thanks, and what comes next; the same for everybody."""
    return render_template("public/petitions/asked_done.html")


def _asked_page(found: Asked | None, form: SupplementForm) -> Page:
    if found is None:
        page, status = render_template("public/petitions/asked_gone.html"), 404
    else:
        desk = get_card(read_context(), found.agency_id)
        show_agency(desk)
        status = 422 if request.method == "POST" else 200
        page = render_template("public/petitions/asked.html", form=form, asked=found, desk=desk, most=MAX_IMAGES)
    return make_response(page, status)


def _sent(form: SupplementForm, case_id: UUID, send: Send) -> bool:
    """Take in what was chosen, then write; what became no part of the case is removed again."""
    added = Added()
    try:
        added = _take_in(form, case_id)
        with transaction() as ctx:
            spend(ctx, SUBMISSIONS)
            used = send(ctx, added)
    except DomainError as error:
        if not isinstance(error, LinkGone):  # that page says it by itself
            add_to_form(form, error)
        _discard(added)
        return False
    if not used:
        _discard(added)
    return True


def _take_in(form: SupplementForm, case_id: UUID) -> Added:
    uploads = [upload for upload in form.photos.data or () if is_chosen(upload)]
    others = [(kind, field.data) for kind, field in ((Enclosed.PDF, form.file), (Enclosed.VOICE, form.voice))]
    chosen = [(kind, upload) for kind, upload in others if is_chosen(upload)]
    if not (uploads or chosen):
        return Added()
    if len(uploads) > MAX_IMAGES:
        raise TooManyImages(most=MAX_IMAGES)
    with transaction() as ctx:
        spend(ctx, PHOTOS, len(uploads))
        spend(ctx, FILES, len(chosen))
    key = open_case_key(read_context(), case_id)
    photos: list[StoredImage] = []
    files: list[StoredFile] = []
    with ExitStack() as stack:
        for upload in (*uploads, *(upload for _kind, upload in chosen)):
            stack.callback(upload.close)
        try:
            for upload in uploads:
                photos.append(store_image(runtime().files, key, prepare_image(upload.stream.read(MAX_BYTES + 1))))
            for kind, upload in chosen:
                files.append(store_enclosed(key, kind, upload))
        except DomainError:
            _discard(Added(photos, files))
            raise
    return Added(photos, files)


def _discard(added: Added) -> None:
    discard_stored(runtime().files, added.photos)
    discard_files(runtime().files, added.files)
