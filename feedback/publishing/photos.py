"""Photos for the public: made again from pixels, with painted boxes. What lies under one is gone from the file."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from uuid import UUID

from PIL import Image, ImageDraw

from casework.attachments import ImageSize, read_attachment
from core.context import Context
from feedback.publishing.work import Box

_INK = "#1f2933"


def painted(data: bytes, boxes: Sequence[Box]) -> tuple[bytes, int, int]:
    """A new JPEG without any metadata, its rectangles filled; with its width and height."""
    with Image.open(io.BytesIO(data), formats=["JPEG"]) as source:
        image = Image.new("RGB", source.size)
        image.paste(source.convert("RGB"))
    pen = ImageDraw.Draw(image)
    for box in boxes:
        left, top = box.left * image.width // 100, box.top * image.height // 100
        right = -(-(box.left + box.width) * image.width // 100)
        bottom = -(-(box.top + box.height) * image.height // 100)
        pen.rectangle((left, top, right, bottom), fill=_INK)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80, optimize=True, progressive=True)
    return out.getvalue(), image.width, image.height


def publish_photos(ctx: Context, petition_id: UUID, chosen: Mapping[UUID, Sequence[Box]]) -> list[dict[str, object]]:
    """Paint the chosen photos and put them where anyone may read them."""
    kept: list[dict[str, object]] = []
    for photo_id, boxes in chosen.items():
        data = read_attachment(ctx, petition_id, photo_id, ImageSize.DISPLAY)
        made, width, height = painted(data, boxes)
        kept.append({"key": ctx.files.put(made), "width": width, "height": height, "boxes": len(boxes)})
    return kept
