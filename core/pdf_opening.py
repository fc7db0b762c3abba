"""Opening a PDF that anybody may have made: what lies packed in it is unpacked within bounds.

The bounds hold for the whole process and are set as this module is loaded, so every PDF is opened here.
"""

from __future__ import annotations

import io
import resource
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pikepdf

# A sheet of A4 in colour at 400 dots an inch takes 46 MB. Beyond it qpdf leaves a stream as it is, and passes over the
# objects that lie in it: half a megabyte could otherwise unpack to gigabytes.
MAX_UNPACKED = 64_000_000
# An object costs a hundred times what its text does: sixty kilobytes once took six gigabytes.
ROOM = 1_000_000_000
_SOFT, _HARD = resource.getrlimit(resource.RLIMIT_DATA)

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=MAX_UNPACKED, png_max_memory=MAX_UNPACKED, run_length_max_memory=MAX_UNPACKED,
    tiff_max_memory=MAX_UNPACKED, dct_max_memory=MAX_UNPACKED, dct_max_progressive_scans=100,
)  # fmt: skip


class _Room:
    """Memory that documents being read may take, all of them together.

    The process gets no more than `ROOM` beyond what it had for as long as one is open. What does not fit is damaged to
    qpdf, as a broken object is.
    """

    def __init__(self) -> None:
        self._lock, self._inside = threading.Lock(), 0

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            taken = _taken() if self._inside == 1 else 0
            if taken and (_SOFT == resource.RLIM_INFINITY or taken + ROOM < _SOFT):
                _limit(taken + ROOM)

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                _limit(_SOFT)


_ROOM = _Room()


@contextmanager
def open_pdf(data: bytes) -> Iterator[pikepdf.Pdf]:
    """The document, closed again at the end.

    Raises pikepdf.PdfError, and PasswordError among them; MemoryError when it takes more than any document may.
    """
    with _ROOM, pikepdf.open(io.BytesIO(data)) as document:
        yield document


def _taken() -> int:
    """How much memory of its own the process has; nothing where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:")), 0)


def _limit(most: int) -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (most, _HARD))


def unpacked(raw: pikepdf.Object, most: int, filters: Sequence[str] | None = None) -> bytes:
    """What lies in a stream, packed once or not. Raises ValueError beyond `most`: megabytes may unpack to gigabytes.

    `filters`: only the first of its own, where what they give is unpacked by somebody else.
    """
    those, data = filters_of(raw) if filters is None else list(filters), raw.read_raw_bytes()
    if those and (those != ["/FlateDecode"] or filters_of(raw)[0] != "/FlateDecode"):
        raise ValueError("packed otherwise")
    found = zlib.decompressobj().decompress(data, most + 1) if those else data
    if len(found) > most:
        raise ValueError("larger than it says")
    return found


def filters_of(raw: pikepdf.Object) -> list[str]:
    """How a stream is packed, the outermost first."""
    found = raw.get("/Filter", pikepdf.Array())
    return [str(one) for one in (found if isinstance(found, pikepdf.Array) else [found])]
