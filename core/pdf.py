"""What a published PDF must be, and the port that makes it so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from core.errors import DomainError
from core.text import N_

MAX_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class CleanPdf:
    """A PDF without scripts, attachments, forms and facts about who made it."""

    data: bytes = field(repr=False)
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class StoredPdf:
    """A cleaned PDF in the file store: its key, the name people see, and what can be checked about it."""

    key: str
    name: str
    size: int
    pages: int
    sha256: str


class PdfCleaner(Protocol):
    """Makes an uploaded file safe to hand to everyone."""

    def __call__(self, data: bytes) -> CleanPdf:
        """The cleaned document. Raises PdfTooLarge, NotAPdf, PdfLocked."""


class PdfTooLarge(DomainError):
    """More bytes than we publish."""

    text = N_("Tệp PDF tối đa 20 MB. Quét lại với chất lượng vừa phải, hoặc chia thành nhiều mục.")
    field = "file"


class NotAPdf(DomainError):
    """Not a PDF, or one that cannot be repaired."""

    text = N_("Không mở được tệp này. Hãy chọn tệp PDF, hoặc lưu lại thành PDF rồi thử lần nữa.")
    field = "file"


class PdfLocked(DomainError):
    """Encrypted: nobody could read it."""

    text = N_("Tệp PDF đang bị khoá bằng mật khẩu. Bỏ mật khẩu rồi chọn lại.")
    field = "file"
