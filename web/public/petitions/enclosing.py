"""Photos, a PDF and a voice note of a draft: taken in, made safe and sealed before anything is written down."""

from __future__ import annotations

from contextlib import ExitStack
from uuid import UUID

from flask import Response
from werkzeug.datastructures import FileStorage

from bootstrap.documents import clean_pdf
from casework.attachments import MAX_IMAGES, ImageSize, discard_stored, read_stored, store_image
from casework.budgets import FILES, PHOTOS
from casework.enclosures import (
    MAX_PDF_BYTES,
    StoredFile,
    discard_files,
    prepare_pdf,
    read_draft_file,
    read_enclosure,
    store_pdf,
    store_voice,
)
from casework.errors import TooManyImages
from casework.images import MAX_BYTES, prepare_image
from casework.sealing import CaseKey
from casework.states import Enclosed
from casework.voice import MAX_BYTES as MAX_VOICE_BYTES
from casework.voice import prepare_voice
from core.errors import NotFound
from feedback.drafts import Draft, without_file, without_photo
from web.budgets import spend
from web.context import read_context, runtime, transaction
from web.files import enclosure_response
from web.gates import public
from web.opened import opened
from web.public.petitions.blueprint import bp
from web.public.petitions.drafting import Page, draft_for, keep, onward
from web.public.petitions.forms import EmptyForm, PhotosForm


def take_in(code: str, draft: Draft, form: PhotosForm) -> None:
    """Keep what was chosen; what came before a refused file stays. Raises what making it safe raises."""
    with ExitStack() as stack:
        for upload in (*(form.photos.data or ()), form.file.data, form.voice.data):
            if upload:
                stack.callback(upload.close)  # large ones lie in a file of their own
        draft = _add_photos(code, draft, [upload for upload in form.photos.data or () if is_chosen(upload)])
        for kind, upload in ((Enclosed.PDF, form.file.data), (Enclosed.VOICE, form.voice.data)):
            if is_chosen(upload):
                draft = _add_file(code, draft, kind, upload)


@bp.post("/gui-don/<code>/anh/<photo_id>/bo")
@public
def drop_photo(code: str, photo_id: str) -> Page:
    """Take a photo out again."""
    draft = draft_for(code)
    if draft is not None and EmptyForm().validate_on_submit():
        keep(code, photos=without_photo(draft, photo_id).photos)
        discard_stored(runtime().files, [photo for photo in draft.photos if photo.id == photo_id])
    return onward("petitions.photos", code)


@bp.get("/gui-don/<code>/anh/<photo_id>")
@public
def draft_photo(code: str, photo_id: str) -> Response:
    """The small copy of a photo of the draft, for its writer."""
    draft = draft_for(code)
    for photo in draft.photos if draft else ():
        if draft and photo.id == photo_id:
            return Response(read_stored(runtime().files, draft.key(), photo, ImageSize.THUMB), mimetype="image/jpeg")
    raise NotFound


@bp.post("/gui-don/<code>/tep/<file_id>/bo")
@public
def drop_file(code: str, file_id: str) -> Page:
    """Take a PDF or a voice note out again."""
    draft = draft_for(code)
    if draft is not None and EmptyForm().validate_on_submit():
        keep(code, files=without_file(draft, file_id).files)
        discard_files(runtime().files, [one for one in draft.files if one.id == file_id])
    return onward("petitions.photos", code)


@bp.get("/gui-don/<code>/tep/<file_id>")
@public
def draft_file(code: str, file_id: str) -> Response:
    """A PDF or a voice note of the draft as readers will get it, for its writer."""
    draft = draft_for(code)
    for one in draft.files if draft else ():
        if draft and one.id == file_id:
            data = read_draft_file(runtime().files, draft.key(), one)
            return enclosure_response(data, one.kind, one.media_type)
    raise NotFound


@bp.get("/tra-cuu/don/tep/<uuid:file_id>")
@public
def sent_file(file_id: UUID) -> Response:
    """A file of a sent petition, for whoever showed number and code."""
    petition_id = opened("petition")
    if petition_id is None:
        raise NotFound
    found, data = read_enclosure(read_context(), petition_id, file_id)
    return enclosure_response(data, found.kind, found.media_type)


def is_chosen(upload: FileStorage | None) -> bool:
    """Whether something lies behind a field of files."""
    return bool(upload and upload.filename)


def _add_photos(code: str, draft: Draft, chosen: list[FileStorage]) -> Draft:
    if len(draft.photos) + len(chosen) > MAX_IMAGES:
        raise TooManyImages(most=MAX_IMAGES)
    if not chosen:
        return draft
    with transaction() as ctx:
        spend(ctx, PHOTOS, len(chosen))
    prepared = [prepare_image(upload.stream.read(MAX_BYTES + 1)) for upload in chosen]
    stored = [store_image(runtime().files, draft.key(), image) for image in prepared]
    return keep(code, photos=(*draft.photos, *stored))


def _add_file(code: str, draft: Draft, kind: Enclosed, upload: FileStorage) -> Draft:
    """One of each kind: a new one takes the place of the old."""
    with transaction() as ctx:
        spend(ctx, FILES)
    stored = store_enclosed(draft.key(), kind, upload)
    old = [one for one in draft.files if one.kind is kind]
    changed = keep(code, files=(*(one for one in draft.files if one.kind is not kind), stored))
    discard_files(runtime().files, old)
    return changed


def store_enclosed(key: CaseKey, kind: Enclosed, upload: FileStorage) -> StoredFile:
    """Make a PDF or a recording safe and seal it. Raises what making it safe raises."""
    files = runtime().files
    # One byte more than allowed is enough to know that it is too large.
    if kind is Enclosed.VOICE:
        return store_voice(files, key, prepare_voice(upload.stream.read(MAX_VOICE_BYTES + 1)))
    data = upload.stream.read(MAX_PDF_BYTES + 1)
    return store_pdf(files, key, data, prepare_pdf(data, clean_pdf))
