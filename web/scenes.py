"""Photos of the place as forms send them: made safe and sealed before anything is written; shown again to readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from uuid import UUID

from flask import Response, request
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field

from casework.attachments import ImageSize
from casework.budgets import PHOTOS
from casework.images import MAX_BYTES
from casework.sealing import open_case_key
from core.errors import DomainError
from feedback.claims.errors import TooManyScenes
from feedback.claims.scenes import MOST, StoredScene, discard_scenes, read_scene, store_scene
from feedback.claims.states import Side
from web.budgets import spend
from web.context import read_context, runtime, transaction
from web.forms import Form


class ScenesForm(Form):
    """A form with photos of the place."""

    photos = MultipleFileField(_l("Ảnh chụp tại chỗ"))


@contextmanager
def taken_in(case_id: UUID, *chosen: tuple[Side, Field]) -> Iterator[tuple[StoredScene, ...]]:
    """The photos of these fields, sealed; removed again when what they are for does not come about.

    Raises what making them safe raises, TooManyScenes, BudgetSpent.
    """
    uploads = [(side, upload) for side, field in chosen for upload in field.data or () if _is_chosen(upload)]
    _count(uploads)
    stored: list[StoredScene] = []
    with ExitStack() as stack:
        for _side, upload in uploads:
            stack.callback(upload.close)
        try:
            if uploads:
                with transaction() as ctx:
                    spend(ctx, PHOTOS, len(uploads))
                key = open_case_key(read_context(), case_id)
                for side, upload in uploads:
                    stored.append(store_scene(runtime().files, key, upload.stream.read(MAX_BYTES + 1), side))
            yield tuple(stored)
        except DomainError:
            discard_scenes(runtime().files, stored)
            raise


def scene_response(case_id: UUID, scene_id: UUID) -> Response:
    """A photo to show: small (?nho=1) or as large as a screen. The caller has decided that the reader may."""
    size = ImageSize.THUMB if request.args.get("nho") else ImageSize.DISPLAY
    return Response(read_scene(read_context(), case_id, scene_id, size), mimetype="image/jpeg")


def _count(uploads: Sequence[tuple[Side, FileStorage]]) -> None:
    if any(sum(one is side for one, _upload in uploads) > MOST for side in Side):
        raise TooManyScenes(most=MOST)


def _is_chosen(upload: FileStorage | None) -> bool:
    return bool(upload and upload.filename)
