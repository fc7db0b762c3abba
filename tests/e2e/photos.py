"""Photographs as a phone takes them: large, turned by EXIF, and saying where they were taken."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw
from PIL.ExifTags import GPS, IFD, Base

PLACE = b"a phone of the village"


@dataclass(frozen=True, slots=True)
class Photo:
    """A file that a person chooses."""

    name: str
    content: bytes

    def payload(self) -> dict[str, str | bytes]:
        """As Playwright wants it."""
        return {"name": self.name, "mimeType": "image/jpeg", "buffer": self.content}


def take(name: str, *, colour: str) -> Photo:
    """A JPEG with a position, a camera's name and an orientation in its EXIF data."""
    image = Image.new("RGB", (1600, 1200), colour)
    pen = ImageDraw.Draw(image)
    for x in range(0, 1600, 80):  # something to compress
        pen.line((x, 0, 1600 - x, 1200), fill="white", width=6)
    exif = Image.Exif()
    exif[Base.Make] = PLACE.decode()
    exif[Base.Orientation] = 6
    gps = exif.get_ifd(IFD.GPSInfo)
    gps[GPS.GPSLatitudeRef], gps[GPS.GPSLatitude] = "N", (21.0, 30.0, 0.0)
    gps[GPS.GPSLongitudeRef], gps[GPS.GPSLongitude] = "E", (106.0, 6.0, 0.0)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85, exif=exif)
    return Photo(name, buffer.getvalue())


def tells_where(content: bytes) -> bool:
    """Whether a picture still says where or with what it was taken."""
    with Image.open(io.BytesIO(content)) as image:
        exif = image.getexif()
        return bool(exif.get_ifd(IFD.GPSInfo)) or PLACE in content
