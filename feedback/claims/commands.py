"""Validated input about claimed work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from feedback.claims.scenes import StoredScene
from feedback.commands import Spot


@dataclass(frozen=True, slots=True)
class ClaimDone:
    """What was done, where, when it was finished; photos of before and after.

    `open_photos`: the official has looked and found nobody's face, house number or licence plate in them, so that
    everybody may see them beside what others saw.
    """

    text: str
    place: str
    done_at: datetime
    spot: Spot | None = None
    scenes: tuple[StoredScene, ...] = ()
    open_photos: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """What somebody saw who went to look."""

    done: bool
    text: str
    scenes: tuple[StoredScene, ...] = ()
    open_photos: bool = False
