"""Photos of places as phones take them, with when and where in them."""

from __future__ import annotations

import io
from datetime import datetime

from PIL import ExifTags, Image

from core.clock import VIETNAM
from feedback.commands import Spot


def photo(taken_at: datetime | None = None, spot: Spot | None = None, *, colour: str = "#8d8477") -> bytes:
    """A JPEG whose record says when and where it was taken, or says nothing."""
    image, exif = Image.new("RGB", (640, 480), colour), Image.Exif()
    if taken_at is not None:
        local = taken_at.astimezone(VIETNAM)
        exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = f"{local:%Y:%m:%d %H:%M:%S}"
    if spot is not None:
        place = exif.get_ifd(ExifTags.IFD.GPSInfo)
        place[ExifTags.GPS.GPSLatitudeRef], place[ExifTags.GPS.GPSLatitude] = "N", _parts(spot.lat)
        place[ExifTags.GPS.GPSLongitudeRef], place[ExifTags.GPS.GPSLongitude] = "E", _parts(spot.lon)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def _parts(degrees: float) -> tuple[float, float, float]:
    whole = int(degrees)
    minutes = int((degrees - whole) * 60)
    return float(whole), float(minutes), round((degrees - whole - minutes / 60) * 3600, 3)
