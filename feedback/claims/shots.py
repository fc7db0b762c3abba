"""When and where a camera says it took a photo, and what that says against a claim. Pure: bytes and values only.

A camera's clock may be wrong and its record may be changed: a difference is shown to people, it decides nothing.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PIL import ExifTags, Image, UnidentifiedImageError

from core.clock import VIETNAM
from feedback.claims.states import Noticed
from feedback.commands import Spot

_EARTH = 6_371_000.0
# Beyond these a person is told to look twice: a day's work photographed the next morning, a house or two further on.
FAR = 300
LONG_AFTER = timedelta(hours=36)
_MOMENT = "%Y:%m:%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Shot:
    """What the camera recorded; a phone may record neither."""

    taken_at: datetime | None = None
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """A photo beside a claim: how far apart in time and place, and what is worth a second look."""

    shot: Shot
    hours: int | None
    metres: int | None
    noticed: Sequence[Noticed]


def read_shot(data: bytes) -> Shot:
    """What the photo's own record says; nothing when it has none or it cannot be read."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            exif = image.getexif()
            detail, place = exif.get_ifd(ExifTags.IFD.Exif), exif.get_ifd(ExifTags.IFD.GPSInfo)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError):
        return Shot()
    return Shot(_moment(detail), _spot(place))


def compare(shot: Shot, *, done_at: datetime, spot: Spot | None, received_at: datetime) -> Compared:
    """The photo of finished work against what was claimed, and against the day the petition came."""
    noticed, hours, metres = [], None, None
    if shot.taken_at is None:
        noticed.append(Noticed.NO_TIME)
    else:
        apart = abs(shot.taken_at - done_at)
        hours = round(apart / timedelta(hours=1))
        if shot.taken_at < received_at:
            noticed.append(Noticed.TOO_EARLY)
        elif apart > LONG_AFTER:
            noticed.append(Noticed.OTHER_TIME)
    if shot.spot is None:
        noticed.append(Noticed.NO_PLACE)
    elif spot is not None:
        metres = metres_between(shot.spot, spot)
        if metres > FAR:
            noticed.append(Noticed.FAR_AWAY)
    return Compared(shot, hours, metres, tuple(noticed))


def metres_between(one: Spot, other: Spot) -> int:
    """The way as the crow flies."""
    lat, lon, lat2, lon2 = map(math.radians, (one.lat, one.lon, other.lat, other.lon))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return round(2 * _EARTH * math.asin(min(1.0, math.sqrt(half))))


def _moment(detail: Any) -> datetime | None:
    written = detail.get(ExifTags.Base.DateTimeOriginal)
    if not isinstance(written, str):
        return None
    zone = str(detail.get(ExifTags.Base.OffsetTimeOriginal) or "").strip()
    try:
        if zone:
            return datetime.strptime(f"{written.strip()} {zone}", f"{_MOMENT} %z")
        return datetime.strptime(written.strip(), _MOMENT).replace(tzinfo=VIETNAM)
    except ValueError:
        return None


def _spot(place: Any) -> Spot | None:
    try:
        lat, lon = _degrees(place[ExifTags.GPS.GPSLatitude]), _degrees(place[ExifTags.GPS.GPSLongitude])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    south, west = place.get(ExifTags.GPS.GPSLatitudeRef) == "S", place.get(ExifTags.GPS.GPSLongitudeRef) == "W"
    return Spot.parse(f"{-lat if south else lat},{-lon if west else lon}")


def _degrees(parts: Any) -> float:
    degrees, minutes, seconds = (float(part) for part in parts)
    return degrees + minutes / 60 + seconds / 3600
