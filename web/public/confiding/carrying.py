"""Photos, a PDF, a recording with a word or a report: made safe and sealed before anything is written down."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from uuid import UUID

from werkzeug.datastructures import FileStorage

from bootstrap.documents import clean_pdf
from casework.attachments import MAX_IMAGES, StoredImage, store_image
from casework.budgets import FILES, PHOTOS
from casework.enclosures import MAX_PDF_BYTES, StoredFile, prepare_pdf, store_pdf, store_voice
from casework.errors import TooManyImages
from casework.images import MAX_BYTES, PreparedImage, prepare_image
from casework.sealing import CaseKey, fresh_case_key, open_case_key
from casework.voice import MAX_BYTES as MAX_VOICE_BYTES
from casework.voice import prepare_voice
from core.errors import DomainError
from core.ids import random_id
from feedback.protection.enclosing import NOTHING, Put
from feedback.protection.services import Carried, goes_to
from feedback.protection.states import Avenger
from feedback.queries import CaseView
from web.budgets import spend
from web.context import read_context, runtime, transaction
from web.public.confiding.forms import RetaliationForm
from web.public.petitions.enclosing import is_chosen
from web.public.petitions.forms import PhotosForm

Store = Callable[[CaseKey], StoredFile]


@dataclass(frozen=True, slots=True)
class Prepared:
    """What was chosen, made safe, still in memory: a report may be sealed for two readers."""

    images: tuple[PreparedImage, ...]
    others: tuple[Store, ...]

    def put(self, key: CaseKey) -> Put:
        """Seal it under a record's key and store it."""
        files = runtime().files
        photos: list[StoredImage] = []
        others: list[StoredFile] = []
        try:
            photos += [store_image(files, key, one) for one in self.images]
            others += [store(key) for store in self.others]
        except BaseException:
            Put(photos, others).discard(files)
            raise
        return Put(photos, others)


class Load:
    """What goes with one word, under the key of one record."""

    def __init__(self, form: PhotosForm, *, of: UUID | None = None) -> None:
        self._form, self._of = form, of
        self.put = NOTHING

    def take(self, case: CaseView) -> None:
        """Before the transaction. Raises what making it safe raises, CaseLocked."""
        prepared = prepare(self._form)
        self.put = prepared.put(open_case_key(read_context(), self._of or case.id)) if prepared else NOTHING

    def discard(self) -> None:
        """It was not sent."""
        self.put.discard(runtime().files)


class ReportLoad(Load):
    """What goes with a report: for the team, for the province under the key its report will have, or for both."""

    def __init__(self, form: RetaliationForm) -> None:
        super().__init__(form)
        self._avenger = form.avenger
        self.carried = Carried()

    def take(self, case: CaseView) -> None:
        """Who will read it decides under which keys it lies."""
        prepared = prepare(self._form)
        if prepared is None:
            return
        team, province = goes_to(read_context(), case.facts(), Avenger(self._avenger.data))
        key = fresh_case_key(random_id()) if province else None
        for_team = prepared.put(open_case_key(read_context(), case.id)) if team else NOTHING
        try:
            self.carried = Carried(for_team, key, prepared.put(key) if key else NOTHING)
        except DomainError:
            for_team.discard(runtime().files)
            raise

    def discard(self) -> None:
        """It was not sent."""
        for put in (self.carried.team, self.carried.province):
            put.discard(runtime().files)


def prepare(form: PhotosForm) -> Prepared | None:
    """Make safe what was chosen; None when nothing was. Raises TooManyImages, BudgetSpent and what making it safe
    raises.
    """
    photos = [one for one in form.photos.data or () if is_chosen(one)]
    others = [one.data for one in (form.file, form.voice) if is_chosen(one.data)]
    if not (photos or others):
        return None
    with ExitStack() as stack:
        for upload in (*photos, *others):
            stack.callback(upload.close)
        if len(photos) > MAX_IMAGES:
            raise TooManyImages(most=MAX_IMAGES)
        with transaction() as ctx:
            spend(ctx, PHOTOS, len(photos))
            spend(ctx, FILES, len(others))
        images = tuple(prepare_image(one.stream.read(MAX_BYTES + 1)) for one in photos)
        return Prepared(images, (*_pdf(form.file.data), *_voice(form.voice.data)))


def _pdf(upload: FileStorage | None) -> tuple[Store, ...]:
    if upload is None or not is_chosen(upload):
        return ()
    data = upload.stream.read(MAX_PDF_BYTES + 1)
    cleaned = prepare_pdf(data, clean_pdf)
    return (lambda key: store_pdf(runtime().files, key, data, cleaned),)


def _voice(upload: FileStorage | None) -> tuple[Store, ...]:
    if upload is None or not is_chosen(upload):
        return ()
    voice = prepare_voice(upload.stream.read(MAX_VOICE_BYTES + 1))
    return (lambda key: store_voice(runtime().files, key, voice),)
