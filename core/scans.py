"""Papers from an office scanner: what is made of a file, what its folder can do, and what may be wrong with either."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

MAX_BYTES = 20 * 1024 * 1024
MAX_PAGES = 40


@dataclass(frozen=True, slots=True)
class ReadScan:
    """A scan made safe: pages as a clean PDF, the same as pictures to look at, and a small one of the first.

    A page of a PDF that is no picture has none here: an empty `bytes`.
    """

    pdf: bytes = field(repr=False)
    pictures: Sequence[bytes] = field(repr=False)
    thumb: bytes = field(repr=False)
    pages: int
    sha256: str


class ScanUnfit(Exception):
    """A file that cannot become a paper; one subclass for each reason."""


class ScanOfOtherKind(ScanUnfit):
    """Neither PDF nor JPEG nor TIFF."""


class ScanDamaged(ScanUnfit):
    """It does not open."""


class ScanLocked(ScanUnfit):
    """It wants a password."""


class ScanTooLarge(ScanUnfit):
    """Too many bytes, or too many pixels on a page."""


class ScanTooLong(ScanUnfit):
    """Too many pages."""


class ScanShowsCard(ScanUnfit):
    """An identity card can be read on it: it is not kept."""


class FolderUnusable(Exception):
    """The folder cannot be emptied now; one subclass for each reason."""


class FolderMissing(FolderUnusable):
    """There is none."""


class FolderForbidden(FolderUnusable):
    """It may not be read or emptied."""


class FolderBroken(FolderUnusable):
    """The disk or the network under it fails."""


@dataclass(frozen=True, slots=True)
class FolderFile:
    """A file of the folder as it is now. Its name may tell of somebody: it is never logged."""

    name: str = field(repr=False)
    size: int
    changed_ns: int


class Dropbox(Protocol):
    """A folder into which a scanner drops files; every method raises FolderUnusable."""

    def look(self) -> Sequence[FolderFile]:
        """The files that lie there, oldest first; what is hidden, linked or being written under another name is not."""

    def read(self, file: FolderFile) -> bytes | None:
        """Its bytes (one more than allowed when it is too large); None when it changed since it was looked at."""

    def remove(self, file: FolderFile) -> None:
        """Take it away; silent when it is gone."""

    def put_aside(self, file: FolderFile) -> None:
        """Move it into the subfolder of what could not be taken; silent when it is gone."""
