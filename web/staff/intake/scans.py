"""Photos and a scan of the paper, made safe and sealed before the entry is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from werkzeug.datastructures import FileStorage

from bootstrap.documents import clean_pdf
from casework.attachments import MAX_IMAGES, StoredImage, discard_stored, store_image
from casework.enclosures import MAX_PDF_BYTES, StoredFile, discard_files, prepare_pdf, store_pdf
from casework.errors import TooManyImages
from casework.images import MAX_BYTES, prepare_image
from core.errors import DomainError
from feedback.desk import drafts
from feedback.desk.drafts import Entry
from web.context import runtime, transaction
from web.errors import add_to_form, message
from web.staff.intake.forms import EntryForm

_PDF = b"%PDF-"


def take_scans(entry: Entry, form: EntryForm) -> Entry:
    """Keep what was chosen with the entry; the newest PDF takes the place of an older one.

    Raises TooManyImages and what making it safe raises.
    """
    chosen = [one for one in (form.scans.data or ()) if one and one.filename] if "scans" in form else []
    taken = entry
    for upload in chosen:
        taken = _take(taken, upload)
    return _keep(entry, taken) if chosen else entry


def refuse_scan(form: EntryForm, error: DomainError) -> None:
    """Say what is wrong with what was chosen next to where it was chosen."""
    if "scans" in form and error.field in ("photos", "file"):
        form.scans.errors = [*form.scans.errors, message(error)]
    else:
        add_to_form(form, error)


def _take(entry: Entry, upload: FileStorage) -> Entry:
    with upload.stream as stream:
        data = stream.read(max(MAX_PDF_BYTES, MAX_BYTES) + 1)
    files, case = runtime().files, entry.keys.case
    if data.startswith(_PDF):
        return replace(entry, files=(store_pdf(files, case, data, prepare_pdf(data, clean_pdf)),))
    if len(entry.photos) >= MAX_IMAGES:
        raise TooManyImages(most=MAX_IMAGES)
    return replace(entry, photos=(*entry.photos, store_image(files, case, prepare_image(data))))


def _keep(before: Entry, taken: Entry) -> Entry:
    with transaction() as ctx:
        kept = drafts.keep_typed(ctx, before.id, before.typed, photos=taken.photos, files=taken.files)
    discard_files(runtime().files, [one for one in before.files if one not in kept.files])
    return kept


def drop_scan(entry: Entry, file_id: str) -> None:
    """Take one out again."""
    photos: Sequence[StoredImage] = [one for one in entry.photos if one.id != file_id]
    files: Sequence[StoredFile] = [one for one in entry.files if one.id != file_id]
    with transaction() as ctx:
        drafts.keep_typed(ctx, entry.id, entry.typed, photos=tuple(photos), files=tuple(files))
    discard_stored(runtime().files, [one for one in entry.photos if one.id == file_id])
    discard_files(runtime().files, [one for one in entry.files if one.id == file_id])
