"""Photos and files that come to a case later, with an answer to a question."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from casework.attachments import LAST_PHOTO, StoredImage, attach, rows_of
from casework.enclosures import FIRST_POSITION, LAST_POSITION, StoredFile, enclose
from casework.errors import CaseFull
from casework.sealing import open_case_key
from core.context import Context


def add_to_case(ctx: Context, case_id: UUID, *, photos: Sequence[StoredImage], files: Sequence[StoredFile]) -> None:
    """Put them after what the case already holds; the caller holds its lock. Raises CaseFull."""
    if not (photos or files):
        return
    taken = [row.position for row in rows_of(ctx, case_id)]
    photo_at = max((place for place in taken if place <= LAST_PHOTO), default=0) + 1
    file_at = max((place for place in taken if place > LAST_PHOTO), default=FIRST_POSITION - 1) + 1
    if photo_at + len(photos) - 1 > LAST_PHOTO or file_at + len(files) - 1 > LAST_POSITION:
        raise CaseFull
    key = open_case_key(ctx, case_id)
    attach(ctx, key, photos, first_position=photo_at)
    enclose(ctx, key, files, first_position=file_at)
