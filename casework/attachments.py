"""Photos of a case, sealed: three files in the file store under the case key, one row that knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Row, bindparam, insert, select

from casework.images import PreparedImage
from casework.models import CaseAttachment
from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.db import fetch
from core.errors import NotFound
from core.ids import random_id
from core.ports import FileStore

MAX_IMAGES = 2
# With later answers more photos may come; what is enclosed besides stands after them (casework.enclosures).
LAST_PHOTO = 10
_OF_CASE = (
    select(CaseAttachment.id, CaseAttachment.position, CaseAttachment.sealed_facts)
    .where(CaseAttachment.case_id == bindparam("case_id"))
    .order_by(CaseAttachment.position)
)


class ImageSize(StrEnum):
    """Which copy of a photo."""

    ORIGINAL = "original"
    DISPLAY = "display"
    THUMB = "thumb"


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A photo already sealed and in the file store, not yet part of a case in the database."""

    id: str
    original_key: str
    display_key: str
    thumb_key: str
    media_type: str
    sha256: str
    width: int
    height: int
    size: int
    under: str = ""  # the mark of the key it was sealed under


@dataclass(frozen=True, slots=True)
class Attachment:
    """A photo of a case as lists show it."""

    id: UUID
    position: int
    width: int
    height: int
    size: int


def store_image(files: FileStore, key: CaseKey, image: PreparedImage) -> StoredImage:
    """Seal the three copies and put them away. Do this outside the write transaction."""
    photo_id = random_id().hex
    put = {
        size: files.put(key.seal(data, part=_part(photo_id, size)))
        for size, data in (
            (ImageSize.ORIGINAL, image.original), (ImageSize.DISPLAY, image.display), (ImageSize.THUMB, image.thumb)
        )
    }  # fmt: skip
    return StoredImage(
        photo_id, put[ImageSize.ORIGINAL], put[ImageSize.DISPLAY], put[ImageSize.THUMB], image.media_type,
        image.sha256, image.width, image.height, len(image.original), key.mark,
    )  # fmt: skip


def read_stored(files: FileStore, key: CaseKey, image: StoredImage, size: ImageSize) -> bytes:
    """A copy of a photo that is not yet in the database (a draft's). Raises NotFound."""
    return _fetch(files, key, image.id, _key_of(image, size), size)


def discard_stored(files: FileStore, images: Sequence[StoredImage]) -> None:
    """Remove the files of photos nobody sent."""
    for image in images:
        for size in ImageSize:
            files.delete(_key_of(image, size))


def attach(ctx: Context, key: CaseKey, images: Sequence[StoredImage], *, first_position: int = 1) -> None:
    """Make stored photos part of the case, in their order. Raises KeyRenewed."""
    for image in images:
        key.fit(image.under)
    rows = [
        {
            "id": UUID(hex=image.id), "case_id": key.case_id, "position": position, "original_key": image.original_key,
            "display_key": image.display_key, "thumb_key": image.thumb_key,
            "sealed_facts": key.seal_json(_facts(image), part=f"photo:{image.id}:facts"),
        }
        for position, image in enumerate(images, start=first_position)
    ]  # fmt: skip
    if rows:
        ctx.session.execute(insert(CaseAttachment), rows)


def list_attachments(ctx: Context, case_id: UUID, *, key: CaseKey | None = None) -> Sequence[Attachment]:
    """The photos of a case, in order."""
    rows = [row for row in rows_of(ctx, case_id) if row.position <= LAST_PHOTO]
    return photos_of(rows, key or open_case_key(ctx, case_id)) if rows else []


def rows_of(ctx: Context, case_id: UUID) -> Sequence[Row[tuple[UUID, int, bytes]]]:
    """Everything that came with the case, still sealed: photos, then other files."""
    return fetch(ctx.session, _OF_CASE, case_id=case_id).all()


def photos_of(rows: Sequence[Row[tuple[UUID, int, bytes]]], opened: CaseKey) -> list[Attachment]:
    """The photos among opened rows."""
    facts = [opened.open_json(row.sealed_facts, part=f"photo:{row.id.hex}:facts") for row in rows]
    return [
        Attachment(row.id, row.position, fact["width"], fact["height"], fact["size"])
        for row, fact in zip(rows, facts, strict=True)
    ]


def read_attachment(ctx: Context, case_id: UUID, attachment_id: UUID, size: ImageSize) -> bytes:
    """A copy of a photo. The caller has decided that the viewer may. Raises NotFound."""
    a = CaseAttachment
    row = ctx.session.execute(
        select(a.original_key, a.display_key, a.thumb_key).where(
            a.id == attachment_id, a.case_id == case_id, a.position <= LAST_PHOTO
        )
    ).one_or_none()
    if row is None:
        raise NotFound
    file_key = {ImageSize.ORIGINAL: row.original_key, ImageSize.DISPLAY: row.display_key}.get(size, row.thumb_key)
    return _fetch(ctx.files, open_case_key(ctx, case_id), attachment_id.hex, file_key, size)


def _fetch(files: FileStore, key: CaseKey, photo_id: str, file_key: str, size: ImageSize) -> bytes:
    try:
        return key.open(files.get(file_key), part=_part(photo_id, size))
    except KeyError:
        raise NotFound from None


def _part(photo_id: str, size: ImageSize) -> str:
    return f"photo:{photo_id}:{size.value}"


def _key_of(image: StoredImage, size: ImageSize) -> str:
    return {ImageSize.ORIGINAL: image.original_key, ImageSize.DISPLAY: image.display_key}.get(size, image.thumb_key)


def _facts(image: StoredImage) -> dict[str, object]:
    facts = asdict(image)
    return {name: facts[name] for name in ("media_type", "sha256", "width", "height", "size")}
