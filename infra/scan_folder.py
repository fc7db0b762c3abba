"""A scanner's folder on the local disk, or on what is mounted there. Others write into it: nothing in it is trusted."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from core.scans import MAX_BYTES, FolderBroken, FolderFile, FolderForbidden, FolderMissing

ASIDE = "hong"
MOST = 200
_UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart")
# A link in a shared folder could lead to any file of the server's; a pipe would keep its reader waiting for ever.
_CAREFULLY = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC


class LocalDropbox:
    """One desk's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def look(self) -> Sequence[FolderFile]:
        """The plain files, oldest first. Raises FolderUnusable."""
        with _told():
            if not os.access(self._folder, os.W_OK | os.X_OK) and self._folder.is_dir():
                raise FolderForbidden
            found = list(self._files())
        return sorted(found, key=lambda file: (file.changed_ns, file.name))[:MOST]

    def read(self, file: FolderFile) -> bytes | None:
        """Its bytes, unless it changed meanwhile. Raises FolderUnusable."""
        with _told():
            try:
                descriptor = os.open(self._folder / file.name, _CAREFULLY)
            except FileNotFoundError:
                return None
            with os.fdopen(descriptor, "rb") as stream:
                facts = os.fstat(descriptor)
                if not stat.S_ISREG(facts.st_mode) or (facts.st_size, facts.st_mtime_ns) != (
                    file.size,
                    file.changed_ns,
                ):
                    return None
                return stream.read(MAX_BYTES + 1)

    def remove(self, file: FolderFile) -> None:
        """Take it away. Raises FolderUnusable."""
        with _told():
            (self._folder / file.name).unlink(missing_ok=True)

    def put_aside(self, file: FolderFile) -> None:
        """Move it into `hong/` beside its fellows. Raises FolderUnusable."""
        with _told():
            aside = self._folder / ASIDE
            # The mode comes from the shared folder's own rules: people clear this folder out by hand.
            with suppress(FileExistsError):
                aside.mkdir()
            # Held open: a link put in its place, before or meanwhile, leads nothing out of the shared folder.
            held = os.open(aside, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                self._move(file, held)
            finally:
                os.close(held)

    def _move(self, file: FolderFile, aside: int) -> None:
        name = Path(file.name)
        taken = file.name in os.listdir(aside)
        target = f"{name.stem}-{secrets.token_hex(3)}{name.suffix}" if taken else file.name
        try:
            os.rename(self._folder / file.name, target, dst_dir_fd=aside)
        except FileNotFoundError:
            if not self._folder.is_dir():
                raise

    def _files(self) -> Iterator[FolderFile]:
        with os.scandir(self._folder) as entries:
            for entry in entries:
                if entry.name.startswith((".", "~")) or entry.name.lower().endswith(_UNFINISHED):
                    continue
                facts = entry.stat(follow_symlinks=False)
                if stat.S_ISREG(facts.st_mode):
                    yield FolderFile(entry.name, facts.st_size, facts.st_mtime_ns)


@contextmanager
def _told() -> Iterator[None]:
    """What went wrong with the folder, without the name of any file in it."""
    try:
        yield
    except PermissionError:
        raise FolderForbidden from None
    except (FileNotFoundError, NotADirectoryError):
        raise FolderMissing from None
    except OSError:
        raise FolderBroken from None
