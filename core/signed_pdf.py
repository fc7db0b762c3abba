"""What can be told of a digitally signed PDF, and how photos of pages become one: the ports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from core.pdf import CleanPdf


@dataclass(frozen=True, slots=True)
class SignatureFinding:
    """`check`: none, intact, changed or unknown. `signers`: the names in their certificates, as they say of themselves:
    whether the certificate is one the State recognises is looked up elsewhere.
    """

    check: str
    signers: tuple[str, ...] = ()


class SignatureReader(Protocol):
    """Looks for digital signatures in a PDF."""

    def __call__(self, data: bytes) -> SignatureFinding:
        """What was found; a file that is no PDF has none."""


class PhotoBinder(Protocol):
    """Makes one PDF of photos."""

    def __call__(self, photos: Sequence[tuple[bytes, int, int]]) -> CleanPdf:
        """JPEG files with width and height, a page each, in order."""
